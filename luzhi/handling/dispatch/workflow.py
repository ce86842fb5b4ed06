"""The table of a handover meeting: its list is made, it is held, its minutes are approved."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.handling.workflow import NAMED_GAPS, OFFICE


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What the guards of a handover meeting look at."""

    matters: int = 0
    undecided: tuple[str, ...] = ()  # matters with an item that no unit has
    has_day: bool = True
    has_minutes: bool = True


def name_undecided(facts: HandoverFacts) -> str:
    names = "、".join(f"“{name}”" for name in facts.undecided[:NAMED_GAPS])
    more = len(facts.undecided) - NAMED_GAPS
    sentence = gettext("No unit has been decided for %(matters)s.") % {"matters": names}
    return f"{sentence} {gettext('And %(n)s more.') % {'n': more}}" if more > 0 else sentence


HAS_MATTERS = Guard("has_matters", lambda facts: facts.matters > 0, _("The list is empty; take matters in first."))
UNITS_DECIDED = Guard("units_decided", lambda facts: not facts.undecided, name_undecided)
HAS_DAY = Guard("has_day", lambda facts: facts.has_day, _("The day of the meeting is missing."))
HAS_MINUTES = Guard("has_minutes", lambda facts: facts.has_minutes, _("The minutes have not been written."))

HANDOVER = Workflow(
    key="handover",
    version="2024",
    initial="planned",
    states={
        "planned": State(pgettext_lazy("handover", "planned")),
        "held": State(_("held, matters handed over"), tone="busy"),
        "minuted": State(_("minutes approved"), tone="good", final=True),
    },
    steps=(
        step(
            "hold", _("Hand the matters over"), {"planned"}, "held", who=OFFICE,
            guards=(HAS_MATTERS, UNITS_DECIDED, HAS_DAY), effects=("hand_over",), past=_("handed over"),
        ),
        step(
            "approve", _("Approve the minutes"), {"held"}, "minuted", who=OFFICE, guards=(HAS_MINUTES,),
            past=_("minutes approved"),
        ),
        step(
            "reopen", _("Open the minutes again"), {"minuted"}, "held", who=OFFICE, needs_reason=True,
            past=_("minutes opened again"),
        ),
    ),
    stays={"planned": Stay(Role.DISPATCHER), "held": Stay(Role.DISPATCHER)},
)  # fmt: skip
