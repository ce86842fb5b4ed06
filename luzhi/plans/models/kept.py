"""What is kept of a plan as it was: versions, what people were told, weekly snapshots, checks as they were made."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.access.models import Body
from luzhi.people.models import Person
from luzhi.plans.models.work import Check, Plan, Task
from luzhi.records.models import Record


class CheckRun(models.Model):
    """A check as it was made: which day's it was, whether all was well, and what was not."""

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="runs")
    on = models.DateField(_("day"))
    is_well = models.BooleanField(_("all is well"), default=True)
    remark = models.CharField(_("what was found"), max_length=300, blank=True)
    made_by = models.CharField(_("made by"), max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["check_of", "on"], name="check_run_once")]

    def __str__(self) -> str:
        return f"{self.check_of} {self.on}"


class Version(Record):
    """A frozen plan: the opening day, where each task lay and what the plan was. Never changed; going back makes a new
    one like it.

    `places` maps a task's number to owner, first and last day (ISO); `content` holds the tasks' own entries and their
    links; `opens_on` is the day it was counted back from.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("version number"))
    opens_on = models.DateField(_("opening day"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.CharField(_("made by"), max_length=150)
    places = models.JSONField(default=dict)
    content = models.JSONField(default=dict)

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


class CalendarFeed(models.Model):
    """The secret address from which an account's calendar program reads its tasks; a new one ends the old."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["account", "body"], name="feed_once")]

    def __str__(self) -> str:
        return str(self.account)
