"""What a reply says: the words of its head, and the items answered one by one as the matrix has them."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from luzhi.common.papers import Annex, Block, Paper, PaperForm, number_words
from luzhi.core.numerals import write_han
from luzhi.handling.models import Answer, Commitment, Item, Matter, Mode, Reply
from luzhi.handling.queries import Cell, Matrix, read_matrix
from luzhi.people.models import Organisation, Person

# A letter is in the language of official papers, whatever its reader's screen speaks.
HEADS = ("序号", "建议", "答复单位", "类别", "措施或答复", "时限")
WIDTHS = (1.1, 4.4, 2.6, 2.2, 5.2, 2.5)
LONGEST_LINE = 20  # characters of a title line at its size


@dataclass(frozen=True, slots=True)
class Subject:
    """How a letter names what it answers, and whom it greets."""

    title: str
    salutation: str
    opening: str


# An app above says here how its own matters are named: a proposal by term, session and number.
DESCRIBERS: list[Callable[[Matter], Subject | None]] = []


def describe_subject(matter: Matter) -> Subject:
    """The title, greeting and first sentence of replies to a matter."""
    for describe in DESCRIBERS:
        found = describe(matter)
        if found is not None:
            return found
    people = Person.objects.filter(items__matter=matter).distinct().order_by("pk")
    names = "、".join(person.name for person in people[:8])
    greeting = f"{names}委员：" if names else f"{matter.body}："
    return Subject(f"关于{matter.title}的答复", greeting, f"“{matter.title}”收悉。现答复如下：")


def scope_of(matrix: Matrix, unit: Organisation) -> list[Organisation]:
    """Whose answers stand in a unit's letter: its own; in the lead unit's, those of the joint units too."""
    referral = matrix.referrals.get(unit.pk)
    if referral is None or referral.mode != Mode.LEAD:
        return [unit]
    joint = [u for u in matrix.units if getattr(matrix.referrals.get(u.pk), "mode", "") == Mode.JOINT]
    return [unit, *joint]


def cells_of(matrix: Matrix, units: list[Organisation]) -> list[tuple[Item, list[Cell]]]:
    """The items that these units were asked about, each with their cells."""
    wanted = {unit.pk for unit in units}
    rows = []
    for item, cells in matrix.rows:
        mine = [cell for cell in cells if cell.unit.pk in wanted and (cell.expected or cell.answer)]
        if mine:
            rows.append((item, mine))
    return rows


def stitch(cells: list[Cell], lead: Organisation) -> str:
    """The parts of the joint units put together, for the lead unit to work from."""
    parts = [f"{c.unit}：{said(c.answer)}" for c in cells if c.answer is not None and c.unit.pk != lead.pk]
    return "\n".join(part for part in parts if part)


def said(answer: Answer) -> str:
    """An answer in one piece: its text, what is done, why it is not adopted."""
    reason = f"未采纳的原因：{answer.not_adopted_because}" if answer.not_adopted_because else ""
    return "\n".join(part.strip() for part in (answer.text, answer.measure, reason) if part.strip())


def promises_of(cells: list[Cell]) -> dict[int, list[Commitment]]:
    """The promises made in these answers, by answer."""
    found: dict[int, list[Commitment]] = {}
    answers = [cell.answer.pk for cell in cells if cell.answer is not None]
    for promise in Commitment.objects.filter(answer__in=answers).exclude(state="replaced").order_by("pk"):
        found.setdefault(promise.answer_id or 0, []).append(promise)
    return found


def write_content(reply: Reply) -> dict[str, Any]:
    """The text and the table of a reply as data, from the matrix as it stands."""
    matrix = read_matrix(reply.matter)
    rows = cells_of(matrix, scope_of(matrix, reply.unit))
    promises = promises_of([cell for _item, cells in rows for cell in cells])
    blocks = [Block("p", line) for line in lines(reply.opening)]
    for place, (item, cells) in enumerate(rows, 1):
        if len(rows) > 1:
            blocks.append(Block("h1", f"{write_han(place)}、关于“{shorten(item.text).rstrip('。；;.')}”"))
        blocks += write_item(cells, reply.unit, promises)
    blocks += [Block("p", line) for line in lines(reply.closing)]
    return {"blocks": [asdict(block) for block in blocks], "rows": [list(row) for row in table_rows(rows, promises)]}


def write_item(cells: list[Cell], lead: Organisation, promises: dict[int, list[Commitment]]) -> list[Block]:
    """The answer to one item: the signing unit's, or where it wrote none, the joint units' parts."""
    own = next((cell.answer for cell in cells if cell.unit.pk == lead.pk and cell.answer is not None), None)
    text = said(own) if own is not None else stitch(cells, lead)
    blocks = [Block("p", line) for line in lines(text)]
    for cell in cells:
        for promise in promises.get(cell.answer.pk, []) if cell.answer is not None else []:
            until = f"，{chinese_day(promise.keep_by)}前完成" if promise.keep_by else ""
            blocks.append(Block("p", f"{cell.unit}承诺：{promise.text.rstrip('。；;')}{until}。"))
    return blocks


def table_rows(rows: list[tuple[Item, list[Cell]]], promises: dict[int, list[Commitment]]) -> list[tuple[str, ...]]:
    """The table of items and units: a line for each answer."""
    found: list[tuple[str, ...]] = []
    for item, cells in rows:
        for cell in cells:
            answer = cell.answer
            if answer is None:
                continue
            days = [p.keep_by for p in promises.get(answer.pk, []) if p.keep_by]
            kind = " ".join(part for part in (answer.result_class, answer.class_meaning) if part)
            words = answer.measure or answer.not_adopted_because or answer.text
            until = max(days).isoformat() if days else ""
            found.append((str(item.number), item.text, str(cell.unit), kind, shorten(words, 90), until))
    return found


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def shorten(text: str, most: int = 24) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def break_title(title: str) -> tuple[str, ...]:
    """The lines of a title: as its author broke it, else halves of a long one."""
    given = lines(title)
    if len(given) != 1 or len(title) <= LONGEST_LINE:
        return tuple(given)
    count = -(-len(title) // LONGEST_LINE)
    size = -(-len(title) // count)
    return tuple(title[start : start + size] for start in range(0, len(title), size))


def make_paper(reply: Reply) -> Paper:
    """The letter as it stands: live while it is drafted, as frozen once its number is reserved."""
    content = reply.content or write_content(reply)
    rows = tuple(tuple(row) for row in content["rows"])
    number = number_words(reply.word, reply.year, reply.number) if reply.number and reply.year else ""
    contact = f"联系人：{reply.contact}，电话：{reply.phone}" if reply.contact else ""
    day = reply.signed_on or (timezone.localdate() if not reply.content else None)
    if reply.content.get("day"):
        day = date.fromisoformat(reply.content["day"])
    return Paper(
        form=PaperForm.LETTER, mark=reply.mark, title=break_title(reply.title), salutation=reply.salutation,
        blocks=tuple(Block(**block) for block in content["blocks"]), sender=str(reply.unit), day=day,
        number=number, class_mark=reply.result_class, contact=contact,
        copies=f"抄送：{reply.copies.rstrip('。')}。" if reply.copies else "",
        annex=Annex("附件", "答复事项一览表", HEADS, rows, WIDTHS) if rows else None,
        code=reply.code if reply.number else "", draft="" if reply.number else "草稿，未编号",
    )  # fmt: skip
