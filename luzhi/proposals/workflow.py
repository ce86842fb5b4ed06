"""The table of a proposal, from draft to closing (domain rules: the national regulation on proposal work and the
usual local ones; what differs between bodies is in the rule set)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import State, Stay, Workflow, step
from luzhi.proposals.guards import (
    ALL_ANSWERED,
    ALLOWED,
    DECLARED,
    HAS_TEXT,
    HAS_UNITS,
    LAST_LEVEL,
    MORE_LEVELS,
    NOBODY_UNSATISFIED,
    NOTHING_ANSWERED,
    READY,
    ROUNDS_LEFT,
    SOMEBODY_INVITED,
    SOMEBODY_UNSATISFIED,
    TIME_TO_SIGN,
    ProposalFacts,
)

__all__ = ["AUTHOR", "PROPOSAL", "READY", "UNIT", "ProposalFacts"]

AUTHOR = "author"  # the first signer
UNIT = "unit"  # an officer of a unit that has the proposal's matter
NEXT_LEVEL = "next_level"  # office staff, where the rules have a further level of review
WRITERS = frozenset({AUTHOR, Role.STAFF})
OFFICE = frozenset({Role.STAFF, Role.DISPATCHER})
UNDECIDED = frozenset({"submitted", "review"})


PROPOSAL = Workflow(
    key="proposal",
    version="2024",
    initial="draft",
    states={
        "draft": State(pgettext_lazy("proposal", "draft")),
        "cosigning": State(_("out for signatures"), tone="busy"),
        "submitted": State(_("submitted"), tone="busy"),
        "review": State(_("in review"), tone="busy"),
        "filed": State(pgettext_lazy("proposal", "filed"), tone="good"),
        "merged": State(_("merged"), final=True),
        "opinions": State(_("turned into opinions"), final=True),
        "returned": State(_("not filed"), tone="warn"),
        "scpo": State(_("turned into a report on public opinion"), final=True),
        "withdrawn": State(pgettext_lazy("proposal", "withdrawn"), final=True),
        "dispatched": State(_("dispatched"), tone="busy"),
        "handling": State(_("in handling"), tone="busy"),
        "replied": State(_("replied"), tone="good"),
        "feedback": State(_("proposers asked"), tone="busy"),
        "rehandling": State(_("in re-handling"), tone="warn"),
        "closed": State(pgettext_lazy("proposal", "closed"), tone="good", final=True),
    },
    steps=(
        step(
            "invite", _("Ask for signatures"), {"draft"}, "cosigning", who=WRITERS,
            guards=(HAS_TEXT, DECLARED, SOMEBODY_INVITED, TIME_TO_SIGN), effects=("ask_signers",),
            past=_("sent out for signatures"),
        ),
        step("recall", _("Back to draft"), {"cosigning"}, "draft", who=WRITERS, past=_("taken back")),
        step(
            "submit", _("Submit"), {"draft", "cosigning"}, "submitted", who={AUTHOR, Role.STAFF, CLOCK}, guards=READY,
            effects=("give_receipt",), past=_("submitted"),
        ),
        step(
            "pass_on", _("Pass on to the next level"), UNDECIDED, "review", who={NEXT_LEVEL},
            guards=(MORE_LEVELS,), effects=("raise_level",), past=_("passed on to the next level"),
        ),
        step("take_up", _("Take into review"), {"submitted"}, "review", who={Role.STAFF}, past=_("taken into review")),
        step(
            "correct", _("Return for correction"), UNDECIDED, "draft", who={Role.STAFF}, needs_reason=True,
            guards=(ALLOWED["correct"],), effects=("lower_level", "tell_signers"),
            past=_("returned for correction"), tone="warn",
        ),
        step(
            "file", pgettext_lazy("proposal", "File"), UNDECIDED, "filed", who={Role.STAFF},
            guards=(HAS_TEXT, LAST_LEVEL),
            effects=("decide", "give_number", "make_matter", "write_letter", "tell_signers"),
            past=pgettext_lazy("proposal", "filed"), tone="good",
        ),
        step(
            "merge", _("Merge into another"), {*UNDECIDED, "filed"}, "merged", who={Role.STAFF}, asks="main",
            guards=(LAST_LEVEL, ALLOWED["merge"]), effects=("join_main", "write_letter", "tell_signers"),
            past=_("merged"),
        ),
        step(
            "opinions", _("Turn into opinions and suggestions"), UNDECIDED, "opinions", who={Role.STAFF},
            needs_reason=True, asks="opinions_to", guards=(LAST_LEVEL, ALLOWED["opinions"]),
            effects=("decide", "send_opinions", "write_letter", "tell_signers"),
            past=_("turned into opinions and suggestions"),
        ),
        step(
            "scpo", _("Turn into a report on public opinion"), UNDECIDED, "scpo", who={Role.STAFF}, needs_reason=True,
            guards=(LAST_LEVEL, ALLOWED["scpo"]), effects=("decide", "make_report", "tell_signers"),
            past=_("turned into a report on public opinion"),
        ),
        step(
            "return", _("Do not file"), UNDECIDED, "returned", who={Role.STAFF}, needs_reason=True, asks="ground",
            guards=(LAST_LEVEL, ALLOWED["return"]),
            effects=("decide", "note_ground", "write_letter", "tell_signers"), past=_("not filed"), tone="stop",
        ),
        step(
            "undo", _("Taken back"), {"filed", "merged", "opinions", "scpo", "returned"}, "review", who={CLOCK},
            effects=("take_back",), past=_("decision taken back"),
        ),
        step(
            "improve", _("Improve and submit again"), {"returned"}, "draft", who=WRITERS,
            effects=("undecide", "lower_level"),
            past=pgettext_lazy("proposal", "taken up again"),
        ),
        step(
            "withdraw", pgettext_lazy("proposal", "Withdraw"), {"cosigning", "submitted", "review"},
            "withdrawn", who=WRITERS,
            needs_reason=True, effects=("decide",), past=pgettext_lazy("proposal", "withdrawn"), tone="warn",
        ),
        step(
            "split", _("Take out of the merger"), {"merged"}, "review", who={Role.STAFF}, needs_reason=True,
            guards=(NOTHING_ANSWERED,), effects=("leave_main", "undecide"), past=_("taken out of the merger"),
        ),
        step(
            "dispatch", _("Dispatch"), {"filed"}, "dispatched", who=OFFICE, guards=(HAS_UNITS,),
            effects=("send_matter",), past=_("dispatched"),
        ),
        step(
            "accept", _("Handling has begun"), {"dispatched"}, "handling", who={Role.STAFF, Role.DISPATCHER, UNIT},
            past=_("handling begun"),
        ),
        step(
            "reply", _("All answers are in"), {"filed", "dispatched", "handling", "rehandling"}, "replied",
            who={CLOCK}, effects=("tell_replied",),
        ),
        step("miss", _("An answer is missing again"), {"replied", "feedback"}, "handling", who={CLOCK}),
        step(
            "ask", _("Ask the proposers"), {"replied"}, "feedback", who={Role.STAFF}, effects=("ask_verdicts",),
            past=_("proposers asked"),
        ),
        step(
            "rehandle", _("Handle again"), {"feedback"}, "rehandling", who={Role.STAFF}, needs_reason=True,
            guards=(SOMEBODY_UNSATISFIED, ROUNDS_LEFT), effects=("send_again",), past=_("returned to the units"),
            tone="warn",
        ),
        step(
            "close", pgettext_lazy("proposal", "Close"), {"replied", "feedback"}, "closed", who={Role.STAFF},
            guards=(ALL_ANSWERED, NOBODY_UNSATISFIED), effects=("close_matter",),
            past=pgettext_lazy("proposal", "closed"),
        ),
        step(
            "reopen", _("Open again"), {"closed"}, "replied", who={Role.STAFF}, needs_reason=True,
            effects=("reopen_matter",), past=_("opened again"),
        ),
    ),
    stays={
        "draft": Stay(AUTHOR), "cosigning": Stay(AUTHOR), "submitted": Stay(Role.STAFF), "review": Stay(Role.STAFF),
        "filed": Stay(Role.DISPATCHER), "returned": Stay(AUTHOR), "dispatched": Stay(UNIT), "handling": Stay(UNIT),
        "replied": Stay(Role.STAFF), "feedback": Stay(AUTHOR), "rehandling": Stay(UNIT),
    },
)  # fmt: skip
