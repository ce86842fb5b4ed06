"""The pages of no single app; the apps' own pages come before the kinds' generic addresses."""

from django.urls import path

from luzhi.web import views
from luzhi.web.preferences import set_preference

urlpatterns = [
    path("", views.show_home, name="home"),
    path("preferences/", set_preference, name="set-preference"),
    path("account/", views.show_account, name="my-account"),
    path("healthz", views.answer_health, name="health"),
]
