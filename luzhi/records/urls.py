"""These addresses serve every kind of record."""

from django.urls import path, register_converter

from luzhi.records import import_views, views
from luzhi.records.kinds import KindConverter

register_converter(KindConverter, "kind")

urlpatterns = [
    path("<kind:kind>/", views.show_list, name="record-list"),
    path("<kind:kind>/export.xlsx", views.export_list, name="record-export"),
    path("imports/<int:pk>/", import_views.preview_import, name="import-preview"),
    path("imports/<int:pk>/progress/", import_views.watch_import, name="import-progress"),
    path("imports/<int:pk>/decide/", import_views.decide_import, name="import-decide"),
    path("<kind:kind>/import/", import_views.bring_sheet, name="record-import"),
    path("<kind:kind>/choose/", views.choose, name="record-choose"),
    path("<kind:kind>/new/", views.add_record, name="record-new"),
    path("<kind:kind>/<int:pk>/", views.show_record, name="record-detail"),
    path("<kind:kind>/<int:pk>/edit/", views.edit_record, name="record-edit"),
    path("<kind:kind>/<int:pk>/remove/", views.remove, name="record-remove"),
    path("<kind:kind>/<int:pk>/history/", views.show_history, name="record-history"),
    path("<kind:kind>/<int:pk>/trace/", views.show_trace, name="record-trace"),
    path("<kind:kind>/<int:pk>/do/<slug:name>/", views.take_step, name="record-step"),
]
