from django.apps import AppConfig


class ExpoConfig(AppConfig):
    """The expo: committee, zones, invitations, exhibitors, delegations, sub-events, awards, duties."""

    name = "luzhi.expo"
    label = "expo"

    def ready(self) -> None:
        from luzhi.expo import (  # noqa: F401, PLC0415 -- declarations need loaded models
            application_bindings,
            bindings,
            care_kinds,
            figures,
            hall_bindings,
            hall_kinds,
            kinds,
            rules,
        )
