"""How a task is begun, finished and, if need be, dropped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

STAFF = frozenset({Role.STAFF})


class TaskState(models.TextChoices):
    OPEN = "open", _("Not begun")
    DOING = "doing", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


READY = Guard("ready", lambda waiting: not waiting, _("A task that must come first is not done yet."))

TASK = Workflow(
    key="task",
    version="2024",
    initial=TaskState.OPEN,
    entries=frozenset({TaskState.DOING, TaskState.DONE}),
    states={
        TaskState.OPEN: State(TaskState.OPEN.label),
        TaskState.DOING: State(TaskState.DOING.label, tone="busy"),
        TaskState.DONE: State(TaskState.DONE.label, tone="good"),
        TaskState.DROPPED: State(TaskState.DROPPED.label, tone="stop"),
    },
    steps=(
        step("begin", _("Begin"), {TaskState.OPEN}, TaskState.DOING, who=STAFF),
        step("finish", _("Close out"), {TaskState.OPEN, TaskState.DOING}, TaskState.DONE, who=STAFF, guards=(READY,)),
        step("reopen", _("Reopen"), {TaskState.DONE, TaskState.DROPPED}, TaskState.DOING, who=STAFF, needs_reason=True),
        step(
            "drop",
            _("Drop"),
            {TaskState.OPEN, TaskState.DOING},
            TaskState.DROPPED,
            who=STAFF,
            needs_reason=True,
            tone="stop",
        ),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in (TaskState.OPEN, TaskState.DOING)},
)
