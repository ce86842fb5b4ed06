"""Addresses of the proposals' own pages; they come before the kinds' generic addresses."""

from django.urls import path

from luzhi.proposals import desk_views, key_views, public_views, sheet_views, views

urlpatterns = [
    path("proposals/desk/", desk_views.show_desk, name="review-desk"),
    path("proposals/desk/<int:pk>/undo/", desk_views.undo_decision, name="undo-decision"),
    path("proposals/letters/", desk_views.show_letters, name="letter-queue"),
    path("proposals/letters/<int:pk>/pdf/", desk_views.print_letter, name="letter-pdf"),
    path("proposals/consents/", public_views.show_consents, name="unit-consents"),
    path("proposals/files/<int:pk>/", views.read_file, name="proposal-file"),
    path("proposals/files/<int:pk>/remove/", views.remove_file, name="remove-file"),
    path("proposals/sheets/<slug:name>.xlsx", sheet_views.send_sheet, name="proposal-sheet"),
    path("proposals/key/", key_views.show_keys, name="key-proposals"),
    path("proposals/<int:pk>/candidate/", key_views.name_candidate, name="name-candidate"),
    path("proposals/similar/", views.show_similar, name="similar-proposals"),
    path("proposals/write/", views.begin, name="begin-proposal"),
    path("proposals/<int:pk>/write/", views.write, name="write-proposal"),
    path("proposals/<int:pk>/invite/", views.ask_signers, name="invite-signers"),
    path("proposals/<int:pk>/files/", views.add_file, name="add-file"),
    path("proposals/<int:pk>/paper/", views.enter_paper, name="enter-paper"),
    path("proposals/<int:pk>/confirm/", views.confirm_proposal, name="confirm-proposal"),
    path("proposals/<int:pk>/second/", views.second_proposal, name="second-proposal"),
    path("proposals/<int:pk>/receipt/", views.show_receipt, name="proposal-receipt"),
    path("proposals/<int:pk>/publish/", public_views.begin_publication, name="begin-publication"),
    path("open/<slug:code>/", public_views.show_published, name="published-list"),
    path("open/<slug:code>/<int:pk>/", public_views.read_published, name="published-proposal"),
    path("proposals/<int:pk>/sign/", views.sign_proposal, name="sign-proposal"),
]
