"""How two firms come to want a meeting, how a timetable is frozen, how a firm is told."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.matchmaking.vocabulary import NoticeState, TimetableState
from luzhi.matchmaking.vocabulary import RequestState as R

STAFF = frozenset({Role.STAFF})
ASKER, ASKED = "asker", "asked"  # whoever answers for the firm on that side
HANDS = STAFF | {CLOCK}  # the clock's hand is the personal link: its holder has no account
WAITING = (R.PROPOSED, R.WAITS_ASKED, R.WAITS_ASKER)

REQUEST = Workflow(
    key="meeting_request",
    version="2024",
    initial=R.WAITS_ASKED,
    entries=frozenset({R.PROPOSED, R.AGREED}),
    states={
        R.PROPOSED: State(R.PROPOSED.label, tone="warn"),
        R.WAITS_ASKED: State(R.WAITS_ASKED.label, tone="warn"),
        R.WAITS_ASKER: State(R.WAITS_ASKER.label, tone="warn"),
        R.AGREED: State(R.AGREED.label, tone="good"),
        R.DECLINED: State(R.DECLINED.label, tone="stop"),
        R.WITHDRAWN: State(R.WITHDRAWN.label),
    },
    steps=(
        step("accept", _("The side asked agrees"), {R.WAITS_ASKED}, R.AGREED, who=HANDS | {ASKED}),
        step("confirm", _("The asking side agrees"), {R.WAITS_ASKER}, R.AGREED, who=HANDS | {ASKER}),
        step("accept_first", pgettext_lazy("proposed", "The side asked agrees"), {R.PROPOSED}, R.WAITS_ASKER,
             who=HANDS | {ASKED}),
        step("confirm_first", pgettext_lazy("proposed", "The asking side agrees"), {R.PROPOSED}, R.WAITS_ASKED,
             who=HANDS | {ASKER}),
        step("decline", _("Decline the meeting"), WAITING, R.DECLINED, who=HANDS | {ASKER, ASKED}, tone="stop"),
        step("withdraw", _("Withdraw the request"), {*WAITING, R.AGREED}, R.WITHDRAWN, who=HANDS | {ASKER},
             needs_reason=True, tone="stop"),
        step("ask_again", _("Ask both again"), {R.DECLINED, R.WITHDRAWN}, R.PROPOSED, who=STAFF, needs_reason=True),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in WAITING},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimetableFacts:
    """What the guards ask about a draft: how many meetings it has, and what no longer holds of it, in words."""

    meetings: int = 0
    outdated: tuple[str, ...] = ()


def say_outdated(facts: TimetableFacts) -> str:
    names = "、".join(facts.outdated[:5]) + ("…" if len(facts.outdated) > 5 else "")
    return gettext("These meetings no longer stand as the draft has them; make it anew: %(names)s.") % {"names": names}


TIMETABLE = Workflow(
    key="match_timetable",
    version="2024",
    initial=TimetableState.DRAFT,
    states={
        TimetableState.DRAFT: State(TimetableState.DRAFT.label, tone="busy"),
        TimetableState.FROZEN: State(TimetableState.FROZEN.label, tone="good"),
        TimetableState.DROPPED: State(TimetableState.DROPPED.label, tone="stop", final=True),
    },
    steps=(
        step("freeze", _("Freeze this timetable"), {TimetableState.DRAFT}, TimetableState.FROZEN, who=STAFF,
             guards=(
                 Guard("not_empty", lambda facts: facts.meetings > 0, _("The timetable has no meetings.")),
                 Guard("up_to_date", lambda facts: not facts.outdated, say_outdated),
             ), effects=("freeze",)),
        step("drop", _("Drop this draft"), {TimetableState.DRAFT}, TimetableState.DROPPED, who=STAFF,
             needs_reason=True, tone="stop"),
    ),
    stays={TimetableState.DRAFT: Stay(duty_of=Role.STAFF)},
)  # fmt: skip

NOTICE = Workflow(
    key="party_notice",
    version="2024",
    initial=NoticeState.DRAFT,
    states={
        NoticeState.DRAFT: State(NoticeState.DRAFT.label, tone="warn"),
        NoticeState.TOLD: State(NoticeState.TOLD.label, tone="good", final=True),
        NoticeState.OUTDATED: State(NoticeState.OUTDATED.label, final=True),
    },
    steps=(
        step("tell", _("Mark the firm as told"), {NoticeState.DRAFT}, NoticeState.TOLD, who=HANDS, effects=("tell",)),
        step("outdate", _("Withdraw the notice"), {NoticeState.DRAFT}, NoticeState.OUTDATED, who=HANDS,
             effects=("withdraw_notices",)),
    ),
    stays={NoticeState.DRAFT: Stay(duty_of=Role.STAFF)},
)  # fmt: skip
