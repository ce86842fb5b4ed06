from django.apps import AppConfig


class MandateConfig(AppConfig):
    """Documents and meetings, goals with slogans, assigned responsibilities, campaigns."""

    name = "luzhi.mandate"
    label = "mandate"
