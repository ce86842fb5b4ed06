"""Addresses of handling's own pages; they come before the kinds' generic addresses."""

from django.urls import path

from luzhi.handling import rule_views, views

urlpatterns = [
    path("inbox/", views.show_inbox, name="unit-inbox"),
    path("matters/<int:pk>/cells/<int:number>/<int:unit>/", views.show_cell, name="answer-cell"),
    path("matters/<int:pk>/verdict/", views.show_verdict, name="give-verdict"),
    path("referrals/<int:pk>/clock/", views.show_clock, name="referral-clock"),
    path("rule-sets/presets/", rule_views.choose_preset, name="rule-presets"),
    path("rule-sets/<int:pk>/preview/", rule_views.preview, name="rule-preview"),
    path("rule-sets/<int:pk>/edition/", rule_views.begin_edition, name="rule-edition"),
]
