"""How a zone becomes final."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.expo.vocabulary import ZoneState

STAFF = frozenset({Role.STAFF})

HAS_AREA = Guard("has_area", lambda zone: zone.area is not None, _("Record the area first."))

ZONE = Workflow(
    key="zone",
    version="2024",
    initial=ZoneState.PLANNED,
    entries=frozenset(ZoneState),
    states={
        ZoneState.PLANNED: State(ZoneState.PLANNED.label),
        ZoneState.DESIGNED: State(ZoneState.DESIGNED.label, tone="busy"),
        ZoneState.FINAL: State(ZoneState.FINAL.label, tone="good"),
    },
    steps=(
        step("design", _("Record the design"), {ZoneState.PLANNED}, ZoneState.DESIGNED, who=STAFF),
        step("settle", _("Make final"), {ZoneState.DESIGNED}, ZoneState.FINAL, who=STAFF, guards=(HAS_AREA,)),
        step(
            "redraw",
            _("Redraw"),
            {ZoneState.DESIGNED, ZoneState.FINAL},
            ZoneState.DESIGNED,
            who=STAFF,
            needs_reason=True,
            asks="round",
            effects=("open_round",),
        ),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in (ZoneState.PLANNED, ZoneState.DESIGNED)},
)
