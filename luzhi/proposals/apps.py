from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals from draft to closing, their supervision, and the instructions leaders gave."""

    name = "luzhi.proposals"
    label = "proposals"

    def ready(self) -> None:
        from luzhi.proposals import (  # noqa: F401, PLC0415 -- needs loaded models
            bindings,
            dues,
            figures,
            kinds,
            letters,
            reactions,
            rules,
        )
