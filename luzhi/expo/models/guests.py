"""Delegations, whom they were brought together with, and the staff on duty."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.events import Expo
from luzhi.expo.models.invitations import InvitationChannel
from luzhi.expo.models.zones import Zone
from luzhi.expo.vocabulary import DutyRole
from luzhi.people.models import Organisation, Person, Place
from luzhi.plans.models import Workstream
from luzhi.records.models import Record, YearRecord


class Delegation(YearRecord):
    """A group that comes, or is asked to come, under its own heads. Whether it came may not be recorded."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("expo"))
    name = models.CharField(_("name"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("organisation"),
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name=_("comes from")
    )
    foreign = models.BooleanField(_("from abroad"), default=False)
    heads = models.ManyToManyField(Person, blank=True, related_name="delegations", verbose_name=_("headed by"))
    channel = models.ForeignKey(
        InvitationChannel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("channel"),
    )
    came = models.BooleanField(_("came"), null=True, blank=True)
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("line of action"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="delegation_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DelegationMatch(Record):
    """A delegation and a local counterpart who are being brought together, and what they agreed."""

    delegation = models.ForeignKey(
        Delegation, on_delete=models.CASCADE, related_name="matches", verbose_name=_("delegation")
    )
    local = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegation_matches", verbose_name=_("local counterpart")
    )
    field = models.CharField(_("field"), max_length=160, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    next_steps = models.TextField(_("next steps agreed"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("match of a delegation")
        verbose_name_plural = _("matches of delegations")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["delegation", "local"], name="delegation_match_once"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation} · {self.local}"


class DutyPost(YearRecord):
    """A role that staff fill at the expo, and in which kinds of place."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="posts", verbose_name=_("expo"))
    role = models.CharField(_("role"), max_length=12, choices=DutyRole)
    name = models.CharField(_("name"), max_length=80)
    in_meetings = models.BooleanField(_("in meeting venues"), default=False)
    in_halls = models.BooleanField(_("in exhibition halls"), default=False)
    at_booths = models.BooleanField(_("at booths"), default=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "name"], name="post_once"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffDuty(YearRecord):
    """One person on one post, for a shift or for the whole expo."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="duties", verbose_name=_("expo"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties", verbose_name=_("person"))
    post = models.ForeignKey(DutyPost, on_delete=models.PROTECT, related_name="duties", verbose_name=_("post"))
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("zone")
    )
    hall = models.ForeignKey(
        "expo.Hall", on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("hall")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("place")
    )
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("staff duty")
        verbose_name_plural = _("staff duties")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="duty_in_order"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            models.Index(fields=["person", "starts_at"], name="duty_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"

    def clean(self) -> None:
        """The same person cannot be at two places at once; the other duty is named."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The end cannot be before the start.")})
        if not (self.starts_at and self.ends_at and self.person_id):
            return
        clash = (
            StaffDuty.objects.filter(person=self.person_id, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at)
            .exclude(pk=self.pk)
            .select_related("person", "post")
            .first()
        )
        if clash is not None:
            words = {"duty": clash.post, "start": f"{clash.starts_at:%m-%d %H:%M}", "end": f"{clash.ends_at:%H:%M}"}
            raise ValidationError(gettext("On duty elsewhere then: %(duty)s, %(start)s–%(end)s.") % words)
