"""Publishing freezes: what each token printed, and the records behind it. Later drift is found, never followed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict
from luzhi.core.figures import Grade
from luzhi.core.quantity import Quantity
from luzhi.records.figures import FIGURES, Figure, Rate, Scope, name_path, read_figure
from luzhi.reports.composing import ComposedSection, Composer, Fill
from luzhi.reports.models import Edition, Language, Printed, PrintedRecord, Report
from luzhi.reports.proofs import proofread

CHUNK = 2000


def compose_report(report: Report) -> list[ComposedSection]:
    """The report's sections as they would be printed now, with what the records do not support."""
    composer = Composer(body_id=report.body_id, year=report.year, chinese=report.language == Language.CHINESE)
    sections = [composer.compose(s.title, s.text, s) for s in report.sections.order_by("position", "pk")]
    proofread(sections, report)
    return sections


def freeze_edition(report: Report, *, by: Actor | None) -> Edition:
    """Write the next edition of a report: its text as printed and, for each token, value, grade, records and
    definition. Raises Conflict when a sentence is not supported by the records at this moment."""
    sections = compose_report(report)
    if any(section.stops for section in sections):
        raise Conflict(_("The records do not support every sentence any more; see the marks in the text."))
    content = [describe_section(section) for section in sections]
    with transaction.atomic():
        last = report.editions.aggregate(last=Max("number"))["last"] or 0
        edition = Edition(
            report=report, body_id=report.body_id, number=last + 1, title=report.title, year=report.year,
            language=report.language, published_at=timezone.now(), published_by=by.user if by else None,
            content=content, digest=digest_of(report.title, content),
        )  # fmt: skip
        edition.save(force_insert=True)
        for place, section in enumerate(sections):
            for fill in section.fills:
                freeze_fill(edition, fill, place)
        record_event(
            actor=by, verb="edition", obj=report, changes={"edition": edition.number, "digest": edition.digest}
        )
    return edition


def describe_section(section: ComposedSection) -> dict[str, Any]:
    """A section as plain data: paragraphs of sentences of pieces, a piece being text or [text, note number]."""
    paragraphs = [
        [[piece if isinstance(piece, str) else [piece.text, piece.number] for piece in s.pieces] for s in paragraph]
        for paragraph in section.paragraphs
    ]
    return {"title": section.title, "paragraphs": paragraphs}


def digest_of(title: str, content: Any) -> str:
    text = json.dumps([title, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def freeze_fill(edition: Edition, fill: Fill, section: int) -> None:
    reading, scope = fill.reading, fill.scope
    if reading is None or scope is None:
        return
    printed = Printed(
        edition=edition, number=fill.number, form=fill.token.form, figure=fill.token.key, where=dict(scope.where),
        text=fill.text, value=reading.value.to_code() if reading.value else "", grade=reading.grade,
        definition=fill.figure.definition_hash, section=section,
    )  # fmt: skip
    printed.save(force_insert=True)
    for figure in counted_figures(fill.figure):
        labels = label_records(figure, scope)
        for chunk in chunks(labels.items()):
            rows = [
                PrintedRecord(printed=printed, kind=figure.kind, record_id=pk, label=label[:200]) for pk, label in chunk
            ]
            PrintedRecord.objects.bulk_create(rows, ignore_conflicts=True)


def counted_figures(figure: Figure | Rate) -> list[Figure]:
    """The figures whose records stand behind a printed number: of a rate, both parts."""
    if isinstance(figure, Rate):
        return [*counted_figures(FIGURES[figure.part]), *counted_figures(FIGURES[figure.whole])]
    return [figure]


def label_records(figure: Figure, scope: Scope) -> dict[int, str]:
    """The records of a figure by number, each with its name. One query."""
    own = {name: value for name, value in scope.where.items() if name in figure.dimensions}
    path = name_path(figure)
    rows = figure.records(Scope(scope.body_id, scope.year, own)).order_by("pk").values_list("pk", path)
    labels: dict[int, str] = {}
    for pk, label in rows:
        labels[pk] = f"{labels[pk]}、{label}" if pk in labels else str(label if label is not None else f"#{pk}")
    return labels


def chunks(items: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    found: list[tuple[int, str]] = []
    for item in items:
        found.append(item)
        if len(found) == CHUNK:
            yield found
            found = []
    if found:
        yield found


@dataclass(frozen=True)
class Drift:
    """How a printed figure stands today: its value then and now, and the records that came or went."""

    printed: Printed
    now: str
    came: list[tuple[str, int, str]] = field(default_factory=list)  # kind, number, name
    went: list[tuple[str, int, str]] = field(default_factory=list)
    redefined: bool = False
    lost: bool = False  # no app declares the figure any more
    against: str = ""  # what the records count, where they have come to contradict what is stated and printed

    @property
    def moved(self) -> bool:
        changed = self.came or self.went or self.redefined or self.lost or self.against
        return bool(changed or self.now != self.printed.value)


def find_drift(edition: Edition) -> list[Drift]:
    """Every printed figure whose value, records or definition are no longer what was published."""
    frozen: dict[int, dict[tuple[str, int], str]] = {}
    rows = PrintedRecord.objects.filter(printed__edition=edition).values_list(
        "printed_id", "kind", "record_id", "label"
    )
    for printed_id, kind, pk, label in rows:
        frozen.setdefault(printed_id, {})[kind, pk] = label
    found = (compare_printed(p, edition, frozen.get(p.pk, {})) for p in edition.printed.order_by("number"))
    return [drift for drift in found if drift.moved]


def compare_printed(printed: Printed, edition: Edition, frozen: dict[tuple[str, int], str]) -> Drift:
    figure = FIGURES.get(printed.figure)
    if figure is None:
        return Drift(printed, "", lost=True)
    scope = Scope(edition.body_id, edition.year, printed.where)
    reading = read_figure(figure.key, scope)
    value = reading.value
    current: dict[tuple[str, int], str] = {}
    for part in counted_figures(figure):
        current |= {(part.kind, pk): label for pk, label in label_records(part, scope).items()}
    came = [(kind, pk, label) for (kind, pk), label in current.items() if (kind, pk) not in frozen]
    went = [(kind, pk, label) for (kind, pk), label in frozen.items() if (kind, pk) not in current]
    redefined = figure.definition_hash != printed.definition
    disputed = reading.grade is Grade.DISPUTED and printed.grade != Grade.DISPUTED
    against = Quantity.exact(reading.counted).to_code() if disputed else ""
    return Drift(printed, value.to_code() if value else "", came, went, redefined, against=against)


def value_of(printed: Printed) -> Quantity | None:
    """The printed value as a quantity."""
    return Quantity.from_code(printed.value) if printed.value else None


def plain_sentences(edition: Edition) -> list[str]:
    """The edition's sentences as plain text, headings included, for comparing editions."""
    lines = []
    for section in edition.content:
        lines.append(section["title"])
        for paragraph in section["paragraphs"]:
            lines += ["".join(p if isinstance(p, str) else p[0] for p in sentence) for sentence in paragraph]
    return lines
