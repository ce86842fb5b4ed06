"""Answers item by item, what they promise, and what the proposers think of them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models.matters import Item, Matter
from luzhi.people.models import Organisation, Person
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful


class AnswerForm(models.TextChoices):
    WRITING = "writing", _("in writing")
    MEETING = "meeting", _("in the meeting")


class Answer(Record):
    """One cell of the matrix: what a unit answered to an item, in a round.

    A class such as "A" means different things in different cities, so its meaning is kept with it.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers", verbose_name=_("recommendation"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers", verbose_name=_("unit"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    form = models.CharField(_("form"), max_length=10, choices=AnswerForm, default=AnswerForm.WRITING)
    result_class = models.CharField(pgettext_lazy("answer", "class"), max_length=8, blank=True)
    class_meaning = models.CharField(_("meaning of the class"), max_length=120, blank=True)
    now_class = models.CharField(
        _("class now"), max_length=8, blank=True, editable=False,
        help_text=_("As reported since the answer was given; the class of the answer itself stays."),
    )  # fmt: skip
    now_meaning = models.CharField(_("meaning of the class now"), max_length=120, blank=True, editable=False)
    draft = models.BooleanField(
        _("draft, not signed yet"), default=False, editable=False,
        help_text=_("Takes effect with the signed letter of the unit; until then the cell counts as empty."),
    )  # fmt: skip
    text = models.TextField(_("answer"), blank=True)
    measure = models.TextField(_("measure taken"), blank=True)
    not_adopted_because = models.TextField(_("why it is not adopted"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "unit", "round"], name="answer_once",
                violation_error_message=_("This unit has answered this item already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("answers", "result_class", "now_class", "draft", "form"),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.unit}"


class Commitment(Stateful, YearRecord):
    """What a unit promised, by when; followed over the years until it is kept, replaced or given up with a reason."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("matter"))
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("answer")
    )
    text = models.TextField(_("promise"))
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("promised by")
    )
    promised_on = models.DateField(_("promised on"), null=True, blank=True)
    keep_by = models.DateField(_("to be kept by"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    overdue_on = models.DateField(_("overdue since"), null=True, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False,
        verbose_name=_("replaces"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("commitments", "state"),
            by_duty("commitments"),
            models.Index(fields=["owner", "state", "keep_by"], name="commitment_of_unit"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"


class Verdict(Record):
    """What one proposer thinks of the answers of a round. No verdict means "not evaluated", never "satisfied"."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="verdicts", verbose_name=_("matter"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="verdicts", verbose_name=_("proposer"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    result = models.CharField(_("on the result"), max_length=8)
    result_meaning = models.CharField(_("meaning of the rating"), max_length=120, blank=True)
    attitude = models.CharField(_("on the attitude"), max_length=8, blank=True)
    attitude_meaning = models.CharField(_("meaning of the rating of attitude"), max_length=120, blank=True)
    satisfied = models.BooleanField(_("satisfied"), default=True, editable=False)
    content = models.BooleanField(_("counts as satisfied"), default=True, editable=False)
    counted = models.BooleanField(_("counts in the rate of satisfaction"), default=True, editable=False)
    remark = models.TextField(_("remark"), blank=True)
    given_on = models.DateField(pgettext_lazy("answer", "given on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter", "person", "round"], name="verdict_once",
                violation_error_message=_("This proposer has given a verdict on this round already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("verdicts", "result"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} · {self.person}"
