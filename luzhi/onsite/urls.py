"""Addresses of the expo days. Everything a desk needs lies under one address, the reach of its service worker."""

from django.urls import path

from luzhi.onsite import badge_views, desk_views, views

urlpatterns = [
    path("expo-days/", views.show_board, name="onsite-board"),
    path("expo-days/papers.pdf", views.send_papers, name="onsite-papers"),
    path("expo-days/badges/", badge_views.show_badges, name="onsite-badges"),
    path("expo-days/badges/make/", badge_views.make, name="onsite-make-badges"),
    path("expo-days/badges/print/", badge_views.send_badges, name="onsite-print-badges"),
    path("expo-days/desk-worker.js", desk_views.send_worker, name="onsite-worker"),
    path("expo-days/desks/<int:pk>/", desk_views.show_desk, name="onsite-desk"),
    path("expo-days/desks/<int:pk>/badges.json", desk_views.send_list, name="onsite-desk-list"),
    path("expo-days/desks/<int:pk>/report/", desk_views.take_report, name="onsite-desk-report"),
]
