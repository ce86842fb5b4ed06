"""Reports on social conditions and public opinion (社情民意信息), and the rungs of adoption they reached."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models import RuleSet
from luzhi.people.models import Organisation, Person, Sector
from luzhi.proposals.models.proposals import Proposal
from luzhi.records.models import Record, YearRecord, by_filters
from luzhi.workflow.models import Stateful


class OpinionReport(Stateful, YearRecord):
    """A report on social conditions: written by members, edited and signed off by the office, issued alone or within
    a composite one."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    authors = models.ManyToManyField(Person, blank=True, related_name="opinion_reports", verbose_name=_("authors"))
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    topic = models.CharField(_("field"), max_length=80, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    from_proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="opinion_report", editable=False,
        verbose_name=_("turned from the proposal"),
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", editable=False,
        verbose_name=_("part of the composite report"),
    )  # fmt: skip
    issue_no = models.PositiveIntegerField(_("issue"), null=True, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, blank=True, editable=False)
    issued_to = models.CharField(_("main addressees"), max_length=200, blank=True)
    signed_by = models.CharField(_("signed off by"), max_length=80, blank=True)
    rules = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("rules"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("report on social conditions")
        verbose_name_plural = _("reports on social conditions")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "year", "issue_no"], condition=models.Q(issue_no__isnull=False),
                name="opinion_issue_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("opinions", "state", "topic"),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(Record):
    """A rung of the ladder that a report reached, on a day, at an office. A report is counted once, by its highest."""

    report = models.ForeignKey(
        OpinionReport, on_delete=models.PROTECT, related_name="adoptions",
        verbose_name=pgettext_lazy("adoption", "report"),
    )  # fmt: skip
    rung = models.CharField(_("rung"), max_length=8)
    meaning = models.CharField(_("meaning"), max_length=120, blank=True, editable=False)
    height = models.PositiveSmallIntegerField(default=0, editable=False)
    highest = models.BooleanField(_("the highest of its report"), default=False, editable=False)
    composite = models.BooleanField(_("within a composite report"), default=False)
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("adopted by")
    )
    adopted_on = models.DateField(_("day"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")

    def __str__(self) -> str:
        return self.meaning or self.rung
