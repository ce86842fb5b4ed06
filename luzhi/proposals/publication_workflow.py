"""The tables of a publication and of a report on social conditions."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step

STAFF = frozenset({Role.STAFF})
PROPOSERS_AGREE = Guard(
    "proposers_agree", lambda facts: facts.proposers_agree, _("The proposers have not agreed to publication.")
)
UNITS_ANSWERED = Guard(
    "units_answered",
    lambda facts: not facts.waiting,
    lambda facts: gettext("Not answered yet: %(units)s.") % {"units": facts.waiting},
)
UNITS_AGREE = Guard(
    "units_agree",
    lambda facts: not facts.refusing,
    lambda facts: gettext("Not agreed: %(units)s.") % {"units": facts.refusing},
)
CLEAN = Guard(
    "clean",
    lambda facts: not facts.contacts,
    lambda facts: gettext("Contact data is still there: %(words)s.") % {"words": facts.contacts},
)

PUBLICATION = Workflow(
    key="publication",
    version="2024",
    initial="asked",
    states={
        "asked": State(_("being prepared"), tone="busy"),
        "public": State(_("published"), tone="good"),
        "withdrawn": State(pgettext_lazy("publication", "withdrawn"), tone="warn"),
    },
    steps=(
        step(
            "publish", _("Checked: publish"), {"asked"}, "public", who=STAFF,
            guards=(PROPOSERS_AGREE, UNITS_ANSWERED, UNITS_AGREE, CLEAN), effects=("publish",),
            past=_("published"), tone="good",
        ),
        step(
            "copy", _("Copy the texts anew"), {"asked"}, "asked", who=STAFF, effects=("copy_anew",),
            past=_("texts copied anew"),
        ),
        step(
            "withdraw", pgettext_lazy("publication", "Withdraw"), {"asked", "public"}, "withdrawn", who=STAFF,
            needs_reason=True, effects=("withdraw",), past=pgettext_lazy("publication", "withdrawn"), tone="warn",
        ),
        step(
            "again", pgettext_lazy("publication", "Prepare again"), {"withdrawn"}, "asked", who=STAFF,
            effects=("copy_anew",), past=_("prepared again"),
        ),
    ),
    stays={"asked": Stay(Role.STAFF)},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the guards of a report on social conditions look at."""

    length: int = 0
    longest: int | None = None


SHORT_ENOUGH = Guard(
    "short_enough",
    lambda facts: facts.longest is None or facts.length <= facts.longest,
    lambda facts: (
        gettext("The text has %(n)s characters; the rules allow %(most)s.") % {"n": facts.length, "most": facts.longest}
    ),
)

OPINION = Workflow(
    key="opinion",
    version="2024",
    initial="submitted",
    states={
        "submitted": State(_("submitted"), tone="busy"),
        "edited": State(_("edited"), tone="busy"),
        "signed": State(_("signed off"), tone="busy"),
        "issued": State(_("issued"), tone="good"),
        "sent_up": State(_("sent up"), tone="good"),
        "within": State(_("within a composite report"), final=True),
        "rejected": State(_("not used"), final=True),
        "done": State(_("result told to the authors"), tone="good", final=True),
    },
    steps=(
        step(
            "edit", _("Edited"), {"submitted"}, "edited", who=STAFF, guards=(SHORT_ENOUGH,), past=_("edited"),
        ),
        step(
            "join", _("Put into a composite report"), {"submitted", "edited"}, "within", who=STAFF, asks="composite",
            effects=("join",), past=_("put into a composite report"),
        ),
        step(
            "leave", _("Take out of the composite report"), {"within"}, "edited", who=STAFF, needs_reason=True,
            effects=("leave",), past=_("taken out of the composite report"),
        ),
        step(
            "sign", _("Sign off"), {"edited"}, "signed", who={Role.STAFF, Role.LEADER}, asks="signer",
            guards=(SHORT_ENOUGH,), effects=("note_signer",), past=_("signed off"),
        ),
        step(
            "issue", _("Issue"), {"signed"}, "issued", who=STAFF, asks="addressees", effects=("issue", "tell_authors"),
            past=_("issued"), tone="good",
        ),
        step("send_up", _("Send up"), {"issued"}, "sent_up", who=STAFF, asks="addressees", effects=("note_sent",),
             past=_("sent up")),
        step(
            "reject", _("Do not use"), {"submitted", "edited"}, "rejected", who=STAFF, needs_reason=True,
            effects=("tell_authors",), past=_("not used"), tone="warn",
        ),
        step("reopen", _("Take up again"), {"rejected"}, "submitted", who=STAFF, needs_reason=True,
             past=_("taken up again")),
        step(
            "tell", _("Tell the authors the result"), {"issued", "sent_up"}, "done", who=STAFF,
            effects=("tell_authors",), past=_("result told to the authors"), tone="good",
        ),
    ),
    stays={"submitted": Stay(Role.STAFF), "edited": Stay(Role.STAFF), "signed": Stay(Role.STAFF)},
)  # fmt: skip
