from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, their papers, lines of action and tasks."""

    name = "luzhi.plans"
    label = "plans"

    def ready(self) -> None:
        from luzhi.common import outbox  # noqa: PLC0415 -- the same
        from luzhi.plans import bindings, dues, figures, kinds, rules  # noqa: F401, PLC0415 -- needs loaded models
        from luzhi.plans.versions import keep_told  # noqa: PLC0415 -- the same

        outbox.SENT.append(keep_told)
