"""How guests travel, where they sleep and eat, and the cars that fetch them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.care import Guest
from luzhi.expo.models.events import Expo
from luzhi.expo.vocabulary import LegMode, MealKind
from luzhi.records.models import Record


class Vehicle(Record):
    """A car or coach at the expo's disposal. `seats` are those for guests, the driver's not among them."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="vehicles", verbose_name=_("expo"))
    plate = models.CharField(_("number plate"), max_length=20)
    seats = models.PositiveSmallIntegerField(
        _("seats for guests"), default=3, validators=[MinValueValidator(1), MaxValueValidator(80)]
    )
    driver = models.CharField(_("driver"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "plate"], name="vehicle_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="vehicle_has_seats"),
        ]

    def __str__(self) -> str:
        return self.plate


class Leg(Record):
    """One stretch of a guest's journey by its timetable. `expected_at` is when it really ends, once that is known."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="legs", verbose_name=_("guest"))
    mode = models.CharField(pgettext_lazy("travel", "by"), max_length=8, choices=LegMode, default=LegMode.TRAIN)
    number = models.CharField(_("train or flight"), max_length=20, blank=True)
    leaves_from = models.CharField(_("leaves from"), max_length=80)
    goes_to = models.CharField(_("goes to"), max_length=80)
    departs_at = models.DateTimeField(pgettext_lazy("journey", "departs"))
    arrives_at = models.DateTimeField(pgettext_lazy("journey", "arrives"))
    expected_at = models.DateTimeField(
        _("really expected"), null=True, blank=True, help_text=_("Only when it is late or early.")
    )
    told_expected_at = models.DateTimeField(null=True, blank=True, editable=False)  # what those concerned last heard
    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.PROTECT, null=True, blank=True, related_name="legs", verbose_name=_("fetched by"),
        help_text=_("The vehicle that drives this stretch, or fetches the guest at its end."),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("leg of a journey")
        verbose_name_plural = _("legs of journeys")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(arrives_at__gt=F("departs_at")), name="leg_in_order"),
            models.CheckConstraint(
                condition=Q(expected_at=None) | Q(expected_at__gt=F("departs_at")), name="leg_expected_after_departure"
            ),
            models.UniqueConstraint(fields=["guest", "departs_at"], name="leg_departs_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["vehicle", "departs_at"], name="leg_of_vehicle"),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.number or self.get_mode_display()} {self.leaves_from} → {self.goes_to}"

    @property
    def ends_at(self) -> Any:
        """When the guest is really there, as far as is known."""
        return self.expected_at or self.arrives_at

    def clean(self) -> None:
        if self.departs_at and self.arrives_at and self.arrives_at <= self.departs_at:
            raise ValidationError({"arrives_at": gettext("The end cannot be before the start.")})
        if self.expected_at and self.departs_at and self.expected_at <= self.departs_at:
            raise ValidationError({"expected_at": gettext("The end cannot be before the start.")})
        if self.vehicle_id and self.guest_id and self.vehicle.expo_id != self.guest.expo_id:  # type: ignore[union-attr]
            raise ValidationError({"vehicle": gettext("That belongs to another expo.")})


class Hotel(Record):
    """A house where guests stay."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="hotels", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=160, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms kept for guests"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("hotel")
        verbose_name_plural = _("hotels")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="hotel_once"),
        ]

    def __str__(self) -> str:
        return self.name


class HotelStay(Record):
    """A guest's room, from the day of arrival to the day of departure; the nights lie between."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="stays", verbose_name=_("guest"))
    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="stays", verbose_name=_("hotel"))
    room = models.CharField(_("room"), max_length=20, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    class Meta(Record.Meta):
        verbose_name = _("hotel stay")
        verbose_name_plural = _("hotel stays")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="stay_in_order"),
            models.UniqueConstraint(fields=["guest", "from_on"], name="stay_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.hotel} {self.room}".strip()

    def clean(self) -> None:
        if self.from_on and self.until_on and self.until_on <= self.from_on:
            raise ValidationError({"until_on": gettext("The end cannot be before the start.")})
        if self.hotel_id and self.guest_id and self.hotel.expo_id != self.guest.expo_id:
            raise ValidationError({"hotel": gettext("That belongs to another expo.")})


class Meal(Record):
    """A meal a guest is expected at."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="meals", verbose_name=_("guest"))
    kind = models.CharField(_("meal"), max_length=10, choices=MealKind, default=MealKind.DINNER)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    table = models.CharField(pgettext_lazy("dinner", "table"), max_length=20, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("meal")
        verbose_name_plural = _("meals")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meal_in_order"),
            models.UniqueConstraint(fields=["guest", "starts_at"], name="meal_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.get_kind_display()}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The end cannot be before the start.")})
