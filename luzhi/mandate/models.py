"""Why the work is done: documents and meetings, goals, assigned responsibilities, campaigns."""

import re
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luzhi.mandate.fields import FoldedNameField
from luzhi.people.models import Committee, Organisation, Person, Place
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, YearRecord, by_filters
from luzhi.workflow.models import Stateful

CLAUSE_MARKS = re.compile(r"[、，,；;。\s]+")


class DocumentKind(models.TextChoices):
    PLENUM = "plenum", _("Plenum of a party committee")
    CONGRESS = "congress", _("Session or congress")
    WORK_MEETING = "work_meeting", _("Work meeting")
    GUIDANCE = "guidance", _("Speech or instruction")
    PARTY = "party", _("Party document")
    GOVERNMENT = "government", _("Government document")
    WORK_REPORT = "work_report", _("Government work report")
    CONSULTATION_PLAN = "consultation_plan", _("Annual consultation plan")
    DECISION = "decision", _("Decision of the body")
    APPEAL = "appeal", _("Appeal")
    PLAN = "plan", _("Plan")
    RULES = "rules", _("Law, charter or rules")
    OTHER = "other", _("Other")


MEETINGS = (DocumentKind.PLENUM, DocumentKind.CONGRESS, DocumentKind.WORK_MEETING)


class Document(YearRecord):
    """A source of policy: a meeting, a document adopted at it, the body's own decision, appeal or plan.

    `basis` and `adopted_at` make the chain by which "on whose order was this done?" is answered.
    """

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    issuer = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("issued by"),
    )
    number = models.CharField(_("document number"), max_length=60, blank=True)
    term_no = models.PositiveSmallIntegerField(_("term"), null=True, blank=True)
    session_no = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    adopted_at = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="adopted",
        verbose_name=_("adopted at"), limit_choices_to={"kind__in": MEETINGS},
    )  # fmt: skip
    basis = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="followed_by", verbose_name=_("on the basis of")
    )
    issued_to = models.ManyToManyField(
        Organisation, blank=True, related_name="documents_received", verbose_name=_("issued to")
    )
    gist = models.TextField(_("gist"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("document or meeting")
        verbose_name_plural = _("documents and meetings")
        indexes: ClassVar[list[Any]] = [*YearRecord.Meta.indexes]
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.CheckConstraint(condition=~Q(adopted_at=F("id")), name="document_not_its_own_meeting"),
        ]

    def __str__(self) -> str:
        return self.title


class GoalKind(models.TextChoices):
    MAIN_LINE = "main_line", _("Main line of the year")
    FRAME = "frame", _("Goal frame with a slogan")
    MEMBER = "member", _("Member of a frame")
    TARGET = "target", _("Target")
    PRIORITY = "priority", _("Priority of a period")


class Goal(YearRecord, Stateful):
    """A goal; a frame such as 双城 has members, of which the slogan may declare more than anyone has named."""

    title = models.CharField(_("title"), max_length=200)
    slogan = models.CharField(_("slogan"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=GoalKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("part of")
    )
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("set by")
    )
    members_declared = models.PositiveSmallIntegerField(
        _("members by the slogan"), null=True, blank=True, help_text=_("How many members the slogan itself speaks of.")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("place")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    target = QuantityField(_("target"), blank=True)
    achieved = QuantityField(_("achieved"), blank=True)
    unit = models.CharField(_("unit of measure"), max_length=30, blank=True)
    stated_in = models.ManyToManyField(Document, blank=True, related_name="goals", verbose_name=_("stated in"))
    gist = models.TextField(_("gist"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        indexes: ClassVar[list[Any]] = [*YearRecord.Meta.indexes]
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.CheckConstraint(condition=~Q(parent=F("id")), name="goal_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="goal_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.slogan or self.title


class AssignmentScheme(YearRecord):
    """An arrangement by which responsibilities are assigned (四个包保): who made it, and how many kinds it has."""

    name = models.CharField(_("name"), max_length=120)
    arranged_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("arranged by")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="schemes", verbose_name=_("by document")
    )
    kinds_declared = models.PositiveSmallIntegerField(_("kinds by its name"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("assignment scheme")
        verbose_name_plural = _("assignment schemes")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "name"], name="scheme_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentKind(YearRecord):
    """One kind of responsibility in a scheme: an industry, a park, a village, a large project."""

    scheme = models.ForeignKey(
        AssignmentScheme, on_delete=models.PROTECT, related_name="kinds", verbose_name=_("scheme")
    )
    name = models.CharField(_("name"), max_length=60)

    class Meta(YearRecord.Meta):
        verbose_name = _("kind of assignment")
        verbose_name_plural = _("kinds of assignment")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "name"], name="assignment_kind_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, dated."""

    def held_on(self, day: date) -> "AssignmentQuerySet":
        """Those in force on a day; one without dates is taken as in force."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Assignment(YearRecord):
    """A responsibility (包保) of leaders for an industry or a park, from when until when."""

    name = models.CharField(_("name"), max_length=120)
    scheme = models.ForeignKey(
        AssignmentScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments",
        verbose_name=_("scheme"),
    )  # fmt: skip
    kind = models.ForeignKey(
        AssignmentKind, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments",
        verbose_name=_("kind"),
    )  # fmt: skip
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("park")
    )
    attributes = models.CharField(_("described as"), max_length=200, blank=True)
    leaders = models.ManyToManyField(
        Person, blank=True, related_name="assignments", verbose_name=_("leaders in charge")
    )
    committees = models.ManyToManyField(
        Committee, blank=True, related_name="assignments", verbose_name=_("committees in charge")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="assignments", verbose_name=_("serves the goals"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    quiet_weeks = models.PositiveSmallIntegerField(
        _("alarm after weeks without a visit"), default=4, help_text=_("0 turns the alarm off.")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta(YearRecord.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "name"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentAlias(Record):
    """Another name by which texts speak of an assigned industry or park."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("assignment")
    )
    name = models.CharField(_("other name"), max_length=120)

    class Meta(Record.Meta):
        verbose_name = _("other name of an assignment")
        verbose_name_plural = _("other names of assignments")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["assignment", "name"], name="assignment_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Campaign(YearRecord):
    """A campaign: decided, announced by an appeal, addressed to audiences; its name has clauses."""

    name = models.CharField(_("name"), max_length=120)
    folded = FoldedNameField(source="name")
    decision = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns_decided",
        verbose_name=_("decision document"),
    )  # fmt: skip
    appeal = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns_announced",
        verbose_name=_("appeal"),
    )  # fmt: skip
    audience = models.ManyToManyField(
        Organisation, blank=True, related_name="campaigns", verbose_name=_("addressed to")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="campaigns", verbose_name=_("serves the goals"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    gist = models.TextField(_("gist"), blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "folded"], name="campaign_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="campaign_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def clauses(self) -> list[str]:
        """The clauses of the name, whatever marks stand between them."""
        return [part for part in CLAUSE_MARKS.split(self.name) if part]


class ActionKind(models.TextChoices):
    LANDING = "landing", _("Helping projects land")
    INVESTMENT = "investment", _("Investment promotion")
    SERVICE = "service", _("Service at the grassroots")
    ENTERPRISE = "enterprise", _("Own enterprise raises output")
    ADVICE = "advice", _("Advice")
    OTHER = "other", _("Other")


class MemberRole(models.TextChoices):
    LEAD = "lead", _("Leads in the own job")
    MAIN = "main", _("Main actor in the body's work")
    REPRESENTATIVE = "representative", _("Representative of the sector")


class Outcome(models.TextChoices):
    RAISED = "raised", _("raised")
    SOLVED = "solved", _("solved")
    UNSOLVED = "unsolved", _("not solved")


class CampaignAction(YearRecord):
    """What a member or an organisation did in a campaign: kind, role, the problem met, what came of it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="actions", verbose_name=_("campaign"))
    title = models.CharField(_("what was done"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=ActionKind)
    role = models.CharField(_("role of the member"), max_length=16, choices=MemberRole, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_actions",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="campaign_actions",
        verbose_name=_("organisation"),
    )  # fmt: skip
    done_on = models.DateField(_("date"), null=True, blank=True)
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="campaign_actions", verbose_name=_("serves the goals")
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="campaign_actions",
        verbose_name=_("assignment"),
    )  # fmt: skip
    problem = models.TextField(_("problem raised"), blank=True)
    outcome = models.CharField(_("what came of the problem"), max_length=10, choices=Outcome, blank=True)
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    baseline = QuantityField(_("value before"), blank=True)
    after = QuantityField(_("value after"), blank=True)
    unit = models.CharField(_("unit of measure"), max_length=30, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("campaign action")
        verbose_name_plural = _("campaign actions")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("actions", "kind", "role", "outcome"),
        ]
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome="") | ~Q(problem=""), name="action_outcome_of_a_problem"),
        ]

    def __str__(self) -> str:
        return self.title
