"""What has to be done by when, by whom, and after what: a plan, its papers, its lines of action, its tasks."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.access.models import Body
from luzhi.activities.models import Activity
from luzhi.people.models import Organisation, Person, Place
from luzhi.projects.models import Trip
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


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
            models.UniqueConstraint(fields=["task", "holds"], name="link_once"),
            models.CheckConstraint(condition=~Q(task=F("holds")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.holds} → {self.task}"


class Version(Record):
    """A frozen plan: the opening day and where each task lay. Never changed; going back makes a new one like it.

    `places` maps a task's number to owner, first and last day (ISO); `opens_on` is the day it was counted back from.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("version number"))
    opens_on = models.DateField(_("opening day"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.CharField(_("made by"), max_length=150)
    places = models.JSONField(default=dict)

    class Meta(Record.Meta):
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
        ]

    def __str__(self) -> str:
        return gettext("Version %(n)s") % {"n": self.number}


class Told(models.Model):
    """What a person was last told about a task; a new notice is made against this, not against the last version."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["task", "person"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.task}"


class WeekSnapshot(Record):
    """How a plan stood on a day, frozen, so that "on time" can be proved later."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="snapshots", verbose_name=_("plan"))
    on = models.DateField(_("on"))
    rows = models.JSONField(default=dict)

    class Meta(Record.Meta):
        verbose_name = _("weekly snapshot")
        verbose_name_plural = _("weekly snapshots")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "on"], name="snapshot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.on}"


class SpecialDay(Record):
    """A day on which this body works or rests other than the published calendar says."""

    on = models.DateField(_("day"))
    works = models.BooleanField(_("a working day"), default=False)
    reason = models.CharField(_("reason"), max_length=120)

    class Meta(Record.Meta):
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "on"], name="special_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class Absence(Record):
    """Days on which a person is not there for the plan: leave, a trip, another duty."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences", verbose_name=_("person"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on} – {self.ends_on}"


class CalendarFeed(models.Model):
    """The secret address from which an account's calendar program reads its tasks; a new one ends the old."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["account", "body"], name="feed_once")]

    def __str__(self) -> str:
        return str(self.account)
