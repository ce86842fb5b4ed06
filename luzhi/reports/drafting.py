"""From a template to the first text of a report: parts listed one by one, sentences without a record left out."""

import re

from django.utils.translation import override

from luzhi.common.problems import Problem
from luzhi.core.tokens import Token, parse_text, split_sentences, write_token
from luzhi.records.figures import FIGURES, Figure, Scope, read_figure, split_figure
from luzhi.records.models import Statement
from luzhi.records.narrowing import field_of, find_value, list_options, name_value
from luzhi.reports.models import Language
from luzhi.reports.printing import name_unit

LISTED = re.compile(r"\[by ([a-z_.]+) ([a-z_]+)(?: (\d+))?\]")
MOST_PARTS = 30


def write_first_text(text: str, scope: Scope, language: str) -> str:
    """The template's text for one section: lists filled in from the records, and only sentences that can be printed."""
    chinese = language == Language.CHINESE
    with override("zh-hans" if chinese else "en"):
        lines = [keep_printable(fill_lists(line, scope, chinese=chinese), scope) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def fill_lists(line: str, scope: Scope, *, chinese: bool) -> str:
    """A line with each [by …] as its parts; an empty line where there is nothing to list."""
    empty = False

    def parts(found: re.Match[str]) -> str:
        nonlocal empty
        words = list_parts(found[1], found[2], scope, most=int(found[3] or MOST_PARTS), chinese=chinese)
        empty = empty or not words
        return ("，" if chinese else ", ").join(words)

    filled = LISTED.sub(parts, line)
    return "" if empty else filled


def list_parts(key: str, dimension: str, scope: Scope, *, most: int, chinese: bool) -> list[str]:
    """One part for each value that occurs: its name and the figure narrowed to it, the largest first."""
    figure = FIGURES[key]
    if not isinstance(figure, Figure):
        return []
    field = field_of(figure, dimension)
    options = list_options(field)
    related = field is not None and field.is_relation
    found: list[str] = []
    counted = split_figure(figure, scope, dimension)
    for code, label, value in [
        *counted,
        *list_stated(figure, scope, dimension, {str(code) for code, _l, _v in counted}),
    ]:
        if code in (None, "") or not value or len(found) == most:
            continue
        name = options.get(str(code), [label or str(code)])[0]
        if set(name) & set('"{}\n'):
            continue
        token = write_token(Token("figure", key, {dimension: str(code) if related or options else name}))
        found.append(f"{name}{token}{name_unit(figure.unit, chinese=True)}" if chinese else f"{name} {token}")
    return found


def list_stated(figure: Figure, scope: Scope, dimension: str, counted: set[str]) -> list[tuple[str, str, bool]]:
    """The values of a dimension of which a source states the figure, though no record of them is there."""
    told = Statement.objects.filter(body_id=scope.body_id, year=scope.year, figure=figure.key).order_by("pk")
    codes = dict.fromkeys(str(s.where[dimension]) for s in told if set(s.where) == {dimension})
    return [(code, name_value(figure, dimension, code), True) for code in codes if code not in counted]


def keep_printable(line: str, scope: Scope) -> str:
    """A line without the sentences that name a figure which has neither records nor a statement."""
    kept = [line[start:end] for start, end in split_sentences(line) if can_print(line[start:end], scope)]
    return "".join(kept).strip()


def can_print(sentence: str, scope: Scope) -> bool:
    """Whether each figure of the sentence is known, and each list has somebody or something to name."""
    for token in parse_text(sentence):
        if isinstance(token, Token):
            figure = FIGURES.get(token.key)
            if figure is None:
                return False
            try:
                where = {name: find_value(figure, name, value, scope.body_id) for name, value in token.where.items()}
            except Problem:
                return False
            reading = read_figure(token.key, Scope(scope.body_id, scope.year, where))
            if reading.value is None or (token.form == "list" and not reading.records):
                return False
    return True
