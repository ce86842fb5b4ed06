from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The page kit: from one declaration of a kind of record come its list, pages, forms, export and history."""

    name = "luzhi.records"
    label = "records"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415 -- as below

        from luzhi.common import outbox  # noqa: PLC0415 -- as below
        from luzhi.records import checks, index, own, reading  # noqa: F401, PLC0415 -- declarations need loaded models

        # Every way of saving a record is seen here, also those that do not go through the services.
        post_save.connect(index.keep_indexed)
        post_delete.connect(index.drop_indexed)
        outbox.MAY_READ.append(reading.may_read)
