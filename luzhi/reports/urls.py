"""Addresses of figures, reports, editions and checks."""

from django.urls import path, register_converter

from luzhi.reports import consistency_views, draft_views, figure_views, table_views, views
from luzhi.reports.addresses import FigureConverter

register_converter(FigureConverter, "figure")

urlpatterns = [
    path("figures/", figure_views.show_figures, name="figure-list"),
    path("figures/export.xlsx", figure_views.export_figures, name="figure-list-export"),
    path("figures/tables/<slug:key>/", table_views.show_table, name="figure-table"),
    path("figures/tables/<slug:key>/export.xlsx", table_views.export_table, name="figure-table-export"),
    path("figures/<figure:figure>/", figure_views.show_figure, name="figure-detail"),
    path("figures/<figure:figure>/export.xlsx", figure_views.export_figure, name="figure-export"),
    path("figures/<figure:figure>/decide/", figure_views.decide, name="figure-decide"),
    path("reports/", views.show_reports, name="report-list"),
    path("reports/check/", draft_views.check_draft, name="draft-check"),
    path("reports/consistency/", consistency_views.show_consistency, name="consistency"),
    path("reports/make/", views.make_report, name="report-make"),
    path("reports/<int:pk>/", views.show_report, name="report-detail"),
    path("reports/<int:pk>/report.<slug:ending>", views.download_report, name="report-file"),
    path("reports/<int:pk>/preview/", views.preview_section, name="report-preview"),
    path("reports/<int:pk>/tokens/", views.choose_token, name="report-tokens"),
    path("reports/<int:pk>/sections/new/", views.edit_section, name="report-section-new"),
    path("reports/<int:pk>/sections/<int:section_pk>/", views.edit_section, name="report-section"),
    path("reports/<int:pk>/sections/<int:section_pk>/move/", views.shift_section, name="report-section-move"),
    path("reports/<int:pk>/sections/<int:section_pk>/remove/", views.remove_section, name="report-section-remove"),
    path("reports/<int:pk>/editions/<int:number>/", views.show_edition, name="report-edition"),
    path("reports/<int:pk>/editions/<int:number>/report.<slug:ending>", views.download_edition, name="edition-file"),
    path("reports/<int:pk>/editions/<int:number>/diff/<int:other>/", views.show_diff, name="report-diff"),
]
