"""From a lead to a project in production: who found it, how far it has come, and what proves it.

Signed is not landed: each stage reached is an entry of its own, and one project is one success however many units
tell of it.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.activities.models import Activity
from luzhi.people.models import Organisation, Person, Place
from luzhi.projects.stages import Stage, is_beyond
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful


class Trip(YearRecord):
    """An outward trip (外出招商): where to, led by whom, whom it met.

    `several` marks a record that stands for several trips which a source does not tell apart; it is never counted
    as one trip.
    """

    title = models.CharField(_("title"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )
    led_by = models.CharField(_("led by, as worded"), max_length=80, blank=True)
    destinations = models.ManyToManyField(Place, blank=True, related_name="trips", verbose_name=_("destinations"))
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="trips", verbose_name=_("activity")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    several = models.BooleanField(_("stands for several trips"), default=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("trip")
        verbose_name_plural = _("trips")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="trip_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectKind(models.TextChoices):
    INDUSTRIAL = "industrial", _("Industrial project")
    PARK = "park", _("Industry park")
    INSTITUTE = "institute", _("Research institute")
    WORKSTATION = "workstation", _("Academician workstation")
    TESTING = "testing", _("Testing body")
    MEDICAL = "medical", _("Medical centre")
    OTHER = "other", _("Other")


class Currency(models.TextChoices):
    CNY = "cny", _("10,000 yuan")
    USD = "usd", _("10,000 US dollars")
    HKD = "hkd", _("10,000 Hong Kong dollars")


class Project(YearRecord, Stateful):
    """An investment project, once, however often it is signed or told of; `year` is the year it was first recorded."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=ProjectKind, default=ProjectKind.INDUSTRIAL)
    investors = models.ManyToManyField(
        Organisation, blank=True, related_name="projects", verbose_name=_("investors and partners")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("park or place")
    )
    amount = QuantityField(_("planned investment"), blank=True, default="")
    currency = models.CharField(_("unit of the amount"), max_length=4, choices=Currency, default=Currency.CNY)
    trips = models.ManyToManyField(Trip, blank=True, related_name="projects", verbose_name=_("came of trips"))
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="projects", verbose_name=_("came of activities")
    )
    problem = models.TextField(_("what is in the way"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="project_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("projects", "state", "kind"),
            by_duty("projects"),
        ]

    def __str__(self) -> str:
        return self.name


class Sought(models.TextChoices):
    SETTLE = "settle", _("A firm that would settle")
    PROJECT = "project", _("Key project")
    TESTING = "testing", _("Testing body")
    MEDICAL = "medical", _("Medical centre")


class Lead(YearRecord, Stateful):
    """Somebody or something courted (线索): not yet a project, and never counted as one."""

    name = models.CharField(_("name"), max_length=160)
    sought = models.CharField(_("what is sought"), max_length=10, choices=Sought, default=Sought.SETTLE)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("organisation"),
    )
    park = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("wanted for the project"),
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wanted at")
    )
    trip = models.ForeignKey(
        Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("found on the trip")
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("found at the activity"),
    )
    introducer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("introduced by")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        editable=False,
        verbose_name=_("became the project"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = pgettext_lazy("investment", "lead")
        verbose_name_plural = pgettext_lazy("investment", "leads")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name", "year"], name="lead_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("leads", "state", "sought"),
            by_duty("leads"),
        ]

    def __str__(self) -> str:
        return self.name


class Proof(models.TextChoices):
    CONTRACT = "contract", _("Contract or agreement")
    LICENCE = "licence", _("Business licence")
    LAND = "land", _("Land or premises")
    PERMIT = "permit", _("Construction permit")
    PAYMENT = "payment", _("Bank slip or invoice")
    PHOTO = "photo", _("Photo")
    REPORT = "report", _("Report in the press")
    OTHER = "other", _("Other")


class StageEntry(YearRecord):
    """A stage that a project reached: when (`year` at least), on which occasion, and what proves it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stages", verbose_name=_("project"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    trip = models.ForeignKey(
        Trip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stages",
        verbose_name=_("thanks to the trip"),
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stages",
        verbose_name=_("thanks to the activity"),
    )
    proof = models.CharField(_("proof"), max_length=10, choices=Proof, blank=True)
    proof_gist = models.CharField(_("what it is and where"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("stage reached")
        verbose_name_plural = _("stages reached")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["project", "stage"], name="stage_once_per_project"),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            models.Index(fields=["body", "year", "stage"], name="stage_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_stage_display()}"

    def clean(self) -> None:
        """A stage further on than where the project stands is reached by the project's own step, not entered here."""
        if self.project_id and is_beyond(self.stage, self.project.state):
            sentence = gettext("The project has not come that far; take the step on the project itself.")
            raise ValidationError({"stage": sentence})


class Share(models.TextChoices):
    INTRODUCED = "introduced", pgettext_lazy("part", "introduced it")
    NEGOTIATED = "negotiated", pgettext_lazy("part", "negotiated")
    HOSTED = "hosted", pgettext_lazy("part", "hosted")
    SIGNED = "signed", pgettext_lazy("part", "signed")
    SERVED = "served", _("helped it settle")


class Contribution(Record):
    """Who had which part in a project. Each may tell of it in its own report; the body counts the project once."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("project")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("person")
    )
    part = models.CharField(_("part played"), max_length=12, choices=Share)
    share = models.DecimalField(
        _("share in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta(Record.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="contribution_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=0, share__lte=100), name="contribution_share_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation} · {self.get_part_display()}"

    def clean(self) -> None:
        """One success is shared out once: the shares of a project never add up to more than the whole."""
        if not (self.organisation_id or self.person_id):
            raise ValidationError(gettext("Say which organisation or person it was."))
        if self.share is not None and self.project_id:
            others = self.project.contributions.exclude(pk=self.pk).aggregate(sum=models.Sum("share"))["sum"] or 0
            if others + self.share > 100:
                raise ValidationError(
                    {"share": gettext("The shares would add up to %(sum)s per cent.") % {"sum": others + self.share}}
                )
