"""How an invitation ends."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import State, Stay, Workflow, step
from luzhi.expo.vocabulary import InvitationState as I

STAFF = frozenset({Role.STAFF})
ANSWERING = frozenset({Role.STAFF, CLOCK})  # the invited have no account: their link acts through the engine itself

INVITATION = Workflow(
    key="invitation",
    version="2024",
    initial=I.PLANNED,
    entries=frozenset(I),
    states={
        I.PLANNED: State(I.PLANNED.label),
        I.INVITED: State(I.INVITED.label, tone="busy"),
        I.ACCEPTED: State(I.ACCEPTED.label, tone="busy"),
        I.DECLINED: State(I.DECLINED.label, tone="stop"),
        I.CAME: State(I.CAME.label, tone="good"),
        I.EXHIBITED: State(I.EXHIBITED.label, tone="good"),
        I.ABSENT: State(I.ABSENT.label, tone="warn"),
        I.SUBSTITUTED: State(I.SUBSTITUTED.label, tone="busy"),
    },
    steps=(
        step("invite", _("Invite"), {I.PLANNED}, I.INVITED, who=STAFF),
        step("accept", _("Record acceptance"), {I.INVITED, I.DECLINED, I.SUBSTITUTED}, I.ACCEPTED, who=ANSWERING),
        step(
            "decline",
            _("Record refusal"),
            {I.INVITED, I.ACCEPTED, I.SUBSTITUTED},
            I.DECLINED,
            who=ANSWERING,
            tone="stop",
        ),
        step(
            "substitute",
            _("Record a substitute"),
            {I.INVITED, I.ACCEPTED, I.DECLINED},
            I.SUBSTITUTED,
            who=ANSWERING,
        ),
        step("come", _("Record attendance"), {I.INVITED, I.ACCEPTED, I.SUBSTITUTED, I.ABSENT}, I.CAME, who=STAFF),
        step("exhibit", _("Record exhibition"), {I.ACCEPTED, I.SUBSTITUTED, I.CAME}, I.EXHIBITED, who=STAFF),
        step("miss", _("Record absence"), {I.ACCEPTED, I.SUBSTITUTED}, I.ABSENT, who=STAFF, tone="warn"),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in (I.PLANNED, I.INVITED, I.ACCEPTED, I.SUBSTITUTED)},
)
