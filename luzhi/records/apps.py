from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The page kit: from one declaration of a kind of record come its list, pages, forms, export and history."""

    name = "luzhi.records"
    label = "records"

    def ready(self) -> None:
        from luzhi.records import checks, own  # noqa: F401, PLC0415 -- declarations need loaded models
