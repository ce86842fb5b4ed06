from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """What the body does: visits, inspections, consultations, sessions; who took part, who spoke, what was reported."""

    name = "luzhi.activities"
    label = "activities"

    def ready(self) -> None:
        from luzhi.activities import bindings, figures, kinds, rules, tiles  # noqa: F401, PLC0415 -- declarations need loaded models
