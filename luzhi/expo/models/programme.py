"""What happens at the expo and what comes of it: sub-events, launches, outcomes, awards."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.care import Guest
from luzhi.expo.models.events import Expo
from luzhi.expo.models.zones import Zone
from luzhi.expo.vocabulary import SubEventKind
from luzhi.people.models import Organisation, Person, Place
from luzhi.plans.models import Workstream
from luzhi.projects.models import Agreement, Alliance, StageEntry
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, YearRecord


class SubEvent(YearRecord):
    """A conference, forum, docking, launch or signing within the expo."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="sub_events", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=SubEventKind)
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_events",
        verbose_name=_("organiser"),
    )
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="sub_events", verbose_name=_("zone")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="sub_events", verbose_name=_("place")
    )
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    participants = models.ManyToManyField(
        Organisation, blank=True, related_name="sub_events_joined", verbose_name=_("participants")
    )
    seat_rows = models.PositiveSmallIntegerField(
        _("rows of seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    row_seats = models.PositiveSmallIntegerField(
        _("seats in a row"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    attendance = QuantityField(_("attendance"), blank=True, default="")
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_events",
        verbose_name=_("line of action"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("sub-event")
        verbose_name_plural = _("sub-events")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="sub_event_once"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="sub_event_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SubEventItem(Record):
    """One item of a sub-event's agenda."""

    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("sub-event")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    speaker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="expo_items", verbose_name=_("speaker")
    )

    class Meta(Record.Meta):
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["sub_event", "position"], name="sub_event_item_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class SubEventSeat(Record):
    """A guest expected at a sub-event, and the seat: row 1 is the front, seat 1 the left end as one faces the stage."""

    sub_event = models.ForeignKey(SubEvent, on_delete=models.CASCADE, related_name="seats", verbose_name=_("sub-event"))
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="seats", verbose_name=_("guest"))
    row = models.PositiveSmallIntegerField(_("row"), null=True, blank=True, validators=[MinValueValidator(1)])
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("room", "seat"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    fixed = models.BooleanField(_("fixed"), default=False, help_text=_("Stays when the others are proposed anew."))

    class Meta(Record.Meta):
        verbose_name = _("seat of a guest")
        verbose_name_plural = _("seats of guests")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["sub_event", "guest"], name="seat_once_for_each_guest"),
            models.UniqueConstraint(
                fields=["sub_event", "row", "number"],
                name="seat_taken_once",
                violation_error_message=_("Somebody else has this seat."),
            ),
            models.CheckConstraint(
                condition=Q(row=None, number=None) | Q(row__isnull=False, number__isnull=False), name="seat_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.place_words}"

    @property
    def place_words(self) -> str:
        """Row and seat in words."""
        if self.row is None:
            return gettext("no seat yet")
        return gettext("row %(row)s, seat %(seat)s") % {"row": self.row, "seat": self.number}

    def clean(self) -> None:
        if (self.row is None) != (self.number is None):
            raise ValidationError({"number": gettext("A seat has a row and a number.")})
        if not (self.sub_event_id and self.guest_id):
            return
        if self.guest.expo_id != self.sub_event.expo_id:
            raise ValidationError({"guest": gettext("That belongs to another expo.")})
        event = self.sub_event
        if (self.row and event.seat_rows and self.row > event.seat_rows) or (
            self.number and event.row_seats and self.number > event.row_seats
        ):
            raise ValidationError({"row": gettext("There is no such seat in this room.")})


class ResultLaunch(YearRecord):
    """New results of research made public at the expo. How many there were may be known only in words."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="launches", verbose_name=_("expo"))
    title = models.CharField(_("title"), max_length=160)
    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="launches", verbose_name=_("sub-event")
    )
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="launches", verbose_name=_("zone")
    )
    by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="launches",
        verbose_name=_("launched by"),
    )
    results = QuantityField(_("number of results"), blank=True, default="")
    launched_on = models.DateField(_("launched on"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("launch of results")
        verbose_name_plural = _("launches of results")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return self.title


class Outcome(YearRecord):
    """The occasion, at the expo or one of its sub-events, on which something of the projects came about.

    The thing itself exists once, in projects; here is only where and when it happened.
    """

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("expo"))
    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("sub-event")
    )
    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("agreement")
    )
    alliance = models.OneToOneField(
        Alliance, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("alliance")
    )
    stage = models.OneToOneField(
        StageEntry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("stage reached"),
    )

    told_by = models.ManyToManyField(
        Organisation, blank=True, related_name="outcomes_told", verbose_name=_("told by"),
        help_text=_("Every unit that reported it; it is still one outcome."),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, alliance=None, stage=None)
                | Q(agreement=None, alliance__isnull=False, stage=None)
                | Q(agreement=None, alliance=None, stage__isnull=False),
                name="outcome_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement or self.alliance or self.stage)

    def clean(self) -> None:
        if sum(1 for pk in (self.agreement_id, self.alliance_id, self.stage_id) if pk) != 1:
            raise ValidationError(gettext("Name exactly one: an agreement, an alliance, or a stage reached."))
        if self.sub_event and self.expo_id and self.sub_event.expo_id != self.expo_id:
            raise ValidationError({"sub_event": gettext("That belongs to another expo.")})


class Award(YearRecord):
    """An honour won at the expo; told twice, it is still one. The giver may not be recorded."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="awards", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=120)
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("zone")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("organisation"),
    )
    giver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)
    basis = models.CharField(_("on what basis"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(zone__isnull=False) | Q(organisation__isnull=False), name="award_to_somebody"
            ),
            models.UniqueConstraint(fields=["expo", "name", "zone", "organisation"], name="award_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not (self.zone_id or self.organisation_id):
            raise ValidationError(gettext("Say who won it: a zone or an organisation."))
