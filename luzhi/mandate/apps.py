from django.apps import AppConfig


class MandateConfig(AppConfig):
    """Documents and meetings, goals with slogans, assigned responsibilities, campaigns."""

    name = "luzhi.mandate"
    label = "mandate"

    def ready(self) -> None:
        from luzhi.mandate import bindings, figures, kinds, rules  # noqa: F401, PLC0415 -- declarations need loaded models
