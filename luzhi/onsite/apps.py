from importlib import import_module

from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    """The days of the expo: badges, sign-in, gates, incidents, the command room."""

    name = "luzhi.onsite"
    label = "onsite"

    def ready(self) -> None:
        """Load the declarations; they need loaded models."""
        for part in ("rules", "kinds", "bindings", "figures"):
            import_module(f"luzhi.onsite.{part}")
