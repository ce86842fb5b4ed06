"""What leaders gave their attention to: key proposals led and supervised, and written instructions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.activities.models import Activity, ResearchReport
from luzhi.handling.models import Item
from luzhi.people.models import Organisation, Person
from luzhi.proposals.models.opinions import OpinionReport
from luzhi.proposals.models.proposals import Proposal
from luzhi.records.models import Record, YearRecord


class Supervision(YearRecord):
    """The supervision (督办) of a key proposal: who leads, who supervises, the inspection, a dated log."""

    title = models.CharField(_("theme"), max_length=200)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="supervisions",
        verbose_name=_("key proposal"),
    )  # fmt: skip
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("supervision", "led by"),
        help_text=_("The leader of Party or government who leads the handling."),
    )  # fmt: skip
    supervisor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("supervised by"),
        help_text=_("The chairperson or vice-chairperson who supervises."),
    )  # fmt: skip
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="supervisions",
        verbose_name=_("inspection or meeting"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("supervision")
        verbose_name_plural = _("supervision of key proposals")

    def __str__(self) -> str:
        return self.title


class EntryForm(models.TextChoices):
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    TALK = "talk", _("talk")
    REPORT = "report", _("report of the unit")
    CHECK = "check", _("later check")


class SupervisionEntry(Record):
    """One line of the log: on a day, what was done and found."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.CASCADE, related_name="entries", verbose_name=_("supervision")
    )
    happened_on = models.DateField(_("day"), null=True, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=EntryForm, default=EntryForm.VISIT)
    text = models.TextField(_("what was done and found"))

    class Meta(Record.Meta):
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")

    def __str__(self) -> str:
        words = self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
        return f"{self.happened_on:%Y-%m-%d} {words}" if self.happened_on else words


class InstructionLevel(models.TextChoices):
    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial")
    CITY = "city", _("city")
    DISTRICT = "district", _("district or county")


class Subject(models.TextChoices):
    """What an instruction is about; the record itself may be unknown."""

    PROPOSAL = "proposal", _("proposal")
    ITEM = "item", _("recommendation")
    REPORT = "report", _("research report")
    ACTIVITY = "activity", _("activity")
    OPINION = "opinion", _("report on social conditions")


def one_subject(name: str) -> Any:
    """At most the record that fits the subject is named."""
    fits = Q()
    for value in Subject.values:
        fits |= Q(subject=value) & Q(**{f"{other}__isnull": True for other in Subject.values if other != value})
    return models.CheckConstraint(condition=fits, name=name, violation_error_message=_("Name only what it is about."))


class Instruction(YearRecord):
    """A written instruction (批示) of a leader. One subject may have several: counted by instruction and by subject,
    never mixed."""

    level = models.CharField(_("level"), max_length=10, choices=InstructionLevel)
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="instructions", verbose_name=_("issued at")
    )
    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instructions",
        verbose_name=pgettext_lazy("instruction", "leader"),
    )
    post = models.CharField(_("post on that day"), max_length=80, blank=True)
    given_on = models.DateField(_("day"), null=True, blank=True)
    gist = models.TextField(_("gist"), blank=True)
    subject = models.CharField(_("about a"), max_length=10, choices=Subject, default=Subject.PROPOSAL)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions",
        verbose_name=_("proposal"),
    )  # fmt: skip
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions",
        verbose_name=_("recommendation"),
    )  # fmt: skip
    report = models.ForeignKey(
        ResearchReport, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions",
        verbose_name=_("research report"),
    )  # fmt: skip
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions",
        verbose_name=_("activity"),
    )  # fmt: skip
    opinion = models.ForeignKey(
        OpinionReport, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions",
        verbose_name=_("report on social conditions"),
    )  # fmt: skip
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("unit that follows it up"),
    )  # fmt: skip
    follow_up = models.TextField(_("what came of it"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("written instruction")
        verbose_name_plural = _("written instructions")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints, one_subject("instruction_one_subject")]

    def __str__(self) -> str:
        return f"{self.office} · {self.get_subject_display()}"
