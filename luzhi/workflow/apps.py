from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """The Django side of workflow tables: one function offers steps, one function takes them."""

    name = "luzhi.workflow"
    label = "workflow"
