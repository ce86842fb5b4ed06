"""Tokens in the text of a report: places where a figure, a list of names or a checked wording is printed.

    {{figure expo.exhibitors zone=港澳侨展区}}        the number
    {{list activities.speakers activity="专题会 一"}}   the names
    {{word handling.coverage say=一一回应}}            the wording, if the records support it

After the form and the key of the figure come options `name=value`; a value with a space stands in quotation
marks. `OPTIONS` belong to the token, every other name narrows the figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

FORMS = ("figure", "list", "word")
OPTIONS = {
    "figure": frozenset({"unit"}),
    "list": frozenset({"most"}),
    "word": frozenset({"say"}),
}
"""figure: unit= prints this measure word after the number. list: most= prints so many names and leaves the list open.
word: say= is the wording that must hold; without it the wording is chosen from the true number."""

_OPEN, _CLOSE = "{{", "}}"
_HEAD = re.compile(r"\s*([a-z]+)\s+([a-z_]+(?:\.[a-z_]+)+)(?=\s|$)")
_OPTION = re.compile(r"\s+([^\s=\"{}]{1,60})=(\"[^\"{}]{0,200}\"|[^\s\"{}]{1,200})")
_ENDS = "。！？!?；;"


@dataclass(frozen=True, slots=True)
class Token:
    """One token as read: its form, the figure's key, the narrowing and the token's own options."""

    form: str
    key: str
    where: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that begins like a token and is none; `why` is unclosed | form | option."""

    text: str
    why: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Plain:
    """Text between tokens."""

    text: str
    start: int = 0
    end: int = 0


Piece = Token | Broken | Plain


def parse_text(text: str) -> list[Piece]:
    """The pieces of a text in order; together they cover it exactly."""
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    while True:
        start = text.find(_OPEN, at)
        if start < 0:
            break
        close = text.find(_CLOSE, start)
        line = text.find("\n", start)
        if start > at:
            yield Plain(text[at:start], at, start)
        if close < 0 or -1 < line < close:
            at = line if line >= 0 else len(text)
            yield Broken(text[start:at], "unclosed", start, at)
            continue
        at = close + len(_CLOSE)
        yield _read(text[start:at], start, at)
    if at < len(text):
        yield Plain(text[at:], at, len(text))


def _read(raw: str, start: int, end: int) -> Token | Broken:
    inside = raw[len(_OPEN) : -len(_CLOSE)].rstrip()
    head = _HEAD.match(inside)
    if head is None or head[1] not in FORMS:
        return Broken(raw, "form", start, end)
    form, key = head[1], head[2]
    where: dict[str, str] = {}
    options: dict[str, str] = {}
    at = head.end()
    while at < len(inside):
        option = _OPTION.match(inside, at)
        if option is None or option[1] in where or option[1] in options:
            return Broken(raw, "option", start, end)
        name, value = option[1], option[2].strip('"')
        (options if name in OPTIONS[form] else where)[name] = value
        at = option.end()
    return Token(form, key, where, options, start, end)


def write_token(token: Token) -> str:
    """The token as text; `parse_text` reads it back."""
    pairs = [f"{name}={_quote(value)}" for name, value in {**token.where, **token.options}.items()]
    return _OPEN + " ".join([token.form, token.key, *pairs]) + _CLOSE


def _quote(value: str) -> str:
    clean = re.sub(r"[\"{}]", "", value)
    return clean if clean and not re.search(r"\s", clean) else f'"{clean}"'


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of one paragraph starts and ends; an end mark inside a token or a quotation ends nothing."""
    spans, begin, depth, at = [], 0, 0, 0
    tokens = {p.start: p.end for p in parse_text(text) if not isinstance(p, Plain)}
    while at < len(text):
        if at in tokens:
            at = tokens[at]
            continue
        char = text[at]
        depth += (char in "“「『") - (char in "”」』")
        at += 1
        if char in _ENDS and depth <= 0:
            while at < len(text) and text[at] in "”」』）)":
                at += 1
            spans.append((begin, at))
            begin, depth = at, 0
    if text[begin:].strip():
        spans.append((begin, len(text)))
    return spans
