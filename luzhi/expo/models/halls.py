"""Halls and their plans: shapes in metres, versions that are frozen, reasons of each change, who was told what."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.common.models import Notice
from luzhi.expo.halls.geometry import Piece, Rect
from luzhi.expo.models.events import Expo
from luzhi.expo.models.invitations import Exhibitor
from luzhi.expo.models.zones import Zone
from luzhi.expo.vocabulary import ShapeKind, TellingState, WishKind, WishTarget
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful

LARGEST = Decimal(1000)  # metres; no hall is longer


def metres(label: Any, least: str = "0", **kwargs: Any) -> Any:
    """A length in metres, to the centimetre."""
    limits = [MinValueValidator(Decimal(least)), MaxValueValidator(LARGEST)]
    return models.DecimalField(label, max_digits=6, decimal_places=2, validators=limits, **kwargs)


class Hall(Record):
    """A hall of an expo, as a rectangle."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="halls", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=80)
    width = metres(_("width (m)"), "1")
    depth = metres(_("depth (m)"), "1")
    aisle = metres(_("narrowest aisle (m)"), default=Decimal(3))

    class Meta(Record.Meta):
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="hall_once"),
            models.CheckConstraint(condition=Q(width__gt=0, depth__gt=0, aisle__gte=0), name="hall_has_size"),
        ]

    def __str__(self) -> str:
        return self.name


class HallPicture(Record):
    """A picture behind a hall's plan, drawn anew from what was uploaded; the file itself is never kept."""

    hall = models.OneToOneField(Hall, on_delete=models.CASCADE, related_name="picture", verbose_name=_("hall"))
    content = models.BinaryField(editable=False)
    across = models.PositiveSmallIntegerField(_("pixels across"))
    down = models.PositiveSmallIntegerField(_("pixels down"))

    class Meta(Record.Meta):
        verbose_name = _("background picture")
        verbose_name_plural = _("background pictures")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return str(self.hall)


class PlaceWish(Record):
    """Where an exhibitor wants to stand: near something or away from it."""

    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("exhibitor")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=WishKind, default=WishKind.NEAR)
    target = models.CharField(pgettext_lazy("wish", "what"), max_length=10, choices=WishTarget)
    other = models.ForeignKey(
        Exhibitor, on_delete=models.CASCADE, null=True, blank=True, related_name="wished_by",
        verbose_name=_("which exhibitor"),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("wish for a place")
        verbose_name_plural = _("wishes for places")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["exhibitor", "other"], name="place_wish_once_for_each"),
            models.UniqueConstraint(fields=["exhibitor", "target"], condition=Q(other=None), name="place_wish_once"),
            models.CheckConstraint(
                condition=Q(target="exhibitor", other__isnull=False) | (~Q(target="exhibitor") & Q(other=None)),
                name="place_wish_names_an_exhibitor",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("exhibitor")), name="place_wish_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other or self.get_target_display()}"

    def clean(self) -> None:
        if (self.target == WishTarget.EXHIBITOR) != bool(self.other_id):
            raise ValidationError({"other": gettext("Name the exhibitor, or choose something else.")})
        if self.other_id and self.other_id == self.exhibitor_id:
            raise ValidationError({"other": gettext("Name another exhibitor.")})
        if self.other and self.exhibitor_id and self.other.expo_id != self.exhibitor.expo_id:
            raise ValidationError({"other": gettext("That belongs to another expo.")})


class Layout(YearRecord, Stateful):
    """A version of a hall's plan: a draft that can be changed, or frozen and never changed again."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="layouts", verbose_name=_("hall"))
    number = models.PositiveSmallIntegerField(_("version number"))
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("based on")
    )
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("hall plan")
        verbose_name_plural = _("hall plans")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["hall", "number"], name="layout_number_once"),
            models.UniqueConstraint(fields=["hall"], condition=Q(state="draft"), name="layout_one_draft"),
        ]

    def __str__(self) -> str:
        return gettext("%(hall)s, version %(n)s") % {"hall": self.hall, "n": self.number}

    def pieces(self) -> list[Piece]:
        """The shapes as values, in one query; no record is made of them, since there may be thousands."""
        rows = self.shapes.order_by("pk").values_list(
            "key", "kind", "code", "zone", "exhibitor", "x", "y", "width", "depth"
        )
        return [Piece(key, kind, code, Rect(*rect), zone, holder) for key, kind, code, zone, holder, *rect in rows]


class Shape(Record):
    """A rectangle of a plan. Its `key` is the same in every version, so that a booth keeps its identity."""

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="shapes", verbose_name=_("hall plan"))
    key = models.CharField(max_length=32, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ShapeKind, default=ShapeKind.BOOTH)
    code = models.CharField(_("number on the plan"), max_length=20)
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="shapes", verbose_name=_("zone")
    )
    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.PROTECT, null=True, blank=True, related_name="shapes", verbose_name=_("exhibitor")
    )
    x = metres(_("from the left (m)"))
    y = metres(_("from the top (m)"))
    width = metres(_("width (m)"), "0.1")
    depth = metres(_("depth (m)"), "0.1")

    class Meta(Record.Meta):
        verbose_name = _("shape")
        verbose_name_plural = _("shapes")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["layout", "key"], name="shape_key_once"),
            models.UniqueConstraint(
                fields=["layout", "kind", "code"],
                name="shape_code_once",
                violation_error_message=_("There is a shape with this number on this plan already."),
            ),
            models.CheckConstraint(condition=Q(width__gt=0, depth__gt=0, x__gte=0, y__gte=0), name="shape_has_size"),
            models.CheckConstraint(condition=Q(exhibitor=None) | Q(kind="booth"), name="shape_only_booths_are_let"),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Zone and exhibitor are of the same expo, and only a booth is let."""
        expo = self.layout.hall.expo_id if self.layout_id else None
        for name in ("zone", "exhibitor"):
            linked = getattr(self, name)
            if linked is not None and expo and linked.expo_id != expo:
                raise ValidationError({name: gettext("That belongs to another expo.")})
        if self.exhibitor_id and self.kind != ShapeKind.BOOTH:
            raise ValidationError({"exhibitor": gettext("Only a booth can be let.")})

    @property
    def piece(self) -> Piece:
        rect = Rect(self.x, self.y, self.width, self.depth)
        return Piece(self.key, self.kind, self.code, rect, self.zone_id, self.exhibitor_id)


class LayoutChange(Record):
    """Why one shape differs from the version before: the reason, who asked for it, who approved it."""

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="changes", verbose_name=_("hall plan"))
    key = models.CharField(max_length=32, editable=False)
    code = models.CharField(_("number on the plan"), max_length=20)
    gist = models.CharField(_("what changed"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    asked_by = models.CharField(_("asked for by"), max_length=80)
    approved_by = models.CharField(_("approved by"), max_length=80)

    class Meta(Record.Meta):
        verbose_name = _("change of a hall plan")
        verbose_name_plural = _("changes of hall plans")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["layout", "key"], name="layout_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class BoothTelling(Record, Stateful):
    """What an exhibitor is to be told about its place, and what it was told last.

    `places` is the exhibitor's booths as they stood, so that a later plan is held against what was last told and
    not against the version before.
    """

    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.CASCADE, related_name="tellings", verbose_name=_("exhibitor")
    )
    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="tellings", verbose_name=_("hall plan"))
    places = models.JSONField(default=list, editable=False)
    text = models.TextField(_("text"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    notices = models.ManyToManyField(Notice, blank=True, related_name="+", editable=False)

    class Meta(Record.Meta):
        verbose_name = _("booth notice")
        verbose_name_plural = _("booth notices")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["exhibitor"], condition=Q(state=TellingState.DRAFT), name="telling_one_draft_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor} · {self.layout}"
