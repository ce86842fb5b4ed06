"""Own addresses of this part; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.activities import views

urlpatterns = [
    path("activity-year/", views.show_timeline, name="activity-timeline"),
    path("activities/<int:pk>/attendance/", views.take_attendance, name="activity-attendance"),
    path("activities/<int:pk>/who-spoke/", views.match_speeches, name="activity-speeches"),
]
