"""A matter, its numbered items, and the units it has been referred to."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.activities.models import Activity, Speech
from luzhi.handling.models.proposing import ProposerKind
from luzhi.handling.models.rulesets import Mode, RuleSet
from luzhi.mandate.models import Assignment
from luzhi.people.models import Organisation, Person, Session
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful


class Occasion(models.TextChoices):
    """Where a matter comes from; the rules set a limit for each."""

    MEETING = "meeting", _("Opinions voiced at an activity")
    FORMAL = "formal", _("Formal recommendation of the body")
    SESSION = "session", _("Session proposal")
    BETWEEN = "between", _("Proposal between sessions")


class Matter(Stateful, YearRecord):
    """A set of numbered recommendations that goes to units together and is answered item by item (一一回应)."""

    title = models.CharField(_("title"), max_length=200)
    occasion = models.CharField(
        pgettext_lazy("matter", "comes from"), max_length=10, choices=Occasion, default=Occasion.MEETING
    )
    topic = models.CharField(pgettext_lazy("matter", "topic"), max_length=80, blank=True)
    addressed_to = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="matters",
        verbose_name=pgettext_lazy("matter", "addressed to"),
        help_text=_("As worded by those who spoke; the units are decided when it is sent."),
    )  # fmt: skip
    advised_units = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("units the proposers suggest"),
        help_text=_("For reference only; which unit gets the matter is decided when it is handed over."),
    )  # fmt: skip
    raised_at = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("raised at")
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="matters",
        verbose_name=_("assigned responsibility"),
    )  # fmt: skip
    raised_on = models.DateField(_("raised on"), null=True, blank=True)
    rules = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("rules"),
        editable=False,
    )  # fmt: skip
    proposer_kind = models.CharField(_("proposed by"), max_length=12, choices=ProposerKind, blank=True, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="matters", editable=False,
        verbose_name=_("session"),
    )  # fmt: skip
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    result_class = models.CharField(pgettext_lazy("matter", "class"), max_length=8, blank=True, editable=False)
    result_meaning = models.CharField(_("meaning of the class"), max_length=120, blank=True, editable=False)
    origin = models.OneToOneField(
        "handling.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_on", editable=False,
        verbose_name=_("sent here by another body"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("matters", "state", "occasion"),
            by_duty("matters"),
        ]

    def __str__(self) -> str:
        return self.title


class Item(Stateful, Record):
    """One numbered recommendation of a matter, in our own words."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="items", verbose_name=_("matter"))
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("recommendation"))
    particulars = models.TextField(_("particulars"), blank=True, help_text=_("What it names one by one, a line each."))
    topic = models.CharField(pgettext_lazy("matter", "topic"), max_length=80, blank=True)
    proposers = models.ManyToManyField(Person, blank=True, related_name="items", verbose_name=_("raised by"))
    speech = models.ForeignKey(
        Speech, on_delete=models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("from the speech")
    )
    units = models.ManyToManyField(
        Organisation, blank=True, related_name="items", verbose_name=_("for these units only"),
        help_text=_("Empty: every unit of the matter answers it."),
    )  # fmt: skip
    fully_answered = models.BooleanField(_("answered by every unit"), default=False, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("items", "state", "topic", "fully_answered"),
            by_duty("items"),
            models.Index(fields=["body", "state", "state_since"], name="item_silent"),
        ]
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter", "number"], name="item_number_once",
                violation_error_message=_("This matter has an item with that number already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        words = self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
        return f"{self.number}. {words}"

    def list_particulars(self) -> list[str]:
        """The things the recommendation names one by one."""
        return [line.strip() for line in self.particulars.splitlines() if line.strip()]


class Way(models.TextChoices):
    """Whether a matter stays in the house or goes to another body."""

    HERE = "", _("to a unit here")
    UP = "up", _("sent up to a higher body")
    DOWN = "down", _("sent down to a lower body")


class Referral(Stateful, Record):
    """A matter in the hands of one unit, with the unit's own clock. `due_on` is what the clock's ledger says."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("matter"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("unit"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.SOLE)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    overdue_on = models.DateField(_("overdue since"), null=True, blank=True, editable=False)
    result_class = models.CharField(pgettext_lazy("referral", "class"), max_length=8, blank=True, editable=False)
    result_meaning = models.CharField(_("meaning of the class"), max_length=120, blank=True, editable=False)
    suggested_unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("unit suggested instead"),
    )  # fmt: skip
    way = models.CharField(_("way"), max_length=4, choices=Way, blank=True, default=Way.HERE)
    to_body = models.ForeignKey(
        "access.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"),
        help_text=_("If it works in this installation, it finds the matter there and its answer comes back."),
    )  # fmt: skip
    passed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_to", editable=False,
        verbose_name=_("passed on from"),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("referrals", "state", "mode"),
            by_duty("referrals"),
            models.Index(fields=["unit", "state", "due_on"], name="referral_of_unit"),
        ]
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=~models.Q(state__in=["transferred", "withdrawn"]),
                name="referral_once", violation_error_message=_("This unit has the matter already."),
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(mode="lead") & ~models.Q(state__in=["transferred", "withdrawn"]),
                name="referral_one_lead", violation_error_message=_("A matter has one lead unit."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.matter} → {self.unit}"
