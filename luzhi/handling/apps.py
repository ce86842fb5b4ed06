from django.apps import AppConfig


class HandlingConfig(AppConfig):
    """Recommendations item by item, the units that answer them, their clocks, and what they promised."""

    name = "luzhi.handling"
    label = "handling"

    def ready(self) -> None:
        from luzhi.handling import (  # noqa: F401, PLC0415 -- needs loaded models
            bindings,
            dues,
            fair_figures,
            figures,
            kinds,
            reactions,
            rule_kinds,
            rules,
            tiles,
        )
