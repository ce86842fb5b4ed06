"""A matchmaking session (对接会) of an expo: its slots, its tables, its interpreters."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Expo, SubEvent
from luzhi.people.models import Person
from luzhi.records.models import Record, YearRecord

LANGUAGES_HELP = _("Languages with commas between them, such as 中文, English.")


class Session(YearRecord):
    """A matchmaking session. `fair` is how far the numbers of idle periods of two firms may differ."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="match_sessions", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=120)
    sub_event = models.ForeignKey(
        SubEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="match_sessions",
        verbose_name=_("sub-event"),
    )  # fmt: skip
    requests_until = models.DateField(
        _("requests until"), null=True, blank=True,
        help_text=_("After this day firms can no longer ask or answer on their personal link; the office can."),
    )  # fmt: skip
    fair = models.PositiveSmallIntegerField(
        _("idle periods may differ by"), default=2, validators=[MaxValueValidator(20)],
        help_text=_("Between the firm that waits most often and the one that waits least often."),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("matchmaking session")
        verbose_name_plural = _("matchmaking sessions")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="match_session_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.sub_event and self.expo_id and self.sub_event.expo_id != self.expo_id:
            raise ValidationError({"sub_event": gettext("That belongs to another expo.")})

    @property
    def takes_wishes(self) -> bool:
        """Whether firms may still ask and answer today."""
        return self.requests_until is None or timezone.localdate() <= self.requests_until


class Slot(Record):
    """A time in which each firm meets one other at most."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="slots", verbose_name=_("matchmaking session")
    )
    name = models.CharField(_("slot"), max_length=40, blank=True, editable=False)  # made from its times
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta(Record.Meta):
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "starts_at"], name="slot_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        self.name = f"{start:%m-%d %H:%M}–{end:%H:%M}"
        super().save(*args, **kwargs)

    @property
    def is_morning(self) -> bool:
        return timezone.localtime(self.starts_at).hour < 12

    def clean(self) -> None:
        if not (self.starts_at and self.ends_at and self.session_id):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The end cannot be before the start.")})
        crossing = Slot.objects.filter(
            session=self.session_id, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at
        ).exclude(pk=self.pk)
        if crossing.exists():
            raise ValidationError({"starts_at": gettext("This overlaps another slot of the session.")})


class Desk(Record):
    """A table at which meetings are held. `place` is its number in the row, by which ways are measured."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="desks", verbose_name=_("matchmaking session")
    )
    code = models.CharField(_("number of the table"), max_length=20)
    seats = models.PositiveSmallIntegerField(
        _("number of seats"), default=4, validators=[MinValueValidator(2), MaxValueValidator(40)]
    )
    place = models.PositiveSmallIntegerField(
        _("place in the row"), default=0, help_text=_("Tables with near numbers stand near each other.")
    )

    class Meta(Record.Meta):
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "code"], name="match_desk_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Interpreter(Record):
    """Somebody who interprets at the session, all day."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="interpreters", verbose_name=_("matchmaking session")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interprets", verbose_name=_("person"))
    languages = models.CharField(_("interprets"), max_length=80, help_text=LANGUAGES_HELP)

    class Meta(Record.Meta):
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "person"], name="interpreter_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
