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
        from luzhi.handling.dispatch import bindings as _dispatch  # noqa: F401, PLC0415 -- the same
        from luzhi.handling.dispatch import kinds as _dispatch_kinds  # noqa: F401, PLC0415 -- the same
        from luzhi.handling.following import kinds as _following_kinds  # noqa: F401, PLC0415 -- the same
        from luzhi.handling.letters import bindings as _letters  # noqa: F401, PLC0415 -- the same
        from luzhi.handling.letters import kinds as _letter_kinds  # noqa: F401, PLC0415 -- the same
