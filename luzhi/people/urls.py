"""Own addresses of this part; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.people import views

urlpatterns = [path("roster/", views.show_roster, name="roster")]
