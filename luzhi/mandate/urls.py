"""Own addresses of this part; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.mandate import views

urlpatterns = [
    path("assignments/at-a-glance/", views.show_cockpit, name="assignment-cockpit"),
    path("assignments/leaders/<int:pk>/", views.show_leader, name="assignment-leader"),
]
