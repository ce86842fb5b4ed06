"""The tables of handling: a matter, its items, its referrals to departments, and what was promised.

Steps of the clock are taken by the installation itself when the answers have come in; no button shows them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

UNIT = "unit"  # an officer of the department the record has been referred to
REASSIGNER = "reassigner"  # who may pass a matter to another unit, as its rules say
OFFICE = frozenset({Role.STAFF, Role.DISPATCHER})
NAMED_GAPS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty cell of the matrix: an item, and the unit whose answer is missing ('' where no unit has it)."""

    item: str
    unit: str

    def __str__(self) -> str:
        if not self.unit:
            return gettext("Item %(item)s has not been referred to any unit.") % {"item": self.item}
        return gettext("Item %(item)s has no answer from %(unit)s.") % {"item": self.item, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """What the guards of a matter look at."""

    items: int = 0
    gaps: tuple[Gap, ...] = ()
    unsigned: tuple[str, ...] = ()  # units whose letter is in hand and not signed
    from_elsewhere: bool = False  # another body sent it here
    rounds_left: bool = True
    most_rounds: int = 0
    after_rounds: str = ""

    @property
    def homeless(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if not gap.unit)


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """What the guards of a referral look at: whether the unit may still object, and until when it could."""

    may_object: bool = True
    object_until: Any = None
    answers: int = 0


def say_rounds(most: int, after: str) -> str:
    """That no further round is allowed, and what the rules let follow it."""
    if after:
        return gettext("The rules allow %(n)s rounds; what follows: %(what)s") % {"n": most, "what": after}
    return gettext("The rules allow %(n)s rounds; what follows is a face-to-face meeting.") % {"n": most}


def name_gaps(gaps: tuple[Gap, ...]) -> str:
    """The first gaps in words, and how many more there are."""
    words = " ".join(map(str, gaps[:NAMED_GAPS]))
    more = len(gaps) - NAMED_GAPS
    return f"{words} {gettext('And %(n)s more.') % {'n': more}}" if more > 0 else words


CAME_FROM_ELSEWHERE = Guard(
    "came_from_elsewhere", lambda facts: facts.from_elsewhere, _("It was not sent here by another body.")
)
HAS_ITEMS = Guard("has_items", lambda facts: facts.items > 0, _("Nothing has been numbered yet; add the items first."))
EVERY_ITEM_REFERRED = Guard(
    "every_item_referred", lambda facts: not facts.homeless, lambda facts: name_gaps(facts.homeless)
)
EVERY_CELL_FILLED = Guard("every_cell_filled", lambda facts: not facts.gaps, lambda facts: name_gaps(facts.gaps))
LETTERS_SIGNED = Guard(
    "letters_signed",
    lambda facts: not facts.unsigned,
    lambda facts: gettext("The reply of %(units)s has not been signed yet.") % {"units": "、".join(facts.unsigned)},
)
ROUNDS_LEFT = Guard(
    "rounds_left",
    lambda facts: facts.rounds_left,
    lambda facts: say_rounds(facts.most_rounds, facts.after_rounds),
)
IN_TIME_TO_OBJECT = Guard(
    "in_time_to_object",
    lambda facts: facts.may_object,
    lambda facts: gettext("The time for objections ended on %(day)s.") % {"day": facts.object_until},
)
NOTHING_ANSWERED = Guard(
    "nothing_answered", lambda facts: not facts.answers, _("The unit has answered already; its answers must stay.")
)

MATTER = Workflow(
    key="matter",
    version="2024",
    initial="raised",
    states={
        "raised": State(pgettext_lazy("handling", "raised")),
        "sent": State(_("with the units"), tone="busy"),
        "answered": State(_("answered one by one"), tone="good"),
        "closed": State(pgettext_lazy("handling", "closed"), final=True),
    },
    steps=(
        step(
            "send", _("Send to the units"), {"raised"}, "sent", who=OFFICE,
            guards=(HAS_ITEMS, EVERY_ITEM_REFERRED), effects=("start_referrals",), past=_("sent to the units"),
        ),
        step(
            "answer", _("All answers are in"), {"raised", "sent"}, "answered", who={CLOCK},
            effects=("announce_answers",),
        ),
        step(
            "miss", _("An answer is missing again"), {"answered"}, "sent", who={CLOCK}, effects=("announce_gap",)
        ),
        step(
            "rehandle", _("Handle again"), {"answered"}, "sent", who={*OFFICE, CLOCK}, needs_reason=True,
            guards=(ROUNDS_LEFT,), effects=("begin_round",), past=_("returned for another round"), tone="warn",
        ),
        step(
            "send_back", _("Send back to the body it came from"), {"raised"}, "closed", who=OFFICE, needs_reason=True,
            guards=(CAME_FROM_ELSEWHERE,), effects=("send_back",), past=_("sent back"), tone="warn",
        ),
        step(
            "close", pgettext_lazy("handling", "Close"), {"raised", "sent", "answered"}, "closed", who={Role.STAFF},
            guards=(EVERY_CELL_FILLED, LETTERS_SIGNED), past=pgettext_lazy("handling", "closed"),
        ),
        step(
            "reopen", _("Open again"), {"closed"}, "answered", who={Role.STAFF}, needs_reason=True,
            effects=("settle",), past=_("opened again"),
        ),
    ),
    stays={"raised": Stay(Role.STAFF), "sent": Stay(UNIT), "answered": Stay(Role.STAFF)},
)  # fmt: skip

ITEM = Workflow(
    key="item",
    version="2024",
    initial="raised",
    states={
        "raised": State(pgettext_lazy("handling", "raised")),
        "sent": State(pgettext_lazy("handling", "sent"), tone="busy"),
        "answered": State(_("answered"), tone="warn"),
        "in_action": State(_("in action"), tone="busy"),
        "done": State(pgettext_lazy("handling", "done"), tone="good", final=True),
        "closed": State(_("closed without result"), final=True),
    },
    steps=(
        step("send", _("Sent to the units"), {"raised"}, "sent", who={CLOCK}),
        step("answer", _("Answered by every unit"), {"raised", "sent"}, "answered", who={CLOCK}),
        step("miss", _("An answer is missing again"), {"answered"}, "sent", who={CLOCK}),
        step(
            "start", _("Action has begun"), {"answered"}, "in_action", who={Role.STAFF, UNIT}, needs_reason=True,
            past=_("action begun"),
        ),
        step(
            "finish", pgettext_lazy("handling", "Done"), {"answered", "in_action"}, "done", who={Role.STAFF},
            needs_reason=True,
            past=pgettext_lazy("handling", "done"), tone="good",
        ),
        step(
            "close", _("Close without result"), {"raised", "sent", "answered", "in_action"}, "closed",
            who={Role.STAFF}, needs_reason=True, effects=("settle",), past=_("closed without result"), tone="warn",
        ),
        step(
            "resume", pgettext_lazy("handling", "Take up again"), {"done", "closed"}, "in_action",
            who={Role.STAFF}, needs_reason=True,
            effects=("settle",), past=pgettext_lazy("handling", "taken up again"),
        ),
    ),
)  # fmt: skip

REFERRAL = Workflow(
    key="referral",
    version="2024",
    initial="waiting",
    states={
        "waiting": State(_("to be sent")),
        "running": State(_("with the unit"), tone="busy"),
        "objected": State(_("return requested"), tone="warn"),
        "answered": State(_("answered"), tone="good"),
        "transferred": State(_("passed to another unit"), final=True),
        "withdrawn": State(pgettext_lazy("handling", "withdrawn"), final=True),
    },
    steps=(
        step("start", _("Sent to the unit"), {"waiting"}, "running", who={CLOCK}, effects=("start_clock",)),
        step("answer", _("The unit has answered"), {"waiting", "running", "objected"}, "answered", who={CLOCK},
             effects=("stop_clock",)),
        step("miss", _("An answer is missing again"), {"answered"}, "running", who={CLOCK}, effects=("restart_clock",)),
        step("again", _("Second round"), {"answered"}, "running", who={CLOCK}, effects=("start_clock",)),
        step(
            "refused_there", _("Sent back by the other body"), {"running", "objected"}, "withdrawn", who={CLOCK},
            needs_reason=True, effects=("settle",),
        ),
        step(
            "object", _("Ask to return it"), {"running"}, "objected", who={UNIT}, needs_reason=True,
            guards=(IN_TIME_TO_OBJECT,), asks="suggested_unit", effects=("note_objection",),
            past=_("asked to return it"), tone="warn",
        ),
        step(
            "keep", _("Refuse the return"), {"objected"}, "running", who=OFFICE, needs_reason=True,
            effects=("refuse_objection",), past=_("return refused"),
        ),
        step(
            "transfer", _("Pass to another unit"), {"running", "objected"}, "transferred", who={REASSIGNER},
            needs_reason=True, guards=(NOTHING_ANSWERED,), asks="new_unit", effects=("pass_on",),
            past=_("passed to another unit"),
        ),
        step(
            "withdraw", pgettext_lazy("handling", "Withdraw"), {"waiting", "running", "objected"}, "withdrawn",
            who=OFFICE, needs_reason=True,
            guards=(NOTHING_ANSWERED,), effects=("settle",), past=pgettext_lazy("handling", "withdrawn"), tone="warn",
        ),
    ),
    stays={"running": Stay(UNIT), "objected": Stay(Role.DISPATCHER)},
)  # fmt: skip

COMMITMENT = Workflow(
    key="commitment",
    version="2024",
    initial="open",
    states={
        "open": State(_("promised"), tone="warn"),
        "reported": State(_("reported as kept"), tone="busy"),
        "kept": State(_("kept"), tone="good", final=True),
        "replaced": State(_("replaced"), final=True),
        "given_up": State(pgettext_lazy("handling", "given up"), tone="stop", final=True),
    },
    steps=(
        step(
            "report", _("Report as kept"), {"open"}, "reported", who={UNIT}, needs_reason=True,
            past=_("reported as kept"),
        ),
        step(
            "keep", _("Kept"), {"open", "reported"}, "kept", who={Role.STAFF}, needs_reason=True,
            effects=("note_end",), past=_("found kept"), tone="good",
        ),
        step(
            "doubt", _("Not kept yet"), {"reported"}, "open", who={Role.STAFF}, needs_reason=True,
            past=_("found not kept yet"),
        ),
        step(
            "replace", _("Replace by another promise"), {"open", "reported"}, "replaced", who={Role.STAFF},
            needs_reason=True, asks="new_promise", effects=("note_end", "promise_anew"), past=_("replaced"),
        ),
        step(
            "give_up", pgettext_lazy("handling", "Given up"), {"open", "reported"}, "given_up",
            who={Role.STAFF}, needs_reason=True,
            effects=("note_end",), past=pgettext_lazy("handling", "given up"), tone="stop",
        ),
        step(
            "reopen", _("Open again"), {"kept", "given_up"}, "open", who={Role.STAFF}, needs_reason=True,
            effects=("note_end",), past=_("opened again"),
        ),
    ),
    stays={"open": Stay(UNIT), "reported": Stay(Role.STAFF)},
)  # fmt: skip
