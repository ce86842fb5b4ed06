from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Bodies, accounts, roles, and the one permission table."""

    name = "luzhi.access"
    label = "access"

    def ready(self) -> None:
        from luzhi.access import rules, signals  # noqa: F401, PLC0415 -- declarations and listeners need loaded models
