"""Print every declared figure."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.records.figures import Scope
from luzhi.reports.commands import add_scope, describe_reading, find_scope
from luzhi.reports.overview import read_all


class Command(BaseCommand):
    help = "Print every declared figure with value, unit, evidence grade and number of records."

    def add_arguments(self, parser: CommandParser) -> None:
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        body, year = find_scope(options)
        rows = [describe_reading(reading) for reading in read_all(Scope(body.pk, year)).values()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(
                f"{row['figure']:<40} {row['text'] or '-':<16} {row['unit']:<12} {row['grade']:<10} {row['records']}"
            )
