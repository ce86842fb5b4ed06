"""What has to be done by when, by whom, and after what: a plan, its papers, its lines of action, its tasks."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.activities.models import Activity
from luzhi.people.models import Organisation, Person
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
    """A task with one person responsible, a day, and the tasks that must be done before it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("plan"))
    name = models.CharField(_("name"), max_length=160)
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
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("lead unit")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("due day"), null=True, blank=True)
    done_when = models.CharField(_("done when"), max_length=200, blank=True)
    after = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="before", verbose_name=_("after")
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="task_in_order"
            ),
            models.UniqueConstraint(fields=["plan", "name"], name="task_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.workstream and self.plan_id and self.workstream.plan_id != self.plan_id:
            raise ValidationError({"workstream": gettext("This line of action belongs to another plan.")})
