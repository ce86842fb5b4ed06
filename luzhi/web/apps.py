from django.apps import AppConfig


class WebConfig(AppConfig):
    """The composition root: home, navigation, search, sign-in pages, preferences, the command."""

    name = "luzhi.web"
    label = "web"
