from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Audit, outbox, files and page components: what every other app stands on; knows no domain."""

    name = "luzhi.common"
    label = "common"
