"""The passage of a source from which a new record is entered: kept beside the record as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luzhi.access.actors import Actor
from luzhi.records.kinds import KINDS, kind_of
from luzhi.records.models import Evidence, EvidenceForm, Source
from luzhi.records.services import create_record

LONGEST = 300


@dataclass(frozen=True)
class Quotation:
    """What a source says, as far as it belongs to one record; `kept` is the wish of who enters the record."""

    source: Source
    passage: str
    kept: bool = True

    def keep(self, obj: Any, *, by: Actor) -> None:
        """Put the passage beside a new record; in the caller's transaction."""
        kind = kind_of(obj)
        if self.kept and kind is not None:
            evidence = Evidence(
                source=self.source, form=EvidenceForm.TEXT, gist=self.passage, target_kind=kind.key, target_id=obj.pk
            )
            create_record(evidence, by=by)


def read_quotation(words: Mapping[str, str], actor: Actor, *, asked: bool) -> Quotation | None:
    """The quotation that an address or a sent form brings along; None where there is none or none may be kept.

    `asked` says that the person has seen it and chosen, so that a box left empty means no.
    """
    passage, number = words.get("passage", "").strip()[:LONGEST], words.get("passage_source", "")
    if not passage or not number.isdecimal() or len(number) > 18 or not actor.may("records.evidence.add"):
        return None
    source = KINDS["records.source"].visible_to(actor).filter(pk=number).first()
    return Quotation(source, passage, not asked or "keep_passage" in words) if source is not None else None


def quote(text: str, sentence: tuple[int, int], start: int, end: int) -> str:
    """The sentence around a place of a text; of an endless one what stands closest to the place."""
    first, last = sentence
    if last - first > LONGEST:
        first = max(first, min(start - LONGEST // 2, last - LONGEST))
        last = max(end, first + LONGEST)
    return text[first:last].strip()[:LONGEST]
