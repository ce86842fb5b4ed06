"""What the body does, where, with whom, and what was said there."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luzhi.activities.vocabulary import (
    ActivityKind,
    Attendance,
    Dating,
    ParticipantClass,
    ParticipantRole,
    ReportUseKind,
    SiteClass,
)
from luzhi.mandate.models import Assignment, Campaign, Document, Goal
from luzhi.people.models import Committee, Organisation, Person, Place
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful


class Purpose(Record):
    """What an activity is for; the list is the body's own."""

    name = models.CharField(_("name"), max_length=60)

    class Meta(Record.Meta):
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="purpose_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TaskGroup(YearRecord):
    """A task group (课题组): members and experts who study a topic and speak for it."""

    name = models.CharField(_("name"), max_length=120)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="task_groups_led",
        verbose_name=_("leader"),
    )
    members = models.ManyToManyField(
        Person, blank=True, related_name="task_groups", verbose_name=_("members and experts")
    )
    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="task_groups",
        verbose_name=_("committee"),
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("task group")
        verbose_name_plural = _("task groups")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "name"], name="task_group_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Activity(YearRecord, Stateful):
    """One thing the body did or will do: a visit, an inspection, a consultation, a session.

    The days may be exact, somewhere within an interval, or unknown. A `series` stands for several activities that
    nobody listed one by one; it counts as one record, so a statement must say how many there were.
    """

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=24, choices=ActivityKind)
    series = models.BooleanField(_("stands for several not listed one by one"), default=False)
    number = models.PositiveSmallIntegerField(_("number of the session"), null=True, blank=True)
    dating = models.CharField(_("dates"), max_length=8, choices=Dating, default=Dating.UNKNOWN)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("place")
    )
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="activities_hosted",
        verbose_name=_("host"), help_text=_("Who receives the participants."),
    )  # fmt: skip
    organiser = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="activities_organised",
        verbose_name=_("organiser"),
    )  # fmt: skip
    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("committee"),
    )
    task_group = models.ForeignKey(
        TaskGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="activities",
        verbose_name=_("task group"),
    )  # fmt: skip
    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities_led",
        verbose_name=_("led or chaired by"),
    )
    leader_as_worded = models.CharField(
        _("leader as worded"), max_length=60, blank=True,
        help_text=_("Where a source names only the office. It is never turned into a name."),
    )  # fmt: skip
    purposes = models.ManyToManyField(Purpose, blank=True, related_name="activities", verbose_name=_("purposes"))
    goals = models.ManyToManyField(Goal, blank=True, related_name="activities", verbose_name=_("serves the goals"))
    assignments = models.ManyToManyField(
        Assignment, blank=True, related_name="activities", verbose_name=_("under the assignments")
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("campaign")
    )
    follows = models.ManyToManyField(
        Document, blank=True, related_name="activities", verbose_name=_("follows the documents")
    )
    promotes = models.ManyToManyField(
        Document, blank=True, related_name="promoted_by", verbose_name=_("promotes the documents")
    )
    preceded_by = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="prepared", verbose_name=_("prepared by")
    )
    gist = models.TextField(_("gist"), blank=True)
    result = models.TextField(_("result"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("activities", "kind", "state"),
            by_duty("activities"),
            models.Index(fields=["body", "starts_on", "id"], name="activity_by_day"),
        ]
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="activity_in_order"
            ),
            models.CheckConstraint(
                condition=Q(dating=Dating.UNKNOWN, starts_on=None, ends_on=None)
                | (~Q(dating=Dating.UNKNOWN) & Q(starts_on__isnull=False, ends_on__isnull=False)),
                name="activity_dated_or_unknown",
                violation_error_message=_("Give both days, or leave the dates unknown."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stop(Record):
    """One stop of an activity: an organisation or a place, in order, with what was found there."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="stops", verbose_name=_("activity"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    site = models.CharField(_("kind of stop"), max_length=12, choices=SiteClass, default=SiteClass.OTHER)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stops",
        verbose_name=_("organisation"),
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="stops", verbose_name=_("place")
    )
    visited_on = models.DateField(_("date"), null=True, blank=True)
    findings = models.TextField(_("findings"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(place__isnull=False),
                name="stop_somewhere",
                violation_error_message=_("A stop needs an organisation or a place."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.place)


class Participant(Record):
    """Who took part: a person, an organisation, or a class of people that a source does not name one by one."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="participants", verbose_name=_("activity")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("person")
    )
    group = models.CharField(
        _("class of people"), max_length=20, choices=ParticipantClass, default=ParticipantClass.MEMBER
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="participations",
        verbose_name=_("organisation"),
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=12, choices=ParticipantRole, default=ParticipantRole.PARTICIPANT)
    attendance = models.CharField(_("presence"), max_length=10, choices=Attendance, default=Attendance.DUE)
    remark = models.CharField(_("remark"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("people taking part")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("participants", "group", "role", "attendance"),
        ]
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(person__isnull=False), name="participant_once",
                violation_error_message=_("This person is already among the participants."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.person or self.organisation or self.get_group_display())


class AgendaItem(Record):
    """One item of the agenda, with its minutes."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("activity"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    title = models.CharField(_("title"), max_length=200)
    presenter = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("presented by"),
    )
    minutes = models.TextField(_("minutes"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title


class Topic(Record):
    """A topic spoken on at an activity, whether or not it is known who spoke on it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="topics", verbose_name=_("activity"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    title = models.CharField(_("title"), max_length=200)

    class Meta(Record.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["activity", "title"], name="topic_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Speech(Record):
    """One person's speech at an activity. The topic stays empty where a source does not say who spoke on what."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="speeches", verbose_name=_("activity")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="speeches", verbose_name=_("speaker"))
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name=_("topic")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text = models.TextField(_("text of the speech"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        indexes: ClassVar[list[Any]] = [*Record.Meta.indexes]

    def __str__(self) -> str:
        return f"{self.person} · {self.activity}"


class ResearchReport(YearRecord):
    """A research report: who wrote it, out of which activities, for whom, and what came of it."""

    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("edition"), max_length=30, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    task_group = models.ForeignKey(
        TaskGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("task group")
    )
    authors = models.ManyToManyField(Person, blank=True, related_name="research_reports", verbose_name=_("authors"))
    sources = models.ManyToManyField(
        Activity, blank=True, related_name="research_reports", verbose_name=_("source activities")
    )
    recipients = models.ManyToManyField(
        Organisation, blank=True, related_name="research_reports", verbose_name=_("sent to")
    )
    gist = models.TextField(_("gist"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("research report")
        verbose_name_plural = _("research reports")

    def __str__(self) -> str:
        return self.title


class ReportUse(Record):
    """What a research report was used for."""

    report = models.ForeignKey(ResearchReport, on_delete=models.CASCADE, related_name="uses", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=12, choices=ReportUseKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("used by")
    )
    used_on = models.DateField(_("date"), null=True, blank=True)
    gist = models.CharField(_("gist"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("use of a report")
        verbose_name_plural = _("uses of reports")

    def __str__(self) -> str:
        return self.gist or self.get_kind_display()


class Affirmation(YearRecord):
    """An affirmation by a committee or a government: lighter than a written instruction, and never counted as one."""

    gist = models.CharField(_("gist"), max_length=200)
    by = models.ManyToManyField(Organisation, blank=True, related_name="affirmations", verbose_name=_("affirmed by"))
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="affirmations", verbose_name=_("activities affirmed")
    )
    affirmed_on = models.DateField(_("date"), null=True, blank=True)
    recorded_in = models.CharField(_("recorded in"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("affirmation")
        verbose_name_plural = _("affirmations")

    def __str__(self) -> str:
        return self.gist
