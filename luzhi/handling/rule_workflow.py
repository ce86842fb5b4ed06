"""The table of a rule set: written as a draft, tried, put in force, followed by the next edition."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Workflow, step


@dataclass(frozen=True, slots=True)
class RuleSetFacts:
    """What the guards of a rule set look at."""

    cases: int = 0  # matters and proposals that carry it
    later: str = ""  # a rule set in force that begins on the same day or later


UNUSED = Guard(
    "unused",
    lambda facts: not facts.cases,
    lambda facts: gettext("%(n)s cases carry these rules; write a new edition instead.") % {"n": facts.cases},
)
NOTHING_LATER = Guard(
    "nothing_later",
    lambda facts: not facts.later,
    lambda facts: (
        gettext("“%(name)s” begins on the same day or later; choose a later first day.") % {"name": facts.later}
    ),
)

RULE_SET = Workflow(
    key="ruleset",
    version="2024",
    initial="in_force",
    entries=frozenset({"draft"}),
    states={
        "draft": State(pgettext_lazy("rule set", "draft"), tone="busy"),
        "in_force": State(_("in force"), tone="good"),
        "dropped": State(pgettext_lazy("rule set", "dropped"), final=True),
    },
    steps=(
        step(
            "release", _("Put in force"), {"draft"}, "in_force", who={Role.STAFF}, guards=(NOTHING_LATER,),
            effects=("end_former",), past=_("put in force"), tone="good",
        ),
        step(
            "recall", pgettext_lazy("rule set", "Back to draft"), {"in_force"}, "draft", who={Role.STAFF},
            guards=(UNUSED,), effects=("restore_former",), needs_reason=True, past=_("taken out of force"),
            tone="warn",
        ),
        step(
            "drop", pgettext_lazy("rule set", "Drop"), {"draft"}, "dropped", who={Role.STAFF}, needs_reason=True,
            past=pgettext_lazy("rule set", "dropped"), tone="warn",
        ),
    ),
)  # fmt: skip
