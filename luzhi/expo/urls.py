"""Own addresses of the expo; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.expo import views

urlpatterns = [
    path("expo/", views.show_front, name="expo-front"),
    path("expo/<int:pk>/", views.show_front, name="expo-front-of"),
    path("expo/channels/<int:pk>/<slug:step>/", views.show_funnel, name="expo-funnel"),
]
