"""How a task is begun, finished and, if need be, dropped."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

STAFF = frozenset({Role.STAFF})


class TaskState(models.TextChoices):
    OPEN = "open", _("Not begun")
    DOING = "doing", _("Under way")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


@dataclass(frozen=True, slots=True)
class Before:
    """How many tasks that must end first are not done, and how many of these are gates."""

    unfinished: int = 0
    gates: int = 0


UNFINISHED = (TaskState.OPEN, TaskState.DOING, TaskState.BLOCKED)
OWNER = "owner"  # the person responsible or a helper, whatever else he or she is
READY = Guard("ready", lambda facts: not facts.unfinished, _("A task that must come first is not done yet."))
PASSED = Guard("passed", lambda facts: not facts.gates, _("A gate before it has not been passed yet."))
HANDS = STAFF | {OWNER}

TASK = Workflow(
    key="task",
    version="2024",
    initial=TaskState.OPEN,
    entries=frozenset({TaskState.DOING, TaskState.DONE}),
    states={
        TaskState.OPEN: State(TaskState.OPEN.label),
        TaskState.DOING: State(TaskState.DOING.label, tone="busy"),
        TaskState.BLOCKED: State(TaskState.BLOCKED.label, tone="warn"),
        TaskState.DONE: State(TaskState.DONE.label, tone="good"),
        TaskState.DROPPED: State(TaskState.DROPPED.label, tone="stop"),
    },
    steps=(
        step(
            "begin",
            _("Begin"),
            {TaskState.OPEN},
            TaskState.DOING,
            who=HANDS,
            guards=(PASSED,),
            asks="begun",
            effects=("note_start",),
        ),
        step(
            "report",
            _("Report progress"),
            {TaskState.DOING},
            TaskState.DOING,
            who=HANDS,
            asks="progress",
            effects=("note_progress",),
            past=_("Progress reported"),
        ),
        step(
            "finish",
            _("Close out"),
            {TaskState.OPEN, TaskState.DOING},
            TaskState.DONE,
            who=HANDS,
            guards=(READY,),
            asks="finished",
            effects=("note_finish",),
            past=_("Closed out"),
        ),
        step(
            "block",
            _("Block"),
            {TaskState.OPEN, TaskState.DOING},
            TaskState.BLOCKED,
            who=HANDS,
            needs_reason=True,
            past=_("Blocked"),
        ),
        step("unblock", _("Go on"), {TaskState.BLOCKED}, TaskState.DOING, who=HANDS, effects=("note_start",)),
        step(
            "reopen",
            _("Reopen"),
            {TaskState.DONE},
            TaskState.DOING,
            who=STAFF,
            needs_reason=True,
            effects=("forget_finish",),
        ),
        step("restore", _("Take back in"), {TaskState.DROPPED}, TaskState.OPEN, who=STAFF, past=_("Taken back in")),
        step("drop", _("Drop"), set(UNFINISHED), TaskState.DROPPED, who=STAFF, needs_reason=True, tone="stop"),
    ),
    stays={state: Stay(duty_of=OWNER) for state in UNFINISHED},
)
