"""What has to be done by when, by whom, and after what: a plan, its papers, its lines of action, its tasks."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.activities.models import Activity
from luzhi.people.models import Organisation, Person, Place
from luzhi.plans.models.days import Resource
from luzhi.projects.models import Trip
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful

MOST_TEXT = 60_000  # characters of a paper


class Plan(YearRecord):
    """A plan towards a day. The day may not be known; then nothing is counted back from it, and the page says so.

    The three rules are the plan's own promises; its page lists each task that breaks one.
    """

    title = models.CharField(_("title"), max_length=160)
    opens_on = models.DateField(_("opening day"), null=True, blank=True)
    needs_owner = models.BooleanField(_("each task names one person responsible"), default=True)
    needs_due_day = models.BooleanField(_("each task has its day"), default=True)
    counted_back = models.BooleanField(_("counted back from the opening day"), default=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "title"], name="plan_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Workstream(Record):
    """A line of action of a plan; everything done under it is shown on its one page."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="workstreams", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    gist = models.TextField(_("gist"), blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead unit")
    )
    head = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("head of the line")
    )
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy head")
    )
    works_weekends = models.BooleanField(
        _("works on weekends too"), default=False, help_text=_("Such as a crew that builds stands without a break.")
    )
    trips = models.ManyToManyField(Trip, blank=True, related_name="workstreams", verbose_name=_("trips"))
    activities = models.ManyToManyField(Activity, blank=True, related_name="workstreams", verbose_name=_("activities"))

    class Meta(Record.Meta):
        verbose_name = _("line of action")
        verbose_name_plural = _("lines of action")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="workstream_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class DocumentKind(models.TextChoices):
    OVERALL = "overall", _("Overall plan")
    TASK_FORCE = "task_force", _("Task force plan")
    TASK_LIST = "task_list", _("Task list")
    OTHER = "other", _("Other")


class PlanDocument(YearRecord):
    """A paper that governs a plan, in numbered versions; each version is a record of its own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="documents", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=160)
    issue = models.PositiveSmallIntegerField(_("version number"), default=1)
    workstream = models.ForeignKey(
        Workstream, on_delete=models.PROTECT, null=True, blank=True, related_name="papers",
        verbose_name=_("line of action"), help_text=_("Empty: the paper is about the whole plan."),
    )  # fmt: skip
    text = models.TextField(
        _("text"), blank=True, max_length=MOST_TEXT,
        help_text=_("One paragraph a line. Once approved it stays; what changes later is a version of its own."),
    )  # fmt: skip
    plan_version = models.ForeignKey(
        "Version", on_delete=models.PROTECT, null=True, blank=True, related_name="papers", editable=False,
        verbose_name=_("as the plan stood in"),
    )  # fmt: skip
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("plan paper")
        verbose_name_plural = _("plan papers")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "title", "issue"], name="plan_document_version_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.workstream and self.plan_id and self.workstream.plan_id != self.plan_id:
            raise ValidationError({"workstream": gettext("This line of action belongs to another plan.")})


class Task(YearRecord, Stateful):
    """A task with one person responsible, how long it takes, and the tasks that must come first.

    `starts_on` and `ends_on` are what the plan's current version says; they are written when a version is applied,
    never typed. A task without a length is a milestone. `done_when` says what "done" means.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("plan"))
    name = models.CharField(_("name"), max_length=160)
    position = models.PositiveIntegerField(_("place in the list"), default=0)
    workstream = models.ForeignKey(
        Workstream,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("line of action"),
    )
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("person responsible"),
    )
    helpers = models.ManyToManyField(Person, blank=True, related_name="helping_tasks", verbose_name=_("helpers"))
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("lead unit")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("place")
    )
    duration = models.PositiveSmallIntegerField(
        _("length"), default=1, help_text=_("Working days, or hours if said so. 0 makes it a milestone.")
    )
    in_hours = models.BooleanField(_("length in hours"), default=False)
    is_opening = models.BooleanField(_("this is the opening itself"), default=False)
    is_gate = models.BooleanField(
        _("a gate"), default=False, help_text=_("Nothing that follows may begin before it is closed out.")
    )
    earliest_on = models.DateField(_("not before"), null=True, blank=True)
    latest_on = models.DateField(_("finished by"), null=True, blank=True)
    fixed_on = models.DateField(_("on this very day"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("due day"), null=True, blank=True)
    locked = models.BooleanField(_("keep its days"), default=False)
    actual_start = models.DateField(_("begun on"), null=True, blank=True)
    actual_finish = models.DateField(_("finished on"), null=True, blank=True)
    remaining = models.PositiveSmallIntegerField(_("still to do"), null=True, blank=True)
    done_when = models.CharField(_("done when"), max_length=200, blank=True)
    proof = models.CharField(_("proof"), max_length=300, blank=True)
    budget = models.DecimalField(_("budget (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(_("spent (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)
    resources = models.ManyToManyField(
        Resource, blank=True, related_name="tasks", verbose_name=_("scarce resources"), through="Need"
    )
    after = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="before",
        verbose_name=_("after"),
        through="Link",
        through_fields=("task", "holds"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="task_in_order"
            ),
            models.CheckConstraint(
                condition=Q(actual_start=None) | Q(actual_finish=None) | Q(actual_finish__gte=F("actual_start")),
                name="task_done_in_order",
            ),
            models.UniqueConstraint(fields=["plan", "name"], name="task_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(is_opening=True), name="task_one_opening"),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("tasks", "state"),
            by_duty("tasks"),
            models.Index(fields=["plan", "position"], name="task_in_plan"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.workstream and self.plan_id and self.workstream.plan_id != self.plan_id:
            raise ValidationError({"workstream": gettext("This line of action belongs to another plan.")})


class LinkKind(models.TextChoices):
    """Which end of the one task holds which end of the other."""

    FS = "FS", _("begins after it ends")
    SS = "SS", _("begins after it begins")
    FF = "FF", _("ends after it ends")
    SF = "SF", _("ends after it begins")


class Link(models.Model):
    """A dependency: `task` is held by `holds`, with a lag in working days (negative: a lead)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="held_by")
    holds = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="holding")
    kind = models.CharField(_("kind"), max_length=2, choices=LinkKind, default=LinkKind.FS)
    lag = models.SmallIntegerField(_("lag"), default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["task", "holds", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(task=F("holds")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.holds} → {self.task}"


class Need(models.Model):
    """How much of a scarce resource a task takes up."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="needs")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="needs")
    amount = models.PositiveSmallIntegerField(_("amount there is"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["task", "resource"], name="need_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="need_some"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}×{self.amount}"


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class Check(Record):
    """Something looked at again and again until the opening: safety on site each Friday, the budget every second week.

    It falls on the weekday, or, when that is a holiday, on the next working day. It is no task: it holds nothing up.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checks", verbose_name=_("plan"))
    name = models.CharField(_("name"), max_length=160)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person responsible")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, default=Weekday.FRIDAY)
    every_weeks = models.PositiveSmallIntegerField(
        _("every so many weeks"), default=1, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: until the opening day."))

    class Meta(Record.Meta):
        verbose_name = _("recurring check")
        verbose_name_plural = _("recurring checks")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "name"], name="check_once"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="check_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
