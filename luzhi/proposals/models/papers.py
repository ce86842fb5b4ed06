"""What comes with a proposal and what goes out after its review: attachments, letters to the proposers."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models import Disposition
from luzhi.people.models import Organisation
from luzhi.proposals.models.proposals import Proposal
from luzhi.records.models import Record


class Attachment(Record):
    """A file that belongs to a proposal. Its bytes lie in the table, so that a backup holds them and no address of
    the web server ever leads to them."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("proposal")
    )
    name = models.CharField(_("file name"), max_length=120)
    form = models.CharField(_("kind of file"), max_length=8)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(Record.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "digest"], name="attachment_once",
                violation_error_message=_("This file is attached already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Advice(models.Model):
    """What the reviewers propose to decide on a proposal; the committee accepts a whole list of them in one go."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="advice")
    step = models.CharField(_("decision"), max_length=10, choices=Disposition)
    ground = models.CharField(_("ground"), max_length=120, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    main = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    author = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.step}"


class LetterForm(models.TextChoices):
    """The four letters that go out after the review."""

    FILED = "filed", pgettext_lazy("letter", "filed")
    MERGED = "merged", pgettext_lazy("letter", "merged")
    OPINIONS = "opinions", _("turned into opinions and suggestions")
    RETURNED = "returned", pgettext_lazy("letter", "not filed")


class LetterState(models.TextChoices):
    QUEUED = "queued", _("queued")
    PRINTED = "printed", _("printed")
    RECALLED = "recalled", _("recalled")


class Letter(Record):
    """A letter to the proposers on what the review decided, worded on the day of the decision."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="letters", verbose_name=_("proposal"))
    form = models.CharField(_("letter"), max_length=10, choices=LetterForm)
    queue = models.CharField(_("where it is"), max_length=10, choices=LetterState, default=LetterState.QUEUED)
    addressees = models.TextField(_("addressees"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    written_on = models.DateField(_("day"))
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("letter to the proposers")
        verbose_name_plural = _("letters to the proposers")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["body", "queue", "id"], name="letters_queued"),
        ]

    def __str__(self) -> str:
        return self.title
