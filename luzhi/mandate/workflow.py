"""The table of a goal: set, pursued, reached or given up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Workflow, step

SET, PURSUED, REACHED, GIVEN_UP = "set", "pursued", "reached", "given_up"


def has_achievement(goal: Any) -> bool:
    return goal.achieved is not None or not goal.target


def has_no_open_member(goal: Any) -> bool:
    return not goal.open_members


GOAL = Workflow(
    key="mandate.goal",
    version="2024.1",
    initial=SET,
    states={
        SET: State(_("set"), tone="plain"),
        PURSUED: State(_("pursued"), tone="busy"),
        REACHED: State(_("reached"), tone="good", final=True),
        GIVEN_UP: State(_("given up"), tone="stop", final=True),
    },
    steps=(
        step("pursue", _("Begin to pursue it"), {SET}, PURSUED, who={Role.STAFF}, past=_("is pursued")),
        step(
            "reach", _("Mark as reached"), {PURSUED}, REACHED, who={Role.STAFF},
            guards=(
                Guard("achievement", has_achievement, _("It has a target, but what was achieved is not recorded yet.")),
                Guard("members", has_no_open_member, _("Some of its members are neither reached nor given up.")),
            ),
            past=_("was reached"),
        ),
        step("give_up", _("Give it up"), {SET, PURSUED}, GIVEN_UP, who={Role.STAFF}, needs_reason=True,
             past=_("was given up"), tone="stop"),
        step("resume", _("Take it up again"), {REACHED, GIVEN_UP}, PURSUED, who={Role.STAFF}, needs_reason=True,
             past=_("was taken up again")),
    ),
    entries=frozenset({PURSUED, REACHED, GIVEN_UP}),
)  # fmt: skip
