"""Addresses of handling's own pages; they come before the kinds' generic addresses."""

from django.urls import path

from luzhi.handling import rule_views, views
from luzhi.handling.dispatch import views as dispatch
from luzhi.handling.following import views as following
from luzhi.handling.letters import views as letters

urlpatterns = [
    path("inbox/", views.show_inbox, name="unit-inbox"),
    path("matters/<int:pk>/cells/<int:number>/<int:unit>/", views.show_cell, name="answer-cell"),
    path("matters/<int:pk>/verdict/", views.show_verdict, name="give-verdict"),
    path("matters/<int:pk>/letter/<int:unit>/", letters.begin_letter, name="begin-letter"),
    path("reply-letters/<int:pk>/write/", letters.write_letter, name="write-letter"),
    path("reply-letters/<int:pk>/letter.<slug:ending>", letters.show_paper, name="letter-paper"),
    path("reply-letters/<int:pk>/countersign/", letters.countersign_letter, name="countersign-letter"),
    path("reply-letters/<int:pk>/signed-copy/", letters.bring_copy, name="bring-copy"),
    path("signed-copies/", letters.bring_copies, name="bring-copies"),
    path("signed-copies/<int:pk>/file", letters.send_copy, name="send-copy"),
    path("handovers/<int:pk>/gather/", dispatch.gather_matters, name="gather-matters"),
    path("handovers/<int:pk>/minutes.<slug:ending>", dispatch.show_minutes, name="handover-minutes"),
    path("answers/<int:pk>/progress/", following.add_progress, name="add-progress"),
    path("promised/", following.show_promised, name="promised"),
    path("referrals/<int:pk>/clock/", views.show_clock, name="referral-clock"),
    path("rule-sets/presets/", rule_views.choose_preset, name="rule-presets"),
    path("rule-sets/<int:pk>/preview/", rule_views.preview, name="rule-preview"),
    path("rule-sets/<int:pk>/edition/", rule_views.begin_edition, name="rule-edition"),
]
