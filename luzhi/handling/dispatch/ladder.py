"""The alert ladder of a rule set: lines such as 黄色 7个工作日, red: 1 working day, 逾期后每7天."""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from luzhi.core.calendar import WorkCalendar
from luzhi.core.clock import Span
from luzhi.handling.limits import read_limit

LINE = re.compile(
    r"(?P<name>[^\d]*?)\s*(?P<late>逾期后?|超期后?|overdue\s+)?\s*(?P<every>每隔?|every\s+)?\s*(?P<span>\d[^后]*?)\s*"
    r"(?P<after>后|after)?\s*$",
    re.IGNORECASE,
)
MOST_REPEATS = 60


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: its name, how long before or after the due day, whether it comes again and again after it."""

    name: str
    count: int
    unit: object
    late: bool = False
    every: bool = False

    def days(self, due: dt.date, calendar: WorkCalendar, today: dt.date) -> list[dt.date]:
        """The days up to today on which this rung was reached."""
        unit = self.unit
        if not self.late:
            first = calendar.add(due, -self.count, unit)  # type: ignore[arg-type]
            return [first] if first <= today <= due else []
        found: list[dt.date] = []
        for n in range(1, MOST_REPEATS + 1 if self.every else 2):
            day = calendar.add(due, self.count * n, unit)  # type: ignore[arg-type]
            if day > today:
                break
            found.append(day)
        return found


def read_ladder(text: str) -> tuple[Rung, ...]:
    """The lines as rungs; raises ValidationError naming the line that is none."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = LINE.fullmatch(line)
        if match is None:
            raise ValidationError(refusal(line))
        length = read_limit(match["span"]).length
        if not isinstance(length, Span):
            raise ValidationError(refusal(line))
        late = bool(match["late"] or match["after"] or match["every"])
        name = (match["name"] or "").strip(" :：,，")
        found.append(Rung(name, abs(length.count), length.unit, late=late, every=bool(match["every"])))
    return tuple(found)


def refusal(line: str) -> str:
    return _(
        "“%(line)s” is no alert. Write 7 working days, yellow 3 working days, 1 day after, or every 7 days after."
    ) % {"line": line}
