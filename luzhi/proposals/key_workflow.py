"""The tables of a key proposal, from candidate to the end of its supervision, and of what follows an instruction."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

STAFF = frozenset({Role.STAFF})
UNIT = "unit"  # an officer of the unit that follows an instruction up
CHOSEN = ("key", "supervised", "concluded")


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What the guards of a key proposal look at."""

    named: bool = True
    filed: bool = True
    chosen: int = 0  # key proposals of the year, without this one
    cases: int = 0  # filed proposals of the year after merging
    most: int | None = None  # how many of them the rules allow; None: as many as are chosen
    share: str = ""
    leaders: int = 0
    least_leaders: int = 0
    supervisors: int = 0
    least_supervisors: int = 0
    others: int = 0  # further files of the same proposal that stand
    entries: int = 0  # of the log, up to today


NAMED = Guard("named", lambda facts: facts.named, _("Name the proposal first."))
FILED = Guard("filed", lambda facts: facts.filed, _("Only a proposal that has been filed can be a key proposal."))
SHARE_LEFT = Guard(
    "share_left",
    lambda facts: facts.most is None or facts.chosen < facts.most,
    lambda facts: say_share(facts),  # noqa: PLW0108 -- it is defined below
)
LED = Guard(
    "led",
    lambda facts: facts.leaders >= facts.least_leaders,
    lambda facts: (
        gettext("The rules want %(least)s leaders who lead the handling; %(n)s are named.")
        % {"least": facts.least_leaders, "n": facts.leaders}
    ),
)
SUPERVISED = Guard(
    "supervised",
    lambda facts: facts.supervisors >= facts.least_supervisors,
    lambda facts: (
        gettext("The rules want %(least)s chairpersons who supervise; %(n)s are named.")
        % {"least": facts.least_supervisors, "n": facts.supervisors}
    ),
)
ALONE = Guard("alone", lambda facts: not facts.others, _("It is a candidate or a key proposal already."))
HAS_LOG = Guard("has_log", lambda facts: facts.entries > 0, _("The log says nothing yet; enter a visit or a meeting."))
NO_LOG = Guard("no_log", lambda facts: not facts.entries, _("Its log has entries already; conclude it instead."))


def say_share(facts: KeyFacts) -> str:
    """Why no further key proposal can be chosen, with the numbers."""
    return gettext("The rules allow %(share)s%% of %(cases)s filed: %(most)s; %(chosen)s are chosen.") % {
        "share": facts.share, "cases": facts.cases, "most": facts.most, "chosen": facts.chosen,
    }  # fmt: skip


KEY = Workflow(
    key="key_proposal",
    version="2024",
    initial="candidate",
    entries=frozenset({"supervised", "concluded"}),
    states={
        "candidate": State(_("candidate"), tone="warn"),
        "declined": State(_("not chosen"), final=True),
        "key": State(_("chosen as key proposal"), tone="busy"),
        "supervised": State(_("under supervision"), tone="busy"),
        "concluded": State(_("supervision concluded"), tone="good", final=True),
    },
    steps=(
        step(
            "choose", _("Choose as key proposal"), {"candidate"}, "key", who=STAFF, asks="decision",
            guards=(NAMED, FILED, SHARE_LEFT), effects=("mark_key",), past=_("chosen as key proposal"), tone="good",
        ),
        step(
            "decline", _("Do not choose"), {"candidate"}, "declined", who=STAFF, needs_reason=True,
            past=_("not chosen"),
        ),
        step(
            "reconsider", _("Consider again"), {"declined"}, "candidate", who=STAFF, guards=(ALONE,),
            past=_("considered again"),
        ),
        step(
            "unchoose", _("Take the choice back"), {"key"}, "candidate", who=STAFF, needs_reason=True, guards=(NO_LOG,),
            effects=("unmark_key",), past=_("choice taken back"), tone="warn",
        ),
        step(
            "begin", _("Begin supervision"), {"key"}, "supervised", who=STAFF, guards=(LED, SUPERVISED),
            effects=("tell_named",), past=_("supervision begun"),
        ),
        step(
            "conclude", _("Conclude supervision"), {"supervised"}, "concluded", who=STAFF, asks="result",
            guards=(HAS_LOG,), effects=("note_result",), past=_("supervision concluded"), tone="good",
        ),
        step(
            "reopen", pgettext_lazy("supervision", "Open again"), {"concluded"}, "supervised", who=STAFF,
            needs_reason=True, past=pgettext_lazy("supervision", "opened again"),
        ),
    ),
    stays={"candidate": Stay(Role.STAFF), "key": Stay(Role.STAFF), "supervised": Stay(Role.STAFF)},
)  # fmt: skip

FOLLOW_UP = Workflow(
    key="instruction_task",
    version="2024",
    initial="open",
    states={
        "open": State(_("to be done"), tone="warn"),
        "reported": State(_("reported as done"), tone="busy"),
        "done": State(pgettext_lazy("follow-up", "done"), tone="good", final=True),
        "dropped": State(pgettext_lazy("follow-up", "dropped"), tone="stop", final=True),
    },
    steps=(
        step(
            "report", _("Report as done"), {"open"}, "reported", who={UNIT}, needs_reason=True,
            effects=("note_result",), past=_("reported as done"),
        ),
        step(
            "finish", pgettext_lazy("follow-up", "Done"), {"open", "reported"}, "done", who=STAFF, needs_reason=True,
            effects=("note_result",), past=pgettext_lazy("follow-up", "done"), tone="good",
        ),
        step(
            "doubt", _("Not done yet"), {"reported"}, "open", who=STAFF, needs_reason=True,
            past=_("found not done yet"),
        ),
        step(
            "drop", pgettext_lazy("follow-up", "Drop"), {"open", "reported"}, "dropped", who=STAFF, needs_reason=True,
            effects=("note_result",), past=pgettext_lazy("follow-up", "dropped"), tone="stop",
        ),
        step(
            "reopen", pgettext_lazy("follow-up", "Open again"), {"done", "dropped"}, "open", who=STAFF,
            needs_reason=True, effects=("note_result",), past=pgettext_lazy("follow-up", "opened again"),
        ),
    ),
    stays={"open": Stay(UNIT), "reported": Stay(Role.STAFF)},
)  # fmt: skip
