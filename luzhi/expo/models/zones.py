"""Zones of an expo: what they show, how large they are, and what each round of redrawing changed."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.events import Expo
from luzhi.expo.vocabulary import Aspect, FeatureKind, Priority
from luzhi.people.models import Organisation
from luzhi.plans.models import Workstream
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful

AREA = {"max_digits": 9, "decimal_places": 2, "null": True, "blank": True, "validators": [MinValueValidator(0)]}


class Zone(YearRecord, Stateful):
    """A zone (展区) of an expo. `area` is what it has, `target_area` what was wanted, both in square metres."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="zones", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of the zone"),
    )
    priority = models.CharField(_("priority"), max_length=8, choices=Priority, default=Priority.NORMAL)
    area = models.DecimalField(_("area (m²)"), **AREA)  # type: ignore[arg-type]
    target_area = models.DecimalField(_("target area (m²)"), **AREA)  # type: ignore[arg-type]
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead unit")
    )
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="zones",
        verbose_name=_("line of action"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="zone_once"),
            models.CheckConstraint(condition=Q(area=None) | Q(area__gte=0), name="zone_area_not_negative"),
            models.CheckConstraint(
                condition=Q(target_area=None) | Q(target_area__gte=0), name="zone_target_not_negative"
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="zone_not_in_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.parent and self.expo_id and self.parent.expo_id != self.expo_id:
            raise ValidationError({"parent": gettext("That zone belongs to another expo.")})
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": gettext("A zone cannot be part of itself.")})
            seen.add(above.pk)
            above = above.parent


class ZoneFeature(Record):
    """A topic that a zone shows, or a strength or weakness found in it."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="features", verbose_name=_("zone"))
    kind = models.CharField(_("kind"), max_length=10, choices=FeatureKind)
    name = models.CharField(_("name"), max_length=80)

    class Meta(Record.Meta):
        verbose_name = _("feature of a zone")
        verbose_name_plural = _("features of zones")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["zone", "kind", "name"], name="zone_feature_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ZoneRevision(YearRecord):
    """A round in which a zone was redrawn. Without a number it stands for rounds that a source does not tell apart."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("zone"))
    number = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    held_on = models.DateField(_("agreed on"), null=True, blank=True)
    asked_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    approved_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("round of redrawing")
        verbose_name_plural = _("rounds of redrawing")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["zone", "number"], name="zone_round_once"),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return gettext("%(zone)s: rounds not numbered") % {"zone": self.zone}
        return gettext("%(zone)s: round %(n)s") % {"zone": self.zone, "n": self.number}


class ZoneChange(Record):
    """One aspect that a round changed: what it was before, and what it became."""

    revision = models.ForeignKey(
        ZoneRevision, on_delete=models.CASCADE, related_name="changes", verbose_name=_("round of redrawing")
    )
    aspect = models.CharField(_("aspect"), max_length=8, choices=Aspect)
    before = models.CharField(pgettext_lazy("change", "before"), max_length=300, blank=True)
    after = models.CharField(pgettext_lazy("change", "after"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("changed aspect")
        verbose_name_plural = _("changed aspects")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["revision", "aspect"], name="zone_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.get_aspect_display()}"
