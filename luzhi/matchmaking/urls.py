"""Own addresses of matchmaking; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.matchmaking import link_views, sheet_views, views

urlpatterns = [
    path("matchmaking/", views.show_front, name="match-front"),
    path("matchmaking/<int:pk>/", views.show_board, name="match-board"),
    path("matchmaking/<int:pk>/slots/", views.bring_slots, name="match-slots"),
    path("matchmaking/<int:pk>/tables/", views.bring_desks, name="match-desks"),
    path("matchmaking/<int:pk>/suggestions/", views.show_suggestions, name="match-suggest"),
    path("matchmaking/<int:pk>/make/", views.make, name="match-make"),
    path("matchmaking/<int:pk>/mend/", views.mend, name="match-mend"),
    path("matchmaking/<int:pk>/outcomes/", sheet_views.show_outcomes, name="match-outcomes"),
    path("matchmaking/requests/<int:pk>/outcome/", sheet_views.enter, name="match-enter"),
    path("matchmaking/firms/<int:pk>/link/", views.make_link, name="match-make-link"),
    path("matchmaking/firms/<int:pk>/sheet/", sheet_views.show_sheet, name="match-sheet"),
    path("matchmaking/firms/<int:pk>/sheet.pdf", sheet_views.send_sheet, name="match-sheet-pdf"),
    path("matchmaking/firms/<int:pk>/sheet.ics", sheet_views.send_calendar, name="match-sheet-ics"),
    path("matchmaking/timetables/<int:pk>/cards/", sheet_views.show_cards, name="match-cards"),
    path("matchmaking/timetables/<int:pk>/cards.pdf", sheet_views.send_cards, name="match-cards-pdf"),
    path("meet/<str:secret>/", link_views.show_link, name="match-link"),
    path("meet/<str:secret>/meetings.pdf", link_views.send_link_pdf, name="match-link-pdf"),
    path("meet/<str:secret>/meetings.ics", link_views.send_link_calendar, name="match-link-ics"),
]
