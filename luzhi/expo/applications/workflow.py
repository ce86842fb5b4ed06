"""How an application is reviewed."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import CLOCK, Role
from luzhi.core.workflow import State, Stay, Workflow, step
from luzhi.expo.vocabulary import ApplicationState as A

STAFF = frozenset({Role.STAFF})

APPLICATION = Workflow(
    key="application",
    version="2024",
    initial=A.RECEIVED,
    states={
        A.RECEIVED: State(A.RECEIVED.label, tone="warn"),
        A.ACCEPTED: State(A.ACCEPTED.label, tone="good"),
        A.DECLINED: State(A.DECLINED.label, tone="stop"),
        A.WITHDRAWN: State(A.WITHDRAWN.label, final=True),
    },
    steps=(
        step("accept", _("Accept"), {A.RECEIVED, A.DECLINED}, A.ACCEPTED, who=STAFF, asks="accept",
             effects=("accept",)),
        step("decline", _("Turn down"), {A.RECEIVED}, A.DECLINED, who=STAFF, needs_reason=True, tone="stop"),
        # The applicant has no account: the personal link acts through the engine itself.
        step("withdraw", _("Withdraw"), {A.RECEIVED, A.ACCEPTED}, A.WITHDRAWN, who={Role.STAFF, CLOCK},
             needs_reason=True, effects=("withdraw",)),
    ),
    stays={A.RECEIVED: Stay(duty_of=Role.STAFF)},
)  # fmt: skip
