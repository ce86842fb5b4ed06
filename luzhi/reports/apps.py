from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Figures on pages, reports and their frozen editions, the check of drafts, the consistency check."""

    name = "luzhi.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from luzhi.reports import bindings, kinds, rules  # noqa: F401, PLC0415 -- declarations need loaded models
