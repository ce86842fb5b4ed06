"""Print one figure."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.common.problems import Problem
from luzhi.records.figures import FIGURES, Scope, read_figure
from luzhi.records.narrowing import read_pairs
from luzhi.reports.commands import add_scope, describe_reading, find_scope


class Command(BaseCommand):
    help = (
        "Print one figure with value, unit, evidence grade and number of records, narrowed by --where dimension=name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key")
        parser.add_argument("--where", nargs="*", default=[], metavar="DIMENSION=NAME")
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        body, year = find_scope(options)
        figure = FIGURES.get(options["key"])
        if figure is None:
            raise Problem(f"There is no figure {options['key']}. See: luzhi figures")
        reading = read_figure(figure.key, Scope(body.pk, year, read_pairs(figure, options["where"], body.pk)))
        row = describe_reading(reading)
        if options["format"] == "json":
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in row.items()))
