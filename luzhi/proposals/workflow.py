"""The table of a proposal, from draft to closing (domain rules: the national regulation on proposal work and the
usual local ones; what differs between bodies is in the rule set)."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

AUTHOR = "author"  # the first signer
UNIT = "unit"  # an officer of a unit that has the proposal's matter
WRITERS = frozenset({AUTHOR, Role.STAFF})
OFFICE = frozenset({Role.STAFF, Role.DISPATCHER})
UNDECIDED = frozenset({"submitted", "review"})


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What the guards of a proposal look at."""

    has_text: bool = True
    title_length: int = 0
    longest_title: int | None = None
    text_length: int = 0
    longest_text: int | None = None
    no_secrets: bool = True
    joint: bool = False
    signers: int = 1
    fewest_signers: int = 1
    invited: int = 0
    units: int = 0
    gaps: str = ""
    unsatisfied: int = 0
    settled: bool = False  # a face-to-face meeting has settled this round
    rounds_left: bool = True
    answered: int = 0


HAS_TEXT = Guard(
    "has_text", lambda facts: facts.has_text, _("A proposal needs a situation, an analysis and a recommendation.")
)
TITLE_FITS = Guard(
    "title_fits",
    lambda facts: facts.longest_title is None or facts.title_length <= facts.longest_title,
    lambda facts: (
        gettext("The title has %(n)s characters; the rules allow %(most)s.")
        % {"n": facts.title_length, "most": facts.longest_title}
    ),
)
TEXT_FITS = Guard(
    "text_fits",
    lambda facts: facts.longest_text is None or facts.text_length <= facts.longest_text,
    lambda facts: (
        gettext("The text has %(n)s characters; the rules allow %(most)s.")
        % {"n": facts.text_length, "most": facts.longest_text}
    ),
)
DECLARED = Guard(
    "declared", lambda facts: facts.no_secrets, _("The proposer has to declare that it contains nothing secret.")
)
ENOUGH_SIGNERS = Guard(
    "enough_signers",
    lambda facts: not facts.joint or facts.signers >= facts.fewest_signers,
    lambda facts: (
        gettext("A joint proposal needs %(least)s signers; it has %(n)s.")
        % {"least": facts.fewest_signers, "n": facts.signers}
    ),
)
SOMEBODY_INVITED = Guard("somebody_invited", lambda facts: facts.invited > 0, _("Nobody has been invited to sign yet."))
HAS_UNITS = Guard("has_units", lambda facts: facts.units > 0, _("No unit has been chosen yet; refer the matter first."))
ALL_ANSWERED = Guard("all_answered", lambda facts: not facts.gaps, lambda facts: facts.gaps)
NOBODY_UNSATISFIED = Guard(
    "nobody_unsatisfied",
    lambda facts: not facts.unsatisfied or facts.settled,
    lambda facts: gettext("%(n)s proposers are not satisfied; it has to be handled again.") % {"n": facts.unsatisfied},
)
ROUNDS_LEFT = Guard(
    "rounds_left",
    lambda facts: facts.rounds_left,
    _("The rules allow no further round; hold a face-to-face meeting, enter it, and close."),
)
SOMEBODY_UNSATISFIED = Guard(
    "somebody_unsatisfied", lambda facts: facts.unsatisfied > 0, _("No proposer has declared not to be satisfied.")
)
NOTHING_ANSWERED = Guard(
    "nothing_answered",
    lambda facts: not facts.answered,
    _("Its recommendations have been answered already as part of the merged proposal."),
)
READY = (HAS_TEXT, TITLE_FITS, TEXT_FITS, DECLARED, ENOUGH_SIGNERS)

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
            guards=(HAS_TEXT, DECLARED, SOMEBODY_INVITED), effects=("ask_signers",), past=_("sent out for signatures"),
        ),
        step("recall", _("Back to draft"), {"cosigning"}, "draft", who=WRITERS, past=_("taken back")),
        step(
            "submit", _("Submit"), {"draft", "cosigning"}, "submitted", who={AUTHOR, Role.STAFF, CLOCK}, guards=READY,
            effects=("give_receipt",), past=_("submitted"),
        ),
        step("take_up", _("Take into review"), {"submitted"}, "review", who={Role.STAFF}, past=_("taken into review")),
        step(
            "correct", _("Return for correction"), UNDECIDED, "draft", who={Role.STAFF}, needs_reason=True,
            effects=("tell_signers",), past=_("returned for correction"), tone="warn",
        ),
        step(
            "file", pgettext_lazy("proposal", "File"), UNDECIDED, "filed", who={Role.STAFF}, guards=(HAS_TEXT,),
            effects=("decide", "give_number", "make_matter", "tell_signers"),
            past=pgettext_lazy("proposal", "filed"), tone="good",
        ),
        step(
            "merge", _("Merge into another"), {*UNDECIDED, "filed"}, "merged", who={Role.STAFF}, asks="main",
            effects=("join_main", "tell_signers"), past=_("merged"),
        ),
        step(
            "opinions", _("Turn into opinions and suggestions"), UNDECIDED, "opinions", who={Role.STAFF},
            needs_reason=True, effects=("decide", "tell_signers"), past=_("turned into opinions and suggestions"),
        ),
        step(
            "scpo", _("Turn into a report on public opinion"), UNDECIDED, "scpo", who={Role.STAFF}, needs_reason=True,
            effects=("decide", "tell_signers"), past=_("turned into a report on public opinion"),
        ),
        step(
            "return", _("Do not file"), UNDECIDED, "returned", who={Role.STAFF}, needs_reason=True, asks="ground",
            effects=("decide", "note_ground", "tell_signers"), past=_("not filed"), tone="stop",
        ),
        step(
            "undo", _("Taken back"), {"filed", "opinions", "scpo", "returned"}, "review", who={CLOCK},
            effects=("take_back",), past=_("decision taken back"),
        ),
        step(
            "improve", _("Improve and submit again"), {"returned"}, "draft", who=WRITERS, effects=("undecide",),
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
