"""Addresses of the proposals' own pages; they come before the kinds' generic addresses."""

from django.urls import path

from luzhi.proposals import sheet_views, views

urlpatterns = [
    path("proposals/desk/", views.show_desk, name="review-desk"),
    path("proposals/desk/<int:pk>/undo/", views.undo_decision, name="undo-decision"),
    path("proposals/sheets/<slug:name>.xlsx", sheet_views.send_sheet, name="proposal-sheet"),
    path("proposals/similar/", views.show_similar, name="similar-proposals"),
    path("proposals/write/", views.begin, name="begin-proposal"),
    path("proposals/<int:pk>/write/", views.write, name="write-proposal"),
    path("proposals/<int:pk>/invite/", views.ask_signers, name="invite-signers"),
    path("proposals/<int:pk>/sign/", views.sign_proposal, name="sign-proposal"),
]
