from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, their papers, lines of action and tasks."""

    name = "luzhi.plans"
    label = "plans"

    def ready(self) -> None:
        from luzhi.plans import bindings, figures, kinds  # noqa: F401, PLC0415 -- declarations need loaded models
