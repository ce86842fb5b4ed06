"""What one click can do about a mark of a draft: the form of the missing record, filled with what the text says."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.core.mentions import Kind as MentionKind
from luzhi.core.mentions import Mention, Persona
from luzhi.records.figures import Figure
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.narrowing import name_value
from luzhi.records.quotations import quote
from luzhi.records.values import find_field
from luzhi.reports.drafts import Mark, Status
from luzhi.reports.names import listed_kind

NEW_BY_PERSONA = {
    Persona.PERSON: "people.person",
    Persona.PLACE: "people.place",
    Persona.ORGANISATION: "people.organisation",
    Persona.QUOTED: "people.organisation",
    Persona.OTHER: "people.organisation",
}
DOCUMENT = "mandate.document"
MOST_FORMS = 8
LONGEST_NAME = 120
AFTER = 8  # signs behind a name that may say what it is: “聚力”主题活动


def find_actions(mark: Mark, actor: Actor, year: int, text: str, source: int | None = None) -> list[tuple[Any, str]]:
    """Labels and addresses of the forms that would enter what a mark misses; none where nothing is missing.

    Of a published text, whose `source` is on record, the sentence goes along as evidence.
    """
    mention = mark.mention
    if mark.status not in (Status.NO_SOURCE, Status.DIFFERS):
        return []
    along = {}
    if source is not None:
        passage = quote(text, mention.sentence, mention.start, mention.end)
        along = {"passage": passage, "passage_source": str(source)}
    if mention.kind in (MentionKind.COUNT, MentionKind.VAGUE):
        return [state_number(mark, year, along)] if actor.may("records.statement.add") else []
    found: list[tuple[Any, str]] = []
    if mention.kind in (MentionKind.NAME, MentionKind.LIST):
        for name in unknown_names(mark)[:MOST_FORMS]:
            kind = kind_of_name(mark, name, text)
            if kind is not None and actor.may(f"{kind.key}.add"):
                label = _("Enter “%(name)s” (%(kind)s)") % {"name": name[:40], "kind": kind.title}
                found.append((label, new_address(kind.key, {kind.label_path: name[:LONGEST_NAME], **along})))
    return found


def state_number(mark: Mark, year: int, along: dict[str, str]) -> tuple[Any, str]:
    """The form of a statement: the number as worded, and the figure it seems to speak of."""
    given = {"year": str(year), "quantity": mark.mention.value, "words": mark.mention.text[:60]}
    if mark.figure is not None:
        given["figure"] = mark.figure.key
        given["where"] = "；".join(f"{n}={name_value(mark.figure, n, value)}" for n, value in mark.where.items())
    if along:
        given["source"] = along["passage_source"]
    return _("Enter as a statement"), new_address("records.statement", given | along)


def unknown_names(mark: Mark) -> list[str]:
    """The names of a mark that no record goes by."""
    mention = mark.mention
    if mention.kind is MentionKind.NAME:
        return [mention.text.strip("《》")]
    return list(mark.unknown) or ([] if mark.records else [item.text for item in mention.items])


def kind_of_name(mark: Mark, name: str, text: str) -> Kind | None:
    """What kind of record a name would be: what the list's figure lists, what the words at or behind it call it, or
    what its shape suggests."""
    mention = mark.mention
    if isinstance(mark.figure, Figure):
        listed = listed_kind(mark.figure)
        if listed is not None and has_own_name(listed):
            return listed
    if mention.text.startswith("《"):
        return KINDS.get(DOCUMENT)
    return called_kind(mention, name, text) or KINDS.get(NEW_BY_PERSONA[mention.persona or Persona.OTHER])


def called_kind(mention: Mention, name: str, text: str) -> Kind | None:
    """The kind whose title the name ends with (…展区), or that stands right behind it (“…”主题活动)."""
    behind = text[mention.end : mention.end + AFTER].lstrip('”"」')
    with override("zh-hans"):
        titles = {str(kind.title): kind for kind in KINDS.values() if has_own_name(kind)}
    fitting = [title for title in titles if len(title) > 1 and (name.endswith(title) or behind.startswith(title))]
    return titles[max(fitting, key=len)] if fitting else None


def has_own_name(kind: Kind) -> bool:
    """Whether records of the kind go by a name of their own, not by that of a person or a body they are about."""
    field = find_field(kind.model, kind.label_path)
    return "__" not in kind.label_path and field is not None and field.get_internal_type() == "CharField"


def new_address(key: str, given: dict[str, str]) -> str:
    return f"{KINDS[key].url(page='new')}?{urlencode({k: v for k, v in given.items() if v})}"
