"""Own addresses of this part; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.mandate import views

urlpatterns = [
    path("assignment-cockpit/", views.show_cockpit, name="assignment-cockpit"),
    path("assignment-cockpit/leaders/<int:pk>/", views.show_leader, name="assignment-leader"),
]
