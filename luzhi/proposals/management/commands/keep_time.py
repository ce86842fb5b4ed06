"""What time itself brings about; run it every morning."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from luzhi.access.models import Body
from luzhi.handling.clocks import note_overdue
from luzhi.handling.dispatch.alerts import note_late_rulings, note_late_talks, send_alerts
from luzhi.handling.following.services import carry_over, note_broken_promises
from luzhi.handling.results import note_missing_results
from luzhi.proposals.instructions import note_late_tasks
from luzhi.proposals.writing import submit_due


class Command(BaseCommand):
    help = (
        "Submit proposals whose time for signatures is over, note clocks and promises that have run out, send "
        "the alerts of the rules, and carry what is open into the year. Run it daily; a second run adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        year = timezone.localdate().year
        done = {
            "submitted": submit_due(), "overdue": note_overdue(), "alerts": send_alerts(),
            "late rulings": note_late_rulings(), "late talks": note_late_talks(),
            "broken promises": note_broken_promises(), "late follow-ups": note_late_tasks(),
            "classes": note_missing_results(),
            "carried over": sum(carry_over(body.pk, year) for body in Body.objects.all()),
        }  # fmt: skip
        if options["format"] == "json":
            self.stdout.write(json.dumps(done))
        else:
            self.stdout.write(", ".join(f"{what}: {n}" for what, n in done.items()))
