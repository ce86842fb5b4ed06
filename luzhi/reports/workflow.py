"""The way of a report: draft, reviewed, published as an edition, taken up again for the next one."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Workflow, step


class Stage(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at: how much text there is, and how many places the records do not support."""

    sections: int
    stops: int


HAS_TEXT = Guard("has_text", lambda facts: facts.sections > 0, _("The report has no text yet."))
SUPPORTED = Guard(
    "supported",
    lambda facts: facts.stops == 0,
    _("The records do not support every sentence; see the marks in the text."),
)

REPORT = Workflow(
    key="report",
    version="2026",
    initial=Stage.DRAFT,
    states={
        Stage.DRAFT: State(_("Draft"), tone="busy"),
        Stage.REVIEWED: State(_("Reviewed"), tone="warn"),
        Stage.PUBLISHED: State(_("Published"), tone="good"),
    },
    steps=(
        step(
            "review", _("Pass the review"), {Stage.DRAFT}, Stage.REVIEWED, who={Role.STAFF},
            guards=(HAS_TEXT, SUPPORTED), past=_("reviewed"),
        ),
        step(
            "publish", _("Publish an edition"), {Stage.REVIEWED}, Stage.PUBLISHED, who={Role.STAFF},
            guards=(HAS_TEXT, SUPPORTED), effects=("freeze_edition",), past=pgettext_lazy("report", "published"),
            tone="good",
        ),
        step(
            "return", _("Return to draft"), {Stage.REVIEWED}, Stage.DRAFT, who={Role.STAFF},
            needs_reason=True, past=_("returned to draft"), tone="warn",
        ),
        step(
            "revise", _("Prepare the next edition"), {Stage.PUBLISHED}, Stage.DRAFT, who={Role.STAFF},
            past=pgettext_lazy("report", "taken up again"),
        ),
    ),
)  # fmt: skip
