"""What the commands of this app share: the body and year they speak of."""

from typing import Any

from django.core.management.base import CommandParser

from luzhi.access.models import Body
from luzhi.common.problems import Problem
from luzhi.records.figures import Reading
from luzhi.records.narrowing import name_value
from luzhi.reports.printing import say_value


def add_scope(parser: CommandParser) -> None:
    parser.add_argument("--body", default="", help="code of the body; may be left out when there is only one")
    parser.add_argument("--year", type=int, default=0, help="default: the body's working year")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def find_scope(options: dict[str, Any]) -> tuple[Body, int]:
    """The body and the year asked for. Raises Problem, naming the known codes."""
    bodies = list(Body.objects.order_by("pk"))
    chosen = [body for body in bodies if body.code == options["body"]] if options["body"] else bodies
    if len(chosen) != 1:
        raise Problem(f"Say which body with --body. Known: {', '.join(body.code for body in bodies) or 'none'}.")
    return chosen[0], options["year"] or chosen[0].current_year


def describe_reading(reading: Reading) -> dict[str, Any]:
    """A reading as plain data: value code, unit, evidence grade, number of records."""
    value = reading.value
    return {
        "figure": reading.figure.key, "title": str(reading.figure.title),
        "value": value.to_code() if value is not None else None, "text": say_value(reading.figure, value) or None,
        "unit": reading.figure.unit, "grade": str(reading.grade), "records": reading.records,
        "where": {name: name_value(reading.figure, name, v) for name, v in reading.scope.where.items()},
        "statements": [{"value": s.quantity.to_code(), "words": s.words} for s in reading.statements],
    }  # fmt: skip
