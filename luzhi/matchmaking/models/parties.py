"""Firms at a session: what they offer and need, when they are away, whom they want to meet."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import SubEvent
from luzhi.matchmaking.models.sessions import Session, Slot
from luzhi.matchmaking.vocabulary import Field, Half, Side
from luzhi.people.models import Organisation, Person
from luzhi.records.models import Record, YearRecord, by_filters
from luzhi.workflow.models import Stateful

LARGEST_DELEGATION = 20


class Party(Record):
    """A firm that takes part in a session. `secret_hash` belongs to its personal link and is never shown."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="parties", verbose_name=_("matchmaking session")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="match_parties", verbose_name=_("organisation")
    )
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True)
    delegates = models.PositiveSmallIntegerField(
        _("size of the delegation"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_DELEGATION)]
    )
    most = models.PositiveSmallIntegerField(
        _("meetings at most"), null=True, blank=True, help_text=_("Empty: as many as there are slots.")
    )
    booth = models.CharField(
        _("receives at its booth"), max_length=40, blank=True,
        help_text=_("The number of its booth, if those who ask to meet it come there instead of to a table."),
    )  # fmt: skip
    attends = models.ManyToManyField(
        SubEvent, blank=True, related_name="match_parties", verbose_name=_("attends the sub-events"),
        help_text=_("It has no meetings while they last."),
    )  # fmt: skip
    people = models.ManyToManyField(
        Person, blank=True, related_name="match_parties", verbose_name=_("who sits at its meetings"),
        help_text=_("No meetings while they travel or sit elsewhere. Empty: its only confirmed guest."),
    )  # fmt: skip
    listed = models.BooleanField(
        _("shown to the other firms"), default=False,
        help_text=_("The firm agrees that the others see its name and profile."),
    )  # fmt: skip
    withdrawn = models.BooleanField(_("does not take part any more"), default=False)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("firm at the session")
        verbose_name_plural = _("firms at the session")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "organisation"], name="party_once"),
            models.UniqueConstraint(fields=["secret_hash"], condition=~Q(secret_hash=""), name="party_secret_once"),
            models.CheckConstraint(condition=Q(delegates__gte=1), name="party_has_people"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ProfileLine(Record):
    """One thing a firm offers or needs."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="lines", verbose_name=_("firm"))
    side = models.CharField(_("offers or needs"), max_length=5, choices=Side)
    field = models.CharField(_("field"), max_length=10, choices=Field)
    chain = models.CharField(_("industry chain"), max_length=40, blank=True)
    text = models.CharField(_("what exactly"), max_length=200)

    class Meta(Record.Meta):
        verbose_name = _("line of a profile")
        verbose_name_plural = _("lines of profiles")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["party", "side", "field", "text"], name="profile_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} · {self.get_field_display()} · {self.text}"


class Absence(Record):
    """A time in which a firm is not at the session."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="absences", verbose_name=_("firm"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("absence of a firm")
        verbose_name_plural = _("absences of firms")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="firm_absence_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.reason}" if self.reason else str(self.party)

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The end cannot be before the start.")})


class Request(YearRecord, Stateful):
    """A wish of one firm to meet another; two firms meet once, whoever asked."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="requests", verbose_name=_("matchmaking session")
    )
    asker = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="asked_for", verbose_name=_("asking side"))
    asked = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="asked_by", verbose_name=_("side asked"))
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("From 1, would be nice, to 5, came for this."),
    )  # fmt: skip
    subject = models.CharField(_("what about"), max_length=200, blank=True)
    half = models.CharField(_("wished for"), max_length=10, choices=Half, default=Half.ANY, blank=True)
    language = models.CharField(
        _("interpreter for"), max_length=20, blank=True, help_text=_("One language; empty: none is needed.")
    )
    fixed_slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="fixed_requests",
        verbose_name=_("fixed in the slot"),
    )  # fmt: skip
    after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by",
        verbose_name=_("only after the meeting"),
    )  # fmt: skip
    why = models.CharField(_("why they fit"), max_length=300, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("meeting request")
        verbose_name_plural = _("meeting requests")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "session", Least("asker", "asked"), Greatest("asker", "asked"), name="request_once_a_pair",
                violation_error_message=_("These two firms have asked for each other already."),
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("asked")), name="request_between_two",
                violation_error_message=_("A firm does not meet itself."),
            ),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=5), name="request_weight_in_range"),
        ]  # fmt: skip
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("requests", "state", "half"),
        ]

    def __str__(self) -> str:
        return f"{self.asker} — {self.asked}"

    def clean(self) -> None:
        """Everything named is of this session."""
        for name in ("asker", "asked", "fixed_slot", "after"):
            linked = getattr(self, name, None) if getattr(self, f"{name}_id", None) else None
            if linked is not None and self.session_id and linked.session_id != self.session_id:
                raise ValidationError({name: gettext("That belongs to another session.")})
        seen, above = {self.pk}, self.after
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"after": gettext("These meetings would each have to come before the other.")})
            seen.add(above.pk)
            above = above.after
