"""What the public may read: a checked copy of a proposal and its answers, and who agreed to it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.people.models import Organisation
from luzhi.proposals.models.proposals import Proposal
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


class Publication(Stateful, YearRecord):
    """A proposal as the public reads it. The text is a copy, with contact data taken out and checked by the office;
    later changes of the records do not reach it."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="publication", verbose_name=_("proposal")
    )
    title = models.CharField(_("title"), max_length=200)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    proposers = models.CharField(_("proposers"), max_length=300, blank=True)
    text = models.TextField(_("text of the proposal"))
    answers = models.TextField(_("answers"), blank=True)
    taken_out = models.TextField(_("taken out"), blank=True, editable=False)
    due_by = models.DateField(_("to be published by"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    checked_by = models.CharField(_("checked by"), max_length=150, blank=True, editable=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            models.Index(fields=["body", "state", "-published_on", "-id"], name="published_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class UnitConsentState(models.TextChoices):
    OPEN = "open", _("not answered yet")
    YES = "yes", pgettext_lazy("consent", "agreed")
    NO = "no", pgettext_lazy("consent", "refused")


class UnitConsent(Record):
    """Whether a unit agrees that its answer is published."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="unit_consents", verbose_name=_("publication")
    )
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    consent = models.CharField(_("consent"), max_length=4, choices=UnitConsentState, default=UnitConsentState.OPEN)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("consent of a unit")
        verbose_name_plural = _("consents of units")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["publication", "unit"], name="unit_consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_consent_display()}"
