"""Who was invited, through which channel, who answered, who came, who exhibited."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.events import Expo
from luzhi.expo.models.zones import Zone
from luzhi.expo.vocabulary import ChannelKind, GuestClass, MaterialKind
from luzhi.mandate.models import Document
from luzhi.people.models import Organisation, Person, Place, Sector
from luzhi.plans.models import Workstream
from luzhi.projects.models import Trip
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful


class InvitationChannel(YearRecord):
    """A way by which guests and exhibitors were sought. `areas` are where people were mobilised to invite, which is
    not where exhibitors came from."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="channels", verbose_name=_("expo"))
    kind = models.CharField(_("kind"), max_length=12, choices=ChannelKind)
    name = models.CharField(_("name"), max_length=120)
    audience = models.BooleanField(
        _("called upon as an audience"),
        default=False,
        help_text=_("People or bodies who were called upon to invite others."),
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("through"),
    )
    areas = models.ManyToManyField(Place, blank=True, related_name="channels", verbose_name=_("areas mobilised"))
    workstreams = models.ManyToManyField(
        Workstream, blank=True, related_name="channels", verbose_name=_("lines of action")
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("invitation channel")
        verbose_name_plural = _("invitation channels")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="channel_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(YearRecord, Stateful):
    """One invitation to an organisation, a person or a delegation, and how it ended."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("expo"))
    channel = models.ForeignKey(
        InvitationChannel, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("channel")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("person")
    )
    guest_class = models.CharField(_("class"), max_length=12, choices=GuestClass, default=GuestClass.FIRM)
    invited_by = models.CharField(_("invited by"), max_length=120, blank=True)
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    trip = models.ForeignKey(
        Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("on the trip")
    )

    secret_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="invitation_to_somebody"
            ),
            models.UniqueConstraint(
                fields=["expo", "channel", "organisation"],
                condition=Q(person=None),
                name="invitation_of_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["expo", "channel", "person"],
                condition=Q(person__isnull=False),
                name="invitation_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["secret_hash"], condition=~Q(secret_hash=""), name="invitation_secret_once"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("invitations", "state", "guest_class"),
            by_duty("invitations"),
            models.Index(fields=["expo", "channel", "state"], name="invitation_funnel"),
        ]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.organisation, self.person) if part)

    def clean(self) -> None:
        if not (self.organisation_id or self.person_id):
            raise ValidationError(gettext("Say who is invited: an organisation or a person."))
        if self.channel_id and self.expo_id and self.channel.expo_id != self.expo_id:
            raise ValidationError({"channel": gettext("That channel belongs to another expo.")})


class Exhibitor(YearRecord):
    """A firm with a place at the expo. Organisations that stand for unnamed ones are never counted as firms."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="exhibitors", verbose_name=_("expo"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("organisation")
    )
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibitors", verbose_name=_("zone")
    )
    origin = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exhibitors",
        verbose_name=_("origin"),
        help_text=_("At its true level: a country, a region, a province, a prefecture or a city."),
    )
    channel = models.ForeignKey(
        InvitationChannel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exhibitors",
        verbose_name=_("came through the channel"),
    )
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exhibitors",
        verbose_name=_("invitation"),
    )
    booth_area = models.DecimalField(
        _("booth area (m²)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    shows = models.CharField(_("what it shows"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("confirmed its place on"), null=True, blank=True)
    fascia = models.CharField(_("name on the fascia (Chinese)"), max_length=60, blank=True)
    fascia_en = models.CharField(_("name on the fascia (English)"), max_length=80, blank=True)
    catalogue = models.TextField(_("catalogue entry (Chinese)"), max_length=600, blank=True)
    catalogue_en = models.TextField(_("catalogue entry (English)"), max_length=1200, blank=True)
    website = models.URLField(_("website"), max_length=160, blank=True)
    withdrawn_on = models.DateField(_("withdrew on"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "organisation"], name="exhibitor_once"),
            models.CheckConstraint(condition=Q(booth_area=None) | Q(booth_area__gte=0), name="booth_area_not_negative"),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            models.Index(fields=["expo", "zone"], name="exhibitor_by_zone"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def clean(self) -> None:
        for name in ("zone", "channel", "invitation"):
            linked = getattr(self, name)
            if linked is not None and self.expo_id and linked.expo_id != self.expo_id:
                raise ValidationError({name: gettext("That belongs to another expo.")})


class ExhibitorMaterial(Record):
    """Something an exhibitor has to hand in, by when, and whether it is there."""

    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.CASCADE, related_name="materials", verbose_name=_("exhibitor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("material of an exhibitor")
        verbose_name_plural = _("materials of exhibitors")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["exhibitor", "kind"], name="material_once"),
            models.CheckConstraint(
                condition=Q(approved_on=None) | Q(received_on__isnull=False), name="material_received_before_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor} · {self.get_kind_display()}"

    def clean(self) -> None:
        if self.approved_on and not self.received_on:
            raise ValidationError({"received_on": gettext("It cannot be approved before it is received.")})


class Fee(Record):
    """What an exhibitor owes. Fees are off unless the expo says that it takes them."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.CASCADE, related_name="fees", verbose_name=_("exhibitor"))
    what = models.CharField(_("what for"), max_length=80)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    due_on = models.DateField(_("due on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["exhibitor", "what"], name="fee_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor} · {self.what}"

    def clean(self) -> None:
        if self.exhibitor_id and not self.exhibitor.expo.takes_fees:
            raise ValidationError(gettext("This expo takes no fees; say so on the expo first if it does."))


class Promotion(YearRecord):
    """What was promoted for the expo, where and to whom."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="promotions", verbose_name=_("expo"))
    subject = models.CharField(_("what was promoted"), max_length=160)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="promotions", verbose_name=_("document")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("park or place"),
    )
    channels = models.ManyToManyField(
        InvitationChannel, blank=True, related_name="promotions", verbose_name=_("through the channels")
    )
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("line of action"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return self.subject
