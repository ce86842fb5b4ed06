"""Two versions of a text side by side: which paragraphs stay, come, go, and what changed inside one."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

ALIKE = 0.4  # from this share of common characters on, two paragraphs are one that was changed
MOST_INSIDE = 4000  # characters of a paragraph up to which its inside is compared
SHORTEST_KEPT = 2  # a shorter common run between two changes would only make the result hard to read


class Sign(StrEnum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph: same, new or gone."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; `old` and `new` are its numbers in the two texts, from 1, None where it is not."""

    sign: Sign
    runs: tuple[Run, ...]
    old: int | None = None
    new: int | None = None


def compare_texts(old: str, new: str) -> list[Row]:
    """Every paragraph of both texts in one order. Empty lines and blanks at the ends of lines are no difference."""
    left, right = split_paragraphs(old), split_paragraphs(new)
    rows: list[Row] = []
    for what, i, i_end, j, j_end in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row(Sign.SAME, (Run(Sign.SAME, left[i + n]),), i + n + 1, j + n + 1) for n in range(i_end - i)]
        else:
            rows += pair_up(left, right, range(i, i_end), range(j, j_end))
    return rows


def split_paragraphs(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def pair_up(left: Sequence[str], right: Sequence[str], old: range, new: range) -> Iterator[Row]:
    """A stretch in which nothing is the same: paragraphs that are alike are one, changed; the others went or came."""
    i = old.start
    for j in new:
        match = next((k for k in range(i, old.stop) if alike(left[k], right[j])), None)
        if match is None:
            yield Row(Sign.NEW, (Run(Sign.NEW, right[j]),), None, j + 1)
            continue
        for k in range(i, match):
            yield Row(Sign.GONE, (Run(Sign.GONE, left[k]),), k + 1, None)
        yield Row(Sign.CHANGED, tuple(compare_inside(left[match], right[j])), match + 1, j + 1)
        i = match + 1
    for k in range(i, old.stop):
        yield Row(Sign.GONE, (Run(Sign.GONE, left[k]),), k + 1, None)


def alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one[:MOST_INSIDE], other[:MOST_INSIDE], autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def compare_inside(old: str, new: str) -> Iterator[Run]:
    """The runs of a changed paragraph; a very long one is shown as gone and new as a whole."""
    if max(len(old), len(new)) > MOST_INSIDE:
        yield Run(Sign.GONE, old)
        yield Run(Sign.NEW, new)
        return
    gone = came = ""
    for what, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        inside = i > 0 and i_end < len(old)
        if what == "equal" and (i_end - i >= SHORTEST_KEPT or not inside or not (gone or came)):
            yield from changed_runs(gone, came)
            gone = came = ""
            yield Run(Sign.SAME, old[i:i_end])
        else:
            gone, came = gone + old[i:i_end], came + new[j:j_end]
    yield from changed_runs(gone, came)


def changed_runs(gone: str, came: str) -> Iterator[Run]:
    if gone:
        yield Run(Sign.GONE, gone)
    if came:
        yield Run(Sign.NEW, came)


def fold(rows: Sequence[Row], around: int = 1) -> list[Row | int]:
    """The rows with long unchanged stretches replaced by how many paragraphs they are."""
    changed = [n for n, row in enumerate(rows) if row.sign != Sign.SAME]
    near = {n for at in changed for n in range(at - around, at + around + 1)}
    found: list[Row | int] = []
    for n, row in enumerate(rows):
        if n in near:
            found.append(row)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found
