"""Desks where people sign in, each scan as it was read, and visitors counted at the gates."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Expo, Hall, SubEvent
from luzhi.onsite.models.badges import Badge
from luzhi.onsite.vocabulary import DeskKind, ScanOutcome
from luzhi.records.models import Record, YearRecord, by_filters

HOURS = [(hour, f"{hour:02}:00–{hour + 1:02}:00") for hour in range(24)]


class Desk(YearRecord):
    """A place where badges are read: a gate, the entrance of a hall, or the door of a sub-event."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="desks", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind of desk"), max_length=8, choices=DeskKind, default=DeskKind.GATE)
    hall = models.ForeignKey(
        Hall, on_delete=models.PROTECT, null=True, blank=True, related_name="desks", verbose_name=_("hall")
    )
    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="desks", verbose_name=_("sub-event"),
        help_text=_("People sign in to it once; at all other desks once a day."),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("sign-in desk")
        verbose_name_plural = _("sign-in desks")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="desk_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.kind == DeskKind.EVENT and not self.sub_event_id:
            raise ValidationError({"sub_event": gettext("Say which sub-event people sign in to here.")})
        for part in ("hall", "sub_event"):
            other = getattr(self, part) if getattr(self, f"{part}_id") else None
            if other is not None and self.expo_id and other.expo_id != self.expo_id:
                raise ValidationError({part: gettext("That belongs to another expo.")})


class Scan(YearRecord):
    """A badge read at a desk, with or without network. Nothing read is lost; who signs in twice counts once.

    `at` is the desk's own time, put right by how far its clock was off when it reported; `token` is given by the
    desk, so that a report sent twice is one scan.
    """

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="scans", verbose_name=_("expo"))
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="scans", verbose_name=_("desk"))
    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="scans", verbose_name=_("sub-event")
    )
    badge = models.ForeignKey(
        Badge, on_delete=models.PROTECT, null=True, blank=True, related_name="scans", verbose_name=_("badge")
    )
    code = models.CharField(_("code read"), max_length=40)
    at = models.DateTimeField(_("at"))
    day = models.DateField(_("day"))
    hour = models.PositiveSmallIntegerField(_("hour"), choices=HOURS)
    outcome = models.CharField(_("outcome of the scan"), max_length=8, choices=ScanOutcome)
    clock_off = models.IntegerField(_("clock of the desk was off by (s)"), default=0)
    received_at = models.DateTimeField(_("reported to the server"))
    token = models.UUIDField(_("mark given by the desk"), unique=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["badge", "day"],
                condition=Q(outcome=ScanOutcome.FIRST, sub_event__isnull=True),
                name="signed_in_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["badge", "sub_event"],
                condition=Q(outcome=ScanOutcome.FIRST, sub_event__isnull=False),
                name="signed_in_once_an_event",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("scans", "outcome", "day"),
            models.Index(fields=["expo", "day", "outcome"], name="scan_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.badge or self.code} · {self.desk}"


class GateCount(YearRecord):
    """Visitors counted at a gate in one hour, by hand or by a counter."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="gate_counts", verbose_name=_("expo"))
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="counts", verbose_name=_("gate or entrance"))
    day = models.DateField(_("day"), default=dt.date.today)
    hour = models.PositiveSmallIntegerField(_("hour"), choices=HOURS)
    count = models.PositiveIntegerField(_("visitors who came in"), validators=[MaxValueValidator(100_000)])

    class Meta(YearRecord.Meta):
        verbose_name = _("count at a gate")
        verbose_name_plural = _("counts at the gates")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["desk", "day", "hour"], name="gate_counted_once_an_hour",
                violation_error_message=_("This gate has a count for that hour already; change that one."),
            ),
            models.CheckConstraint(condition=Q(hour__lt=24), name="gate_hour_of_a_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.desk} · {self.day} {self.hour:02}:00"

    def clean(self) -> None:
        if self.desk_id and self.expo_id and self.desk.expo_id != self.expo_id:
            raise ValidationError({"desk": gettext("That belongs to another expo.")})
