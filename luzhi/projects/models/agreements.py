"""What was signed, founded and docked with, and the dates on which somebody looks what became of it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.activities.models import Activity
from luzhi.people.models import Organisation
from luzhi.projects.models.pipeline import Currency, Project, Trip
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, YearRecord, by_filters


class AgreementKind(models.TextChoices):
    FRAMEWORK = "framework", _("Framework agreement")
    CONTRACT = "contract", _("Contract")
    INTENTION = "intention", _("Letter of intent")


class Agreement(YearRecord):
    """An agreement signed. An intention is not a contract, so kinds are always told apart."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind)
    parties = models.ManyToManyField(Organisation, blank=True, related_name="agreements", verbose_name=_("parties"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("project")
    )
    trip = models.ForeignKey(
        Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("trip")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    amount = QuantityField(_("amount"), blank=True, default="")
    currency = models.CharField(_("unit of the amount"), max_length=4, choices=Currency, default=Currency.CNY)

    class Meta(YearRecord.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("agreements", "kind"),
        ]

    def __str__(self) -> str:
        return self.title


class Alliance(YearRecord):
    """An alliance (联盟) of an industry: its founding, its purpose, its members as far as they are known."""

    name = models.CharField(_("name"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    founding = models.CharField(_("founding act"), max_length=200, blank=True)
    members = models.ManyToManyField(
        Organisation, blank=True, related_name="alliances", verbose_name=_("member organisations")
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="alliance_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Docking(YearRecord):
    """A counterpart the body docked with (对接), on a trip or otherwise. Unnamed ones are never counted."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dockings", verbose_name=_("counterpart")
    )
    abroad = models.BooleanField(_("from abroad"), null=True, blank=True)
    trip = models.ForeignKey(
        Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="dockings", verbose_name=_("trip")
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="dockings", verbose_name=_("activity")
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("docking")
        verbose_name_plural = _("dockings")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return str(self.organisation)


class FollowUp(Record):
    """A date on which somebody looks whether what was signed is being carried out (30, 90, 180, 365 days)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="follow_ups", verbose_name=_("project")
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("agreement"),
    )
    after_days = models.PositiveSmallIntegerField(_("days after signing"))
    due_on = models.DateField(_("due on"), db_index=True)
    done_on = models.DateField(_("looked at on"), null=True, blank=True)
    finding = models.TextField(_("what was found"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(project__isnull=False, agreement=None) | Q(project=None, agreement__isnull=False),
                name="followup_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(finding=""), name="followup_done_says_what"),
            models.UniqueConstraint(
                fields=["project", "after_days"], condition=Q(agreement=None), name="followup_once_per_project"
            ),
            models.UniqueConstraint(
                fields=["agreement", "after_days"], condition=Q(project=None), name="followup_once_per_agreement"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(what)s after %(n)s days") % {"what": self.project or self.agreement, "n": self.after_days}

    def clean(self) -> None:
        if bool(self.project_id) == bool(self.agreement_id):
            raise ValidationError(gettext("Name either the project or the agreement."))
        if self.done_on and not self.finding.strip():
            raise ValidationError({"finding": gettext("Say what was found.")})
