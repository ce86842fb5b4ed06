"""Whether typed rows can be a plan: each cell that cannot is told why, beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import Max
from django.utils.translation import gettext as _

from luzhi.people.models import Person, Place, Seat
from luzhi.plans.entry import GATE, OPENING, Row
from luzhi.plans.forms import today
from luzhi.plans.models import Plan, Resource

LENGTH = re.compile(r"^(\d{1,3})\s*(小时|时|h|hours?|天|日|个工作日|d|days?)?$", re.IGNORECASE)
HOURS = {"小时", "时", "h", "hour", "hours"}
AFTER = re.compile(r"^(\d{1,6})\s*(FS|SS|FF|SF)?\s*([+-]\s*\d{1,3})?\s*(?:d|天|日)?$", re.IGNORECASE)
NEED = re.compile(r"^(.*?)\s*(?:[×xX*]\s*(\d{1,3}))?$")
SEPARATORS = re.compile(r"[、,，;；\s]+(?![+-])")
BETWEEN_NAMES = re.compile(r"[、,，;；/]+\s*")
MOST_YUAN = Decimal(10) ** 12


@dataclass(frozen=True)
class Known:
    """What rows may name, read once for all of them."""

    numbers: Mapping[str, int]
    people: Mapping[str, list[Person]]
    left: Mapping[int, date]
    places: Mapping[str, Place]
    resources: Mapping[str, Resource]


def check_rows(plan: Plan, rows: list[Row]) -> bool:
    """Turn texts into values; every problem is kept beside its cell. True when all is right."""
    known = gather(plan, rows)
    names: dict[str, int] = {}
    for i, row in enumerate(rows, start=1):
        if row.heading:
            continue
        check_row(row, known, rows)
        name = row.texts["name"]
        if name in names:
            row.problems["name"] = _("row %(n)s has the same name") % {"n": names[name]}
        names[name] = i
    openings = [row for row in rows if row.values.get("is_opening")]
    for row in openings[1:]:
        row.problems["length"] = _("the plan has one opening; row %(n)s is it") % {"n": openings[0].texts["number"]}
    return not any(row.problems for row in rows)


def gather(plan: Plan, rows: list[Row]) -> Known:
    wanted = {name for row in rows for key in ("owner", "helpers") for name in split_names(row.texts[key])}
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(body_id=plan.body_id, name__in=wanted):
        people.setdefault(person.name, []).append(person)
    numbers = {row.texts["number"] or str(i): i - 1 for i, row in enumerate(rows, start=1)}
    found = [person.pk for persons in people.values() for person in persons]
    places = {row.texts["place"] for row in rows if row.texts["place"]}
    return Known(
        numbers,
        people,
        find_left(found),
        {place.name: place for place in Place.objects.filter(body_id=plan.body_id, name__in=places)},
        {thing.name: thing for thing in Resource.objects.filter(body_id=plan.body_id)},
    )


def find_left(person_ids: Iterable[int]) -> dict[int, date]:
    """People whose every office has ended, with the last day of the last one."""
    seats = Seat.objects.filter(person_id__in=list(person_ids))
    ended = dict(seats.values_list("person_id").annotate(last=Max("ends_on")))
    serving = set(seats.held_on(today()).values_list("person_id", flat=True))
    return {pk: last for pk, last in ended.items() if last and last < today() and pk not in serving}


def split_names(text: str) -> list[str]:
    return [name for name in BETWEEN_NAMES.split(text.strip()) if name]


def check_row(row: Row, known: Known, rows: list[Row]) -> None:
    texts, problems = row.texts, row.problems
    if not texts["name"]:
        problems["name"] = _("a task needs a name")
    row.values |= {"name": texts["name"][:160], "done_when": texts["done_when"][:200]}
    check_length(row)
    row.values["owner"] = check_person(row, "owner", texts["owner"], known)
    helpers = [check_person(row, "helpers", name, known) for name in split_names(texts["helpers"])]
    row.helpers = [person.pk for person in helpers if person is not None]
    for name in ("earliest", "latest", "fixed"):
        try:
            row.values[f"{name}_on"] = read_day(texts[name])
        except ValueError as error:
            problems[name] = str(error)
    first, last = row.values.get("earliest_on"), row.values.get("latest_on")
    if first and last and last < first:
        problems["latest"] = _("lies before “not before”")
    row.values["place"] = known.places.get(texts["place"])
    if texts["place"] and row.values["place"] is None:
        problems["place"] = _("no place on record has this name")
    check_links(row, known, rows)
    check_needs(row, known)
    check_budget(row)


def check_length(row: Row) -> None:
    text = row.texts["length"].lower()
    gate, opening = text in GATE, text in OPENING
    length = LENGTH.match("0" if gate or opening else text or "1")
    if length is None:
        row.problems["length"] = _("write 5, 5天, 6h, gate or opening")
        return
    row.values |= {"duration": int(length[1]), "in_hours": (length[2] or "").lower() in HOURS}
    if not row.values["duration"]:
        row.values |= {"is_gate": gate, "is_opening": opening}


def check_person(row: Row, cell: str, name: str, known: Known) -> Person | None:
    """The one person of a name; somebody who has left is refused by the day he or she did."""
    if not name:
        return None
    found = known.people.get(name, [])
    serving = [person for person in found if person.pk not in known.left]
    if len(serving) == 1:
        return serving[0]
    if found and not serving:
        row.problems[cell] = _("%(name)s left on %(day)s") % {"name": name, "day": known.left[found[0].pk]}
    elif found:
        row.problems[cell] = _("several people have this name")
    else:
        row.problems[cell] = _("nobody on record has this name")
    return None


def read_day(text: str) -> date | None:
    """A day as people type it; raises ValueError with the sentence to show, so 31 September is refused by name."""
    if not text:
        return None
    parts = re.findall(r"\d+", text)
    if len(parts) < 3 or len(parts[0]) != 4:
        raise ValueError(_("write a day as 2026-09-30"))
    try:
        return date(*map(int, parts[:3]))
    except ValueError as error:
        raise ValueError(_("there is no such day: %(day)s") % {"day": text}) from error


def check_links(row: Row, known: Known, rows: list[Row]) -> None:
    for part in filter(None, SEPARATORS.split(row.texts["after"])):
        link = AFTER.match(part)
        target = known.numbers.get(link[1]) if link else None
        if link is None or target is None:
            row.problems["after"] = _("“%(part)s” is not the number of a row") % {"part": part}
        elif rows[target].heading:
            row.problems["after"] = _("row %(n)s is a heading") % {"n": link[1]}
        elif rows[target] is row:
            row.problems["after"] = _("a task cannot wait for itself")
        else:
            row.links.append((target, (link[2] or "FS").upper(), int((link[3] or "0").replace(" ", ""))))


def check_needs(row: Row, known: Known) -> None:
    for part in split_names(row.texts["needs"]):
        found = NEED.match(part)
        thing = known.resources.get(found[1]) if found else None
        amount = int(found[2] or 1) if found else 0
        if thing is None:
            row.problems["needs"] = _("“%(part)s” is not among the scarce resources") % {"part": part}
        elif not 1 <= amount <= thing.amount:
            row.problems["needs"] = _("there are only %(n)s of %(name)s") % {"n": thing.amount, "name": thing}
        else:
            row.needs[thing.pk] = amount


def check_budget(row: Row) -> None:
    text = row.texts["budget"].replace(",", "").replace("，", "").replace("元", "").strip()
    times = Decimal(10_000) if text.endswith("万") else Decimal(1)
    try:
        amount = Decimal(text.removesuffix("万")) * times if text else None
    except InvalidOperation:
        amount = Decimal(-1)
    if amount is not None and not (amount.is_finite() and 0 <= amount < MOST_YUAN):
        row.problems["budget"] = _("write an amount such as 120000 or 12万")
        amount = None
    row.values["budget"] = round(amount, 2) if amount is not None else None
