from importlib import import_module

from django.apps import AppConfig

PARTS = (
    "preparation",
    "zones",
    "halls",
    "invitations",
    "applications",
    "guests",
    "duties",
    "programme",
)


class ExpoConfig(AppConfig):
    """The expo: committee, zones, hall plans, invitations, exhibitors, guests, duties, sub-events, awards."""

    name = "luzhi.expo"
    label = "expo"

    def ready(self) -> None:
        """Load the declarations of every part; they need loaded models."""
        import_module("luzhi.expo.rules")
        for part in PARTS:
            import_module(f"luzhi.expo.{part}.kinds")
        for part in ("zones", "halls", "invitations", "applications", "guests"):
            import_module(f"luzhi.expo.{part}.bindings")
        import_module("luzhi.expo.guests.travel_kinds")
        import_module("luzhi.expo.figures")
        import_module("luzhi.expo.busy")
