"""How an invitation ends."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import State, Stay, Workflow, step
from luzhi.expo.vocabulary import InvitationState as I

STAFF = frozenset({Role.STAFF})

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
    },
    steps=(
        step("invite", _("Invite"), {I.PLANNED}, I.INVITED, who=STAFF),
        step("accept", _("Record acceptance"), {I.INVITED, I.DECLINED}, I.ACCEPTED, who=STAFF),
        step("decline", _("Record refusal"), {I.INVITED, I.ACCEPTED}, I.DECLINED, who=STAFF, tone="stop"),
        step("come", _("Record attendance"), {I.INVITED, I.ACCEPTED, I.ABSENT}, I.CAME, who=STAFF),
        step("exhibit", _("Record exhibition"), {I.ACCEPTED, I.CAME}, I.EXHIBITED, who=STAFF),
        step("miss", _("Record absence"), {I.ACCEPTED}, I.ABSENT, who=STAFF, tone="warn"),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in (I.PLANNED, I.INVITED, I.ACCEPTED)},
)
