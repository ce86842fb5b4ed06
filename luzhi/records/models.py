"""What every record has, and the records about records: sources, evidence, statements, look-alikes, year books."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luzhi.access.models import Body
from luzhi.records.fields import QuantityField


class Record(models.Model):
    """A row that belongs to a body and is edited by people: it has a version, so that nobody overwrites
    unseen work, and may carry a stable reference for data files."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("body"), editable=False)
    ref = models.CharField(_("reference"), max_length=80, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[Any]] = [models.Index(fields=["body", "-id"], name="%(app_label).8s_%(class).13s_b")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["body", "ref"], condition=~models.Q(ref=""), name="%(app_label)s_%(class)s_ref_once"
            )
        ]


def by_filters(records: str, *fields: str) -> list[models.Index]:
    """Indexes for fields by which a long list is narrowed: a body's records of one value, the newest first."""
    return [models.Index(fields=["body", field, "-id"], name=f"{records}_by_{field}") for field in fields]


def by_duty(records: str) -> models.Index:
    """What waits for whom, by its due day."""
    return models.Index(fields=["body", "duty_of", "due_on"], name=f"{records}_by_duty")


class YearRecord(Record):
    """A record of one working year. The year is known even where no day is."""

    year = models.PositiveSmallIntegerField(_("year"))

    class Meta(Record.Meta):
        abstract = True
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["body", "-id"], name="%(app_label).8s_%(class).13s_b"),
            models.Index(fields=["body", "year", "-id"], name="%(app_label).8s_%(class).13s_y"),
        ]


class SourceForm(models.TextChoices):
    ARTICLE = "article", _("Article")
    DOCUMENT = "document", _("Document")
    REPORT = "report", _("Report")
    OTHER = "other", _("Other")


class Source(Record):
    """Where a statement or a piece of evidence was published or filed."""

    title = models.CharField(_("title"), max_length=200)
    form = models.CharField(_("form"), max_length=12, choices=SourceForm, default=SourceForm.ARTICLE)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class EvidenceForm(models.TextChoices):
    TEXT = "text", _("Passage of text")
    CAPTION = "caption", _("Photo caption")
    PRESS = "press", _("Press line")
    PAPER = "paper", _("Document")


class Evidence(Record):
    """A place in a source that supports a record. It repeats a fact and never adds one to any count."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("source"))
    form = models.CharField(_("form"), max_length=10, choices=EvidenceForm, default=EvidenceForm.TEXT)
    locator = models.CharField(_("place"), max_length=60, blank=True)
    gist = models.CharField(_("gist"), max_length=300, blank=True)
    target_kind = models.CharField(_("kind of record"), max_length=80)
    target_id = models.BigIntegerField(_("record"))

    class Meta(Record.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            models.Index(fields=["target_kind", "target_id"], name="evidence_of_record"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.locator, self.gist or self.get_form_display()) if part)


class Prevails(models.TextChoices):
    OPEN = "", _("not decided")
    STATEMENT = "statement", _("the statement")
    RECORDS = "records", _("the records")


class Statement(YearRecord):
    """A figure as a source states it, whatever the records say.

    `where` narrows the figure (dimension to record number); `closed` says that the source's list is complete.
    When statement and records disagree, both are shown until a person decides, with a reason.
    """

    titles: ClassVar[dict[str, Any]] = {}  # of the declared figures, filled by luzhi.records.figures

    figure = models.CharField(_("figure"), max_length=80, db_index=True)
    where = models.JSONField(_("narrowed to"), default=dict, blank=True)
    quantity = QuantityField(_("quantity"))
    words = models.CharField(_("as worded"), max_length=60, blank=True)
    closed = models.BooleanField(_("the list is complete"), default=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("source"),
    )
    locator = models.CharField(_("place"), max_length=60, blank=True)
    prevails = models.CharField(_("what prevails"), max_length=10, choices=Prevails, blank=True, default="")
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta(YearRecord.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(prevails="") | ~models.Q(decision_reason=""),
                name="statement_decision_has_reason",
            ),
        ]

    def __str__(self) -> str:
        said = self.words or (self.quantity.to_code() if self.quantity else "")
        return f"{self.titles.get(self.figure, self.figure)}: {said}"


class Likeness(models.TextChoices):
    OPEN = "open", _("possibly the same")
    SAME = "same", _("the same")
    DIFFERENT = "different", _("different")


class LookAlike(Record):
    """Two records of one kind that may be one; kept apart until a person decides."""

    target_kind = models.CharField(_("kind of record"), max_length=80)
    left_id = models.BigIntegerField(_("one record"))
    right_id = models.BigIntegerField(_("other record"))
    likeness = models.CharField(_("decision"), max_length=10, choices=Likeness, default=Likeness.OPEN)
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("look-alike")
        verbose_name_plural = _("look-alikes")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=models.Q(left_id__lt=models.F("right_id")), name="lookalike_ordered"),
            models.UniqueConstraint(fields=["target_kind", "left_id", "right_id"], name="lookalike_once"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}"


class YearBook(YearRecord):
    """Whether a body's records of a year are complete.

    In a year kept day by day every record is there, so a count is exact. In a year put together from outside
    sources a count of records is only a lower bound, unless a statement closes the list.
    """

    complete = models.BooleanField(_("records are complete"), default=True)
    basis = models.CharField(_("put together from"), max_length=200, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("year book")
        verbose_name_plural = _("year books")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year"], name="yearbook_once"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("Previewed")
    ENTERING = "entering", _("Being entered")
    ENTERED = "entered", _("Entered")
    UNDONE = "undone", _("Taken back")


class ImportBatch(Record):
    """A file of records on its way in: previewed, entered as a whole, or taken back as a whole."""

    kind = models.CharField(_("kind of record"), max_length=80)
    file_name = models.CharField(_("file"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    names = models.JSONField(default=list)  # the fields of the columns
    rows = models.JSONField(default=list)  # the cells as texts, in the order of the columns; once entered, the first
    blank_rows = models.JSONField(default=list)  # the sheet's rows that hold nothing, for the numbers of the others
    problems = models.JSONField(default=list)  # the first of them: row, column, sentence
    n_rows = models.PositiveIntegerField(default=0)
    n_problems = models.PositiveIntegerField(default=0)
    entered = models.JSONField(default=list)  # numbers of records that were entered one by one
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEW)

    class Meta(Record.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name


class ImportRange(models.Model):
    """Records of one kind with neighbouring numbers that a file brought in together, and the event that says so."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="ranges")
    kind = models.CharField(max_length=80)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    event = models.BigIntegerField()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["kind", "first"], name="import_range_of_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}-{self.last}"


class SearchEntry(models.Model):
    """The text by which one record is found; written by `records.index` and by nothing else. On PostgreSQL the
    table has a further column `words` with the text's tokens."""

    id = models.BigIntegerField(primary_key=True)
    body_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return self.label
