from importlib import import_module

from django.apps import AppConfig

DECLARATIONS = ("rules", "kinds", "timetable_kinds", "bindings", "figures", "presence", "front")


class MatchmakingConfig(AppConfig):
    """Matchmaking at an expo: profiles, requests, the timetable of meetings, what they brought."""

    name = "luzhi.matchmaking"
    label = "matchmaking"

    def ready(self) -> None:
        """Load the declarations; they need loaded models."""
        for name in DECLARATIONS:
            import_module(f"luzhi.matchmaking.{name}")
