from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Leads, projects with the stages they reached, trips, agreements, alliances, dockings, contributions."""

    name = "luzhi.projects"
    label = "projects"

    def ready(self) -> None:
        from luzhi.projects import bindings, figures, kinds, rules, tiles  # noqa: F401, PLC0415 -- needs loaded models
        from luzhi.projects.models import Agreement  # noqa: PLC0415 -- the same
        from luzhi.records.signals import record_written  # noqa: PLC0415 -- the same

        record_written.connect(bindings.follow_agreement, sender=Agreement, dispatch_uid="follow-agreement")
