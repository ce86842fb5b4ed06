"""The rules of a body as data, with a period of validity, and the ledger of each unit's clock."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.core.clock import EntryKind as Kind
from luzhi.handling.codes import Code, read_codes
from luzhi.handling.limits import LimitField
from luzhi.records.models import Record


class TransferEffect(models.TextChoices):
    """What passing a matter on does to the clock."""

    RESTARTS = "restarts", _("the new unit's time starts anew")
    CONTINUES = "continues", _("the new unit's time runs on from the first unit's start")


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Rule sets and their periods."""

    def valid_on(self, day: date) -> Self:
        """Those in force on a day, the latest first."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day).order_by(
            "-valid_from", "-pk"
        )


class RuleSet(Record):
    """How a body handles matters in a period. A matter keeps the rules of the day on which it was sent.

    Cities differ in every number and in what a class letter means; nothing of that is in the code.
    """

    name = models.CharField(_("name"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    clause = models.CharField(_("source of the rules"), max_length=200)

    objection_limit = LimitField(
        _("time to ask for a return"), help_text=_("From the day of sending, for example 5 working days.")
    )
    objection_pauses = models.BooleanField(_("the clock stands still while a return is asked for"), default=False)
    transfer = models.CharField(
        _("when passed to another unit"), max_length=10, choices=TransferEffect, default=TransferEffect.RESTARTS
    )
    session_limit = LimitField(
        _("time to answer session proposals"), help_text=_("3 months, 90 days, or a day such as 30 June.")
    )
    between_limit = LimitField(_("time to answer proposals between sessions"))
    meeting_limit = LimitField(_("time to answer opinions voiced at activities"))
    formal_limit = LimitField(_("time to answer formal recommendations"))
    joint_limit = LimitField(_("time of joint units"), help_text=_("To send their part to the lead unit."))
    second_limit = LimitField(_("time for a second round"))
    feedback_limit = LimitField(_("time for the proposers' verdict"))
    extension = LimitField(_("longest extension"))
    extensions = models.PositiveSmallIntegerField(_("how many extensions"), default=1)
    hard_stop = LimitField(
        _("never later than"), help_text=_("From the day of sending; no pause or extension passes it.")
    )
    rolls = models.BooleanField(_("a last day off moves to the next working day"), default=True)
    bonuses = models.TextField(
        _("more time for many matters"),
        blank=True,
        help_text=_("One line each: at least how many, a space, how much more. For example: 20 10 days"),
    )
    alerts = models.TextField(
        _("alerts"),
        blank=True,
        help_text=_("One line each: how long before the due day. For example: 7 working days"),
    )
    classes = models.TextField(
        _("result classes"), blank=True, help_text=_("One line each: the code, a space, its meaning.")
    )
    followed = models.CharField(
        _("classes followed until done"), max_length=40, blank=True, help_text=_("Codes with spaces between them.")
    )
    ratings = models.TextField(
        _("scale of the result"), blank=True, help_text=_("One line each: the code, a space, its meaning.")
    )
    attitudes = models.TextField(
        _("scale of the attitude"), blank=True, help_text=_("Empty: only the result is rated.")
    )
    unsatisfied = models.CharField(
        _("ratings that open a second round"), max_length=40, blank=True, help_text=_("Codes with spaces between them.")
    )
    grounds = models.TextField(
        _("grounds for not filing"), blank=True, help_text=_("One line each: the code, a space, the ground.")
    )
    cosigners = models.PositiveSmallIntegerField(_("fewest signers of a joint proposal"), default=2)
    longest_title = models.PositiveSmallIntegerField(
        _("longest title"), null=True, blank=True, help_text=_("In characters.")
    )
    longest_text = models.PositiveSmallIntegerField(
        _("longest text"), null=True, blank=True, help_text=_("In characters, all parts together.")
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")), name="ruleset_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def codes(self, name: str) -> tuple[Code, ...]:
        """The lines of `classes`, `ratings`, `attitudes` or `grounds`."""
        return read_codes(getattr(self, name))

    def meaning(self, name: str, code: str) -> str:
        """What a code means under these rules, or ''."""
        return next((found.meaning for found in self.codes(name) if found.code == code), "")


class EntryKind(models.TextChoices):
    """What an entry does to a clock, in words."""

    START = Kind.START, _("start")
    OBJECT = Kind.OBJECT, _("return asked for")
    TRANSFER = Kind.TRANSFER, _("passed on")
    PAUSE = Kind.PAUSE, _("pause")
    EXTEND = Kind.EXTEND, _("extension")
    RESUME = Kind.RESUME, _("resumption")
    ANSWER = Kind.ANSWER, _("answer")


class ClockEntry(Record):
    """One line of the ledger of a unit's clock. Lines are added and decided on, never changed."""

    referral = models.ForeignKey(
        "handling.Referral", on_delete=models.PROTECT, related_name="entries", verbose_name=_("referral")
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    kind = models.CharField(_("entry"), max_length=10, choices=EntryKind)
    at = models.DateField(_("day"))
    span = LimitField(pgettext_lazy("clock", "length"))
    volume = models.PositiveIntegerField(_("matters at once"), default=0)
    reason = models.TextField(_("reason"), blank=True)
    approved = models.BooleanField(_("approved"), null=True, blank=True)
    author = models.CharField(_("entered by"), max_length=150, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("clock entry")
        verbose_name_plural = _("clock entries")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["referral", "round", "at"], name="ledger_of_referral"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_kind_display()}"
