"""The week's snapshot of every plan under way; run it every morning."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.plans.daily import freeze_week


class Command(BaseCommand):
    help = "Freeze how each plan under way stands, once a week. Run it daily: the first run of a week counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        done = {"frozen": freeze_week()}
        self.stdout.write(json.dumps(done) if options["format"] == "json" else f"frozen: {done['frozen']}")
