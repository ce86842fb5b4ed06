from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """What the body does: visits, inspections, consultations, sessions; who took part, who spoke, what was reported."""

    name = "luzhi.activities"
    label = "activities"
