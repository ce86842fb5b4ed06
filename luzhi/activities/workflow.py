"""The table of an activity: planned, announced, held, concluded; or cancelled."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

PLANNED, ANNOUNCED, HELD, CONCLUDED, CANCELLED = "planned", "announced", "held", "concluded", "cancelled"
TOOK_PLACE = (HELD, CONCLUDED)
STAFF = {Role.STAFF}


def has_days(facts: Any) -> bool:
    return bool(facts.starts_on is not None)


def has_place(facts: Any) -> bool:
    return bool(facts.has_place)


def has_begun(facts: Any) -> bool:
    return bool(facts.starts_on is None or facts.starts_on <= facts.today)


def has_result(facts: Any) -> bool:
    return bool(facts.has_result)


def has_attendance(facts: Any) -> bool:
    return not facts.still_due


ACTIVITY = Workflow(
    key="activities.activity",
    version="2024.1",
    initial=PLANNED,
    states={
        PLANNED: State(_("planned"), tone="plain"),
        ANNOUNCED: State(_("announced"), tone="busy"),
        HELD: State(_("held"), tone="warn"),
        CONCLUDED: State(_("concluded"), tone="good", final=True),
        CANCELLED: State(_("cancelled"), tone="stop", final=True),
    },
    steps=(
        step(
            "announce", _("Announce"), {PLANNED}, ANNOUNCED, who=STAFF,
            guards=(
                Guard("days", has_days, _("The day is not on record yet.")),
                Guard("place", has_place, _("Neither place nor host is on record yet.")),
            ),
            effects=("tell_participants",), past=_("was announced"),
            clause="通知提前送达参加人员",
        ),
        step("hold", _("Mark as held"), {PLANNED, ANNOUNCED}, HELD, who=STAFF,
             guards=(Guard("begun", has_begun, _("Its day is still to come.")),), past=_("was held")),
        step(
            "conclude", _("Conclude"), {HELD}, CONCLUDED, who=STAFF,
            guards=(
                Guard("result", has_result, _("The result is not on record yet.")),
                Guard("attendance", has_attendance, _("Some participants are still marked as due.")),
            ),
            past=_("was concluded"),
        ),
        step("postpone", _("Postpone"), {ANNOUNCED}, PLANNED, who=STAFF, needs_reason=True,
             effects=("tell_participants",), past=_("was postponed"), tone="warn"),
        step("cancel", _("Cancel"), {PLANNED, ANNOUNCED}, CANCELLED, who=STAFF, needs_reason=True,
             effects=("tell_participants",), past=_("was cancelled"), tone="stop"),
        step("reopen", _("Reopen"), {CONCLUDED}, HELD, who=STAFF, needs_reason=True, past=_("was reopened")),
    ),
    # One city's consultation procedure: minutes within seven working days. Others may differ.
    stays={HELD: Stay(duty_of=Role.STAFF, working_days=7, clause="会后7个工作日内形成并报送纪要")},
    entries=frozenset({HELD, CONCLUDED, CANCELLED}),
)  # fmt: skip
