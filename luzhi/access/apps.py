from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Bodies, accounts, roles, and the one permission table."""

    name = "luzhi.access"
    label = "access"
