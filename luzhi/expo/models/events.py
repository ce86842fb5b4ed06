"""The expo itself, its names, its aims, and the committee that prepares it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.expo.vocabulary import AimKind, BodyRole, FigureStage, Half
from luzhi.people.models import Organisation, Person, Place
from luzhi.plans.models import Plan, Task, Workstream
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, Source, YearRecord


class Expo(YearRecord):
    """An expo, perhaps with a congress held at the same time and place.

    The number of the congress ("third") is not the number of the expo. Days that are not known stay empty; the
    beginning of the preparation may be an interval ("late September").
    """

    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition of the expo"), null=True, blank=True)
    congress = models.CharField(_("congress held with it"), max_length=160, blank=True)
    congress_number = models.PositiveSmallIntegerField(_("number of the congress"), null=True, blank=True)
    organisers = models.ManyToManyField(
        Organisation, blank=True, related_name="expos_organised", verbose_name=_("organisers")
    )
    prepared_for = models.ManyToManyField(
        Organisation, blank=True, related_name="expos_prepared_for", verbose_name=_("prepared on behalf of")
    )
    body_role = models.CharField(
        _("what the body does for it"), max_length=12, choices=BodyRole, default=BodyRole.ASSISTS
    )
    half = models.PositiveSmallIntegerField(_("held in"), choices=Half, null=True, blank=True)
    main_task_of = models.PositiveSmallIntegerField(
        _("the body's main task of the"), choices=Half, null=True, blank=True
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="expos", verbose_name=_("venue")
    )
    starts_on = models.DateField(_("opening day"), null=True, blank=True)
    ends_on = models.DateField(_("closing day"), null=True, blank=True)
    prepared_from = models.DateField(_("preparation began, earliest"), null=True, blank=True)
    prepared_by_day = models.DateField(_("preparation began, latest"), null=True, blank=True)
    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="expo", verbose_name=_("plan")
    )
    applications_open = models.BooleanField(_("takes applications from the public"), default=False)
    applications_until = models.DateField(_("applications until"), null=True, blank=True)
    takes_fees = models.BooleanField(_("takes fees from exhibitors"), default=False)
    watchwords = models.CharField(_("watchwords"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("expo")
        verbose_name_plural = _("expos")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="expo_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="expo_in_order"
            ),
            models.CheckConstraint(
                condition=Q(prepared_from=None) | Q(prepared_by_day=None) | Q(prepared_by_day__gte=F("prepared_from")),
                name="expo_preparation_in_order",
            ),
            models.CheckConstraint(
                condition=Q(prepared_from=None) | Q(starts_on=None) | Q(starts_on__gte=F("prepared_from")),
                name="expo_after_preparation",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class ExpoAlias(Record):
    """Another name of the expo."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("expo"))
    name = models.CharField(_("other name"), max_length=160)

    class Meta(Record.Meta):
        verbose_name = _("other name of an expo")
        verbose_name_plural = _("other names of expos")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="expo_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ExpoAim(Record):
    """What an expo or one of its lines of action is after: a subject, a class of visitors, a result."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="aims", verbose_name=_("expo"))
    kind = models.CharField(_("kind"), max_length=8, choices=AimKind)
    name = models.CharField(_("name"), max_length=160)
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aims",
        verbose_name=_("line of action"),
    )

    class Meta(Record.Meta):
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "kind", "name"], name="expo_aim_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ExpoFigure(Record):
    """A figure of the expo as somebody gave it: planned, on the way, or closing. The three are never mixed."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="figures", verbose_name=_("expo"))
    subject = models.CharField(pgettext_lazy("figure", "subject"), max_length=60)
    stage = models.CharField(_("stage"), max_length=8, choices=FigureStage)
    quantity = QuantityField(_("quantity"))
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="expo_figures", verbose_name=_("source")
    )
    said_by = models.CharField(_("according to"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("figure of the expo")
        verbose_name_plural = _("figures of the expo")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.subject} · {self.get_stage_display()}"


class PreparatoryCommittee(Record):
    """The committee that prepares an expo (筹备委员会), with its head and its member units."""

    expo = models.OneToOneField(Expo, on_delete=models.CASCADE, related_name="committee", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=160)
    head = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("head")
    )
    head_title = models.CharField(_("title of the head, as worded"), max_length=60, blank=True)
    units = models.ManyToManyField(
        Organisation, blank=True, related_name="expo_committees", verbose_name=_("member units")
    )

    class Meta(Record.Meta):
        verbose_name = _("preparatory committee")
        verbose_name_plural = _("preparatory committees")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class CommitteeMeeting(YearRecord):
    """A numbered meeting of the preparatory committee."""

    committee = models.ForeignKey(
        PreparatoryCommittee, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("preparatory committee")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    convened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("convened by")
    )
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chaired by")
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("committee meeting")
        verbose_name_plural = _("committee meetings")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["committee", "number"], name="committee_meeting_number_once"),
        ]

    def __str__(self) -> str:
        return gettext("%(committee)s, meeting no. %(n)s") % {"committee": self.committee, "n": self.number}


class Decision(Record):
    """What a meeting of the committee decided; it may have become a task of the plan."""

    meeting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("committee meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("what was decided"), max_length=300)
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("became the task"),
    )

    class Meta(Record.Meta):
        verbose_name = pgettext_lazy("committee", "decision")
        verbose_name_plural = pgettext_lazy("committee", "decisions")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once"),
        ]

    def __str__(self) -> str:
        return self.text
