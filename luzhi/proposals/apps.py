from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals from draft to publication, reports on social conditions, supervision, and leaders' instructions."""

    name = "luzhi.proposals"
    label = "proposals"

    def ready(self) -> None:
        from luzhi.proposals import (  # noqa: F401, PLC0415 -- needs loaded models
            attention_figures,
            bindings,
            dues,
            figures,
            kinds,
            letters,
            opinion_kinds,
            reactions,
            result_figures,
            rules,
            trials,
        )
