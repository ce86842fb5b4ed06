"""The pages of no single app; the apps' own pages come before the kinds' generic addresses."""

from django.urls import path

from luzhi.web import auditing, finding, gallery, notices, views
from luzhi.web.preferences import set_preference

urlpatterns = [
    path("", views.show_home, name="home"),
    path("year/", views.show_year_page, name="year-page"),
    path("year/<slug:name>/", views.show_part_of_year, name="year-part"),
    path("more/", views.show_more, name="more"),
    path("search/", finding.search, name="search"),
    path("notices/", notices.list_notices, name="notice-list"),
    path("notices/read-all/", notices.read_all, name="notice-read-all"),
    path("notices/<int:pk>/open/", notices.open_notice, name="notice-open"),
    path("outbox/", notices.list_outbox, name="outbox-list"),
    path("outbox/decide/", notices.decide_outbox, name="outbox-decide"),
    path("admin/audit/", auditing.list_events, name="audit-list"),
    path("admin/audit/verify/", auditing.verify, name="audit-verify"),
    path("admin/audit/export.xlsx", auditing.export_events, name="audit-export"),
    path("gallery/", gallery.show_gallery, name="gallery"),
    path("preferences/", set_preference, name="set-preference"),
    path("account/", views.show_account, name="my-account"),
    path("healthz", views.answer_health, name="health"),
]
