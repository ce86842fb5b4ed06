"""The rules of a body as data, with a period of validity, and the ledger of each unit's clock."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.core.clock import EntryKind as Kind
from luzhi.handling.choices import CodesField
from luzhi.handling.codes import Code, read_codes
from luzhi.handling.limits import LimitField
from luzhi.handling.models.proposing import ProposingRules
from luzhi.people.models import OrganisationKind
from luzhi.records.models import Record
from luzhi.workflow.models import Stateful


class TransferEffect(models.TextChoices):
    """What passing a matter on does to the clock."""

    RESTARTS = "restarts", _("the new unit's time starts anew")
    CONTINUES = "continues", _("the new unit's time runs on from the first unit's start")


class Mode(models.TextChoices):
    SOLE = "sole", _("sole")
    LEAD = "lead", _("lead")
    JOINT = "joint", _("joint")
    SEPARATE = "separate", _("separate")


class BaseEvent(models.TextChoices):
    """From which day time is counted."""

    SENT = "sent", _("the day it was sent to the unit")
    MEETING = "meeting", _("the day of the handover meeting")
    SESSION = "session", _("the last day of the session")


class Raters(models.TextChoices):
    FIRST = "first", _("the first signer")
    ALL = "all", _("every signer")


class Desk(models.TextChoices):
    """Who in the house may do a thing that the rules leave to one or several."""

    UNIT = "unit", _("the unit")
    STAFF = "staff", _("the office")
    DISPATCHER = "dispatcher", _("the dispatcher")


class Reassigner(models.TextChoices):
    """Who may pass a matter on. A unit never does so by itself: it asks for a return."""

    STAFF = "staff", _("the office")
    DISPATCHER = "dispatcher", _("the dispatcher")


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Rule sets and their periods."""

    def valid_on(self, day: date) -> Self:
        """Those in force on a day, the latest first; drafts are in force on no day."""
        started = self.exclude(state__in=("draft", "dropped")).filter(valid_from__lte=day)
        return started.filter(Q(valid_until=None) | Q(valid_until__gte=day)).order_by("-valid_from", "-pk")


class RuleSet(Stateful, ProposingRules, Record):
    """How a body handles proposals and matters in a period. A case keeps the rules of the day it was submitted or sent.

    Cities differ in every number and in what a class letter means; nothing of that is in the code. A rule set is
    written as a draft, compared with the one before and tried on past cases, and then put in force; from then on it
    is changed by a new version only.
    """

    name = models.CharField(_("name"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    clause = models.CharField(_("source of the rules"), max_length=200)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", editable=False,
        verbose_name=_("takes the place of"),
    )  # fmt: skip

    modes = CodesField(_("ways to dispatch"), options=Mode, help_text=_("Nothing ticked: all of them."))
    unit_kinds = CodesField(
        _("kinds of units"), options=OrganisationKind, help_text=_("Nothing ticked: every organisation may be a unit.")
    )
    reassigners = CodesField(
        _("who may pass a matter to another unit"), options=Reassigner, default="staff dispatcher",
        help_text=_("A unit never passes a matter on by itself, whatever is ticked here."),
    )  # fmt: skip
    objection_limit = LimitField(
        _("time to ask for a return"), help_text=_("From the day of sending, for example 5 working days.")
    )
    objection_base = models.CharField(
        _("time to ask for a return counts from"), max_length=8, choices=BaseEvent, default=BaseEvent.SENT
    )
    ruling_limit = LimitField(_("time to rule on a return"))
    objection_pauses = models.BooleanField(_("the clock stands still while a return is asked for"), default=False)
    transfer = models.CharField(
        _("when passed to another unit"), max_length=10, choices=TransferEffect, default=TransferEffect.RESTARTS
    )
    session_limit = LimitField(
        _("time to answer session proposals"), help_text=_("3 months, 90 days, or a day such as 30 June.")
    )
    kind_limits = models.TextField(
        _("other times by kind of proposer"), blank=True,
        help_text=_("One line each: the kind, a colon, the time. For example: democratic party: 10 May"),
    )  # fmt: skip
    reply_base = models.CharField(
        _("time to answer counts from"), max_length=8, choices=BaseEvent, default=BaseEvent.SENT
    )
    contact_limit = LimitField(_("time for the first talk with the proposers"))
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
    letters = models.BooleanField(
        _("answers take effect with the signed letter"), default=False,
        help_text=_("What a unit enters is a draft until its reply has been audited, signed and matched."),
    )  # fmt: skip
    classes = models.TextField(
        _("result classes"), blank=True, help_text=_("One line each: the code, a space, its meaning.")
    )
    followed = models.CharField(
        _("classes followed until done"), max_length=40, blank=True, help_text=_("Codes with spaces between them.")
    )
    solved = models.CharField(
        _("classes that count as solved"), max_length=40, blank=True,
        help_text=_("Codes with spaces between them; the rate of the solved is counted from them."),
    )  # fmt: skip
    uncounted = models.CharField(
        _("classes left out of that rate"), max_length=40, blank=True,
        help_text=_("Codes with spaces between them, for example what is only for reference."),
    )  # fmt: skip
    ratings = models.TextField(
        _("scale of the result"), blank=True, help_text=_("One line each: the code, a space, its meaning.")
    )
    attitudes = models.TextField(
        _("scale of the attitude"), blank=True, help_text=_("Empty: only the result is rated.")
    )
    unsatisfied = models.CharField(
        _("ratings that open a second round"), max_length=40, blank=True, help_text=_("Codes with spaces between them.")
    )
    content = models.CharField(
        _("ratings that count as satisfied"), max_length=40, blank=True,
        help_text=_("Codes with spaces between them. Empty: all that open no second round."),
    )  # fmt: skip
    uncounted_ratings = models.CharField(
        _("ratings left out of the rate of satisfaction"), max_length=40, blank=True,
        help_text=_("Codes with spaces between them, for example “no view”."),
    )  # fmt: skip
    class_changers = CodesField(
        _("who may change a result class"), options=Desk, default="unit staff",
        help_text=_("After the answer was given. Nothing ticked: all of them."),
    )  # fmt: skip
    raters = models.CharField(_("who rates"), max_length=5, choices=Raters, default=Raters.ALL)
    secret_ratings = models.BooleanField(_("units do not see who rated how"), default=True)
    rounds = models.PositiveSmallIntegerField(
        _("most rounds of handling"), null=True, blank=True, help_text=_("Empty: as many as it takes.")
    )
    after_rounds = models.CharField(
        _("what follows the last round"), max_length=120, blank=True,
        help_text=_("For example: a face-to-face meeting held by the office with the committee."),
    )  # fmt: skip

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
        return self.name if self.edition == 1 else f"{self.name} ({self.edition})"

    def codes(self, name: str) -> tuple[Code, ...]:
        """The lines of `classes`, `ratings`, `attitudes`, `grounds`, `levels` or `ladder`."""
        return read_codes(getattr(self, name))

    def meaning(self, name: str, code: str) -> str:
        """What a code means under these rules, or ''."""
        return next((found.meaning for found in self.codes(name) if found.code == code), "")

    def allows(self, name: str, code: str) -> bool:
        """Whether a code is among the ticked ones of `modes`, `dispositions` and the like; nothing ticked is all."""
        chosen = getattr(self, name).split()
        return not chosen or code in chosen


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
