"""How a hall plan is frozen, and how an exhibitor is told of its place."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.expo.vocabulary import LayoutState, TellingState

STAFF = frozenset({Role.STAFF})
SHOWN = 5  # so many names in one sentence


@dataclass(frozen=True, slots=True)
class LayoutFacts:
    """What the guards ask about a draft: its hard faults and unexplained changes in words, and who lost a place."""

    shapes: int = 0
    faults: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def say_some(names: tuple[str, ...]) -> str:
    return "、".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")


def say_faults(facts: LayoutFacts) -> str:
    return gettext("The plan cannot stand like this: %(faults)s.") % {"faults": say_some(facts.faults)}


def say_unexplained(facts: LayoutFacts) -> str:
    sentence = gettext("These changes have no reason, asker and approver yet: %(codes)s.")
    return sentence % {"codes": say_some(facts.unexplained)}


def say_lost(facts: LayoutFacts) -> str:
    return gettext("These exhibitors had a place and would have none: %(names)s.") % {"names": say_some(facts.lost)}


NOT_EMPTY = Guard("not_empty", lambda facts: facts.shapes > 0, _("The plan has no shapes yet."))
SOUND = Guard("sound", lambda facts: not facts.faults, say_faults)
EXPLAINED = Guard("explained", lambda facts: not facts.unexplained, say_unexplained)
NOBODY_LOST = Guard("nobody_lost", lambda facts: not facts.lost, say_lost)

LAYOUT = Workflow(
    key="layout",
    version="2024",
    initial=LayoutState.DRAFT,
    states={
        LayoutState.DRAFT: State(LayoutState.DRAFT.label, tone="busy"),
        LayoutState.FROZEN: State(LayoutState.FROZEN.label, tone="good"),
        LayoutState.DROPPED: State(LayoutState.DROPPED.label, tone="stop", final=True),
    },
    steps=(
        step(
            "freeze",
            _("Freeze this version"),
            {LayoutState.DRAFT},
            LayoutState.FROZEN,
            who=STAFF,
            guards=(NOT_EMPTY, SOUND, EXPLAINED, NOBODY_LOST),
            effects=("freeze",),
        ),
        step(
            "drop",
            _("Drop the draft"),
            {LayoutState.DRAFT},
            LayoutState.DROPPED,
            who=STAFF,
            needs_reason=True,
            tone="stop",
        ),
    ),
    stays={LayoutState.DRAFT: Stay(duty_of=Role.STAFF)},
)

TELLING = Workflow(
    key="telling",
    version="2024",
    initial=TellingState.DRAFT,
    states={
        TellingState.DRAFT: State(TellingState.DRAFT.label, tone="warn"),
        TellingState.TOLD: State(TellingState.TOLD.label, tone="good", final=True),
        TellingState.OUTDATED: State(TellingState.OUTDATED.label, final=True),
    },
    steps=(
        step(
            "tell",
            _("Mark as told"),
            {TellingState.DRAFT},
            TellingState.TOLD,
            who={Role.STAFF, CLOCK},
            effects=("tell",),
        ),
        step(
            "outdate",
            _("Withdraw"),
            {TellingState.DRAFT},
            TellingState.OUTDATED,
            who={Role.STAFF, CLOCK},
            effects=("withdraw_notices",),
        ),
    ),
    stays={TellingState.DRAFT: Stay(duty_of=Role.STAFF)},
)
