"""Own addresses of the expo; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.expo import application_views, care_views, hall_views, views

urlpatterns = [
    path("expo/", views.show_front, name="expo-front"),
    path("expo/<int:pk>/", views.show_front, name="expo-front-of"),
    path("expo/channels/<int:pk>/<slug:step>/", views.show_funnel, name="expo-funnel"),
    path("apply/<slug:code>/<int:pk>/", application_views.apply, name="expo-apply"),
    path("apply/status/<str:secret>/", application_views.show_status, name="application-status"),
    path("expo/<int:pk>/care/", care_views.show_care, name="expo-care"),
    path("expo/<int:pk>/care/propose/", care_views.propose, name="expo-care-propose"),
    path("expo/attendants/<int:pk>/", care_views.show_sheet, name="expo-care-sheet"),
    path("expo/halls/<int:pk>/draft/", hall_views.start, name="hall-draft"),
    path("expo/layouts/<int:pk>/edit/", hall_views.edit, name="layout-edit"),
    path("expo/layouts/<int:pk>/shapes/", hall_views.add, name="shape-add"),
    path("expo/layouts/<int:pk>/block/", hall_views.add_many, name="shape-block"),
    path("expo/layouts/<int:pk>/changes/", hall_views.show_changes, name="layout-changes"),
    path("expo/layouts/<int:pk>/print/", hall_views.print_plan, name="layout-print"),
    path("expo/shapes/<int:pk>/change/", hall_views.change, name="shape-change"),
    path("expo/shapes/<int:pk>/move/", hall_views.move, name="shape-move"),
    path("expo/shapes/<int:pk>/remove/", hall_views.remove, name="shape-remove"),
]
