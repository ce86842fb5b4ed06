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
from luzhi.records.models import Record, YearRecord, by_filters
from luzhi.workflow.models import Stateful


class Supervision(Stateful, YearRecord):
    """A key proposal (重点提案) from candidate to the end of its supervision (督办): who leads, who supervises, the
    inspection, a dated log."""

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
    further_leaders = models.ManyToManyField(
        Person, blank=True, related_name="+", verbose_name=pgettext_lazy("supervision", "also led by")
    )
    further_supervisors = models.ManyToManyField(
        Person, blank=True, related_name="+", verbose_name=_("also supervised by")
    )
    because = models.TextField(_("why it should be a key proposal"), blank=True)
    chosen_on = models.DateField(_("chosen on"), null=True, blank=True, editable=False)
    decided_by = models.CharField(_("chosen by"), max_length=120, blank=True, editable=False)
    result = models.TextField(_("result of the supervision"), blank=True, editable=False)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="supervisions",
        verbose_name=_("inspection or meeting"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("supervision")
        verbose_name_plural = _("supervision of key proposals")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(state__in=["candidate", "key"]), name="key_candidate_once",
                violation_error_message=_("It is a candidate or a key proposal already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class EntryForm(models.TextChoices):
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    TALK = "talk", _("talk")
    REPORT = "report", _("report of the unit")
    CHECK = "check", _("later check")


class SupervisionEntry(Record):
    """One line of the log: on a day, what was done and found, or what is planned for a day to come."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.CASCADE, related_name="entries", verbose_name=_("supervision")
    )
    happened_on = models.DateField(_("day"), null=True, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=EntryForm, default=EntryForm.VISIT)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision_entries",
        verbose_name=_("activity"), help_text=_("The visit or meeting as it is on record; its day is taken from it."),
    )  # fmt: skip
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
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("instructions", "level", "subject"),
        ]

    def __str__(self) -> str:
        return f"{self.office} · {self.get_subject_display()}"


class InstructionTask(Stateful, Record):
    """What follows from an instruction: who does what by when, and whether it has been done."""

    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("written instruction")
    )
    noted_on = models.DateField(_("entered on"), null=True, blank=True)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="instruction_tasks",
        verbose_name=pgettext_lazy("follow-up", "unit"),
    )  # fmt: skip
    person = models.CharField(
        _("who does it there"), max_length=80, blank=True, help_text=_("A name or a section, as the unit says it.")
    )
    text = models.TextField(_("what is to be done"))
    act_by = models.DateField(_("to be done by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    overdue_on = models.DateField(_("overdue since"), null=True, blank=True, editable=False)
    result = models.TextField(pgettext_lazy("follow-up", "what was done"), blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("follow-up of an instruction")
        verbose_name_plural = _("follow-up of instructions")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["unit", "state", "act_by"], name="instruction_task_of_unit"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
