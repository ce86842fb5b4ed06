"""What became of answers and promises: reports of progress, and the years they were carried into."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models.answers import Answer, Commitment
from luzhi.records.models import Record, YearRecord


class Progress(Record):
    """A dated report on what became of an answer. It may change the answer's class; the row keeps both."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="progress", verbose_name=_("answer"))
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="progress",
        verbose_name=_("commitment"),
    )  # fmt: skip
    reported_on = models.DateField(_("day"))
    text = models.TextField(_("what has been done"))
    class_before = models.CharField(_("class before"), max_length=8, blank=True)
    meaning_before = models.CharField(_("meaning before"), max_length=120, blank=True)
    class_after = models.CharField(_("class after"), max_length=8, blank=True)
    meaning_after = models.CharField(_("meaning after"), max_length=120, blank=True)
    author = models.CharField(_("entered by"), max_length=150, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("report of progress")
        verbose_name_plural = _("reports of progress")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["answer", "reported_on"], name="progress_of_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.reported_on:%Y-%m-%d} {self.text if len(self.text) <= 40 else self.text[:39] + '…'}"


class CarriedOver(YearRecord):
    """An answer or a promise that was still open when a year began. `year` is the year it was carried into."""

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried",
        verbose_name=_("commitment"),
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="carried", verbose_name=_("answer")
    )
    unit = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="carried", verbose_name=_("unit")
    )
    since = models.PositiveSmallIntegerField(pgettext_lazy("carried over", "from the year"))

    class Meta(YearRecord.Meta):
        verbose_name = _("carried over")
        verbose_name_plural = _("carried over")
        constraints: ClassVar[list[Any]] = [
            *YearRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(commitment__isnull=True, answer__isnull=False)
                | Q(commitment__isnull=False, answer__isnull=True),
                name="carried_one_thing",
            ),
            models.UniqueConstraint(fields=["commitment", "year"], name="commitment_carried_once"),
            models.UniqueConstraint(fields=["answer", "year"], name="answer_carried_once"),
        ]

    def __str__(self) -> str:
        return f"{self.since} → {self.year}"
