"""Who and what is there on which days: scarce resources, special days, absences."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luzhi.people.models import Person
from luzhi.records.models import Record


class Resource(Record):
    """Something scarce that tasks share: a hall, a crew, a vehicle. A task needs some of it from beginning to end."""

    name = models.CharField(_("name"), max_length=60)
    amount = models.PositiveSmallIntegerField(
        _("how many at once"), default=1, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    works_weekends = models.BooleanField(_("there on weekends too"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("scarce resource")
        verbose_name_plural = _("scarce resources")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="resource_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SpecialDay(Record):
    """A day on which this body works or rests other than the published calendar says."""

    on = models.DateField(_("day"))
    works = models.BooleanField(_("a working day"), default=False)
    reason = models.CharField(_("reason"), max_length=120)

    class Meta(Record.Meta):
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "on"], name="special_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class Absence(Record):
    """Days on which a person is not there for the plan: leave, a trip, another duty."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences", verbose_name=_("person"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on} – {self.ends_on}"
