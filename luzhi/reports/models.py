"""Reports whose numbers are tokens, and their editions: frozen, so that what was published never changes."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


class Language(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")


class Report(Stateful, YearRecord):
    """The account of a year, or of a part of its work. Its text holds tokens in place of numbers and lists."""

    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.CHINESE)

    composed: "list[Any] | None" = None  # its sections, where the page at hand has composed them already

    class Meta(YearRecord.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "title"], name="report_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(Record):
    """A part of a report: a heading and paragraphs of sentences, with tokens where figures are printed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections", verbose_name=_("report"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    title = models.CharField(_("heading"), max_length=80)
    text = models.TextField(_("text"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("section of a report")
        verbose_name_plural = _("sections of reports")

    def __str__(self) -> str:
        return self.title


class FrozenError(Exception):
    """An edition was to be changed."""


class FrozenQuerySet(models.QuerySet[Any]):
    """A QuerySet that adds and reads, and refuses everything else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise FrozenError("an edition is never changed")

    def delete(self) -> NoReturn:
        raise FrozenError("an edition is never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("an edition is never changed")


class Frozen(models.Model):
    """A row that is written once."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise FrozenError("an edition is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("an edition is never deleted")


class Edition(Frozen):
    """A report as it was published: its text as printed, with the hash of the whole."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions", verbose_name=_("report"))
    body_id = models.BigIntegerField(db_index=True)
    number = models.PositiveSmallIntegerField(pgettext_lazy("report", "edition"))
    title = models.CharField(_("title"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(max_length=2, default=Language.CHINESE)
    published_at = models.DateTimeField(pgettext_lazy("moment", "published"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("report", "edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"


class Printed(Frozen):
    """A figure as an edition printed it: value, grade, definition, and (in `PrintedRecord`) the records behind it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="printed")
    number = models.PositiveSmallIntegerField()  # the note's number in the edition
    form = models.CharField(max_length=8)
    figure = models.CharField(_("figure"), max_length=80, db_index=True)
    where = models.JSONField(default=dict)
    text = models.TextField()
    value = models.CharField(max_length=60, blank=True)
    grade = models.CharField(max_length=12)
    definition = models.CharField(max_length=16)
    section = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("printed figure")
        verbose_name_plural = _("printed figures")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="printed_once")]

    def __str__(self) -> str:
        return f"{self.figure}: {self.text}"


class PrintedRecord(Frozen):
    """A record that was counted in a printed figure, with the name it had then."""

    printed = models.ForeignKey(Printed, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    label = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("record counted in an edition")
        verbose_name_plural = _("records counted in editions")
        constraints = [models.UniqueConstraint(fields=["printed", "kind", "record_id"], name="printed_record_once")]
        indexes = [models.Index(fields=["kind", "record_id"], name="printed_of_record")]

    def __str__(self) -> str:
        return self.label
