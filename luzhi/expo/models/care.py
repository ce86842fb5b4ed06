"""Guests of the expo, the staff who may attend to them, and who attends to whom from when until when."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.events import Expo
from luzhi.expo.models.guests import Delegation
from luzhi.expo.models.invitations import Invitation
from luzhi.expo.vocabulary import GuestClass
from luzhi.people.models import Organisation, Person
from luzhi.records.models import Record, YearRecord, by_filters

LANGUAGES_HELP = _("Languages with commas between them, such as 中文, English.")


def split_languages(text: str) -> frozenset[str]:
    """The languages in a list written by a person, compared without case."""
    for sign in "，、;；/":
        text = text.replace(sign, ",")
    return frozenset(word.strip().casefold() for word in text.split(",") if word.strip())


class Guest(YearRecord):
    """A person who comes as a guest. Once confirmed, he or she is attended to from arrival to departure."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="guests", verbose_name=_("expo"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="expo_guests", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="expo_guests",
        verbose_name=_("organisation"),
    )  # fmt: skip
    guest_class = models.CharField(_("class"), max_length=12, choices=GuestClass, default=GuestClass.OTHER)
    title = models.CharField(_("title and post"), max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("1 is the highest; seats follow it."),
    )  # fmt: skip
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    diet = models.CharField(_("diet and health"), max_length=120, blank=True)
    instead_of = models.CharField(_("comes instead of"), max_length=60, blank=True)
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="guests", verbose_name=_("delegation")
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="guests", verbose_name=_("invitation")
    )
    confirmed = models.BooleanField(_("has confirmed"), default=False)
    languages = models.CharField(_("speaks"), max_length=80, blank=True, help_text=LANGUAGES_HELP)
    arrives_at = models.DateTimeField(_("arrives"), null=True, blank=True)
    leaves_at = models.DateTimeField(_("leaves"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "person"], name="guest_once"),
            models.CheckConstraint(
                condition=Q(arrives_at=None) | Q(leaves_at=None) | Q(leaves_at__gt=F("arrives_at")),
                name="guest_leaves_after_arriving",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("guests", "guest_class", "confirmed"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def clean(self) -> None:
        if self.arrives_at and self.leaves_at and self.leaves_at <= self.arrives_at:
            raise ValidationError({"leaves_at": gettext("The end cannot be before the start.")})


class Attendant(Record):
    """Somebody of the staff who may attend to guests, and to how many at once."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="attendants", verbose_name=_("expo"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendants", verbose_name=_("person"))
    languages = models.CharField(_("speaks"), max_length=80, blank=True, help_text=LANGUAGES_HELP)
    most = models.PositiveSmallIntegerField(
        _("guests at once"), default=2, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )

    class Meta(Record.Meta):
        verbose_name = _("attendant")
        verbose_name_plural = _("attendants")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "person"], name="attendant_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class GuestCare(Record):
    """Who attends to a guest from when until when. A fixed choice stays when the others are proposed anew."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="care", verbose_name=_("guest"))
    attendant = models.ForeignKey(Attendant, on_delete=models.PROTECT, related_name="care", verbose_name=_("attendant"))
    deputy = models.ForeignKey(
        Attendant, on_delete=models.PROTECT, null=True, blank=True, related_name="deputised", verbose_name=_("deputy")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    fixed = models.BooleanField(_("fixed"), default=True, help_text=_("Stays when the others are proposed anew."))
    reason = models.CharField(_("why this attendant"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("attendance to a guest")
        verbose_name_plural = _("attendances to guests")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="care_in_order"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("attendant")), name="care_deputy_is_another"),
        ]
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["attendant", "starts_at"], name="care_of_attendant"),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.attendant}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The end cannot be before the start.")})
        if self.deputy_id and self.deputy_id == self.attendant_id:
            raise ValidationError({"deputy": gettext("The deputy is somebody else.")})
        if self.guest_id and self.attendant_id and self.guest.expo_id != self.attendant.expo_id:
            raise ValidationError({"attendant": gettext("That belongs to another expo.")})
