from django.apps import AppConfig


class ExpoConfig(AppConfig):
    """The expo: committee, zones, invitations, exhibitors, delegations, sub-events, awards, duties."""

    name = "luzhi.expo"
    label = "expo"

    def ready(self) -> None:
        from luzhi.expo import bindings, figures, kinds, rules  # noqa: F401, PLC0415 -- declarations need loaded models
