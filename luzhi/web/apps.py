from django.apps import AppConfig


class WebConfig(AppConfig):
    """The composition root: home, navigation, search, sign-in pages, preferences, the command."""

    name = "luzhi.web"
    label = "web"

    def ready(self) -> None:
        from luzhi.web import duties, rules  # noqa: F401, PLC0415 -- declarations need loaded roles
