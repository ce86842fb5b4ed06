"""What time itself brings about; run it every morning."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.handling.clocks import note_overdue
from luzhi.proposals.writing import submit_due


class Command(BaseCommand):
    help = "Submit proposals whose time for signatures is over, and note clocks that have run out. Run it daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        done = {"submitted": submit_due(), "overdue": note_overdue()}
        if options["format"] == "json":
            self.stdout.write(json.dumps(done))
        else:
            self.stdout.write(f"submitted: {done['submitted']}, newly overdue: {done['overdue']}")
