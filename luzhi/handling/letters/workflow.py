"""The table of a reply letter: drafted by the unit, countersigned by joint units, audited, numbered, signed."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.handling.workflow import OFFICE, UNIT, Gap, name_gaps

JOINT = "joint"  # an officer of a unit that is asked to countersign
HANDS = frozenset({UNIT, Role.STAFF})


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What the guards of a reply look at."""

    gaps: tuple[Gap, ...] = ()
    joint: int = 0
    waiting: tuple[str, ...] = ()  # joint units that have not countersigned
    has_word: bool = True
    has_contact: bool = True
    class_missing: bool = False
    scans: int = 0


CELLS_DRAFTED = Guard("cells_drafted", lambda facts: not facts.gaps, lambda facts: name_gaps(facts.gaps))
HAS_JOINT = Guard("has_joint", lambda facts: facts.joint > 0, _("No other unit has a part in this reply."))
COUNTERSIGNED = Guard(
    "countersigned",
    lambda facts: not facts.waiting,
    lambda facts: gettext("Not countersigned yet: %(units)s.") % {"units": "、".join(facts.waiting)},
)
HAS_WORD = Guard("has_word", lambda facts: facts.has_word, _("The word of the number is missing; write it first."))
HAS_CONTACT = Guard(
    "has_contact",
    lambda facts: facts.has_contact,
    _("A reply names a contact person and a telephone; write them first."),
)
HAS_CLASS = Guard(
    "has_class",
    lambda facts: not facts.class_missing,
    _("Choose the class of the whole reply; it is printed top right."),
)
HAS_SCAN = Guard("has_scan", lambda facts: facts.scans > 0, _("No signed copy has come back yet."))
COMPLETE = (CELLS_DRAFTED, HAS_WORD, HAS_CONTACT, HAS_CLASS)

REPLY = Workflow(
    key="reply",
    version="2024",
    initial="drafting",
    states={
        "drafting": State(_("being drafted")),
        "countersigning": State(_("out for countersigning"), tone="busy"),
        "audit": State(_("in audit"), tone="busy"),
        "to_sign": State(_("numbered, to be signed"), tone="warn"),
        "signed": State(_("signed"), tone="good", final=True),
        "void": State(_("void"), final=True),
    },
    steps=(
        step(
            "circulate", _("Ask for countersignatures"), {"drafting", "countersigning"}, "countersigning", who=HANDS,
            guards=(HAS_JOINT, CELLS_DRAFTED), effects=("ask_joint_units",), past=_("sent to be countersigned"),
        ),
        step(
            "submit", _("Hand in for audit"), {"drafting", "countersigning"}, "audit", who=HANDS,
            guards=(*COMPLETE, COUNTERSIGNED), past=_("handed in for audit"),
        ),
        step(
            "overrule", _("Go on without the missing countersignatures"), {"countersigning"}, "audit", who=OFFICE,
            needs_reason=True, guards=COMPLETE, past=_("went on without countersignatures"), tone="warn",
        ),
        step(
            "back", _("Return to the unit"), {"audit", "to_sign", "countersigning"}, "drafting", who=OFFICE,
            needs_reason=True, effects=("thaw",), past=_("returned to the unit"), tone="warn",
        ),
        step(
            "pass", _("Pass, and reserve the number"), {"audit"}, "to_sign", who=OFFICE, guards=COMPLETE,
            effects=("reserve_number", "freeze"), past=_("passed, number reserved"),
        ),
        step("match", _("The signed copy is back"), {"to_sign"}, "signed", who={CLOCK}, effects=("take_effect",)),
        step(
            "accept", _("Accept the signed copy after comparing it by eye"), {"to_sign"}, "signed", who={Role.STAFF},
            needs_reason=True, asks="signed_on", guards=(HAS_SCAN,), effects=("take_effect",),
            past=_("signed copy accepted"),
        ),
        step(
            "void", pgettext_lazy("reply letter", "Make void"), {"drafting", "countersigning", "audit", "to_sign"},
            "void", who={UNIT, *OFFICE}, needs_reason=True, past=_("made void"), tone="stop",
        ),
    ),
    stays={
        "drafting": Stay(UNIT), "countersigning": Stay(JOINT), "audit": Stay(Role.DISPATCHER), "to_sign": Stay(UNIT),
    },
)  # fmt: skip
