"""Who is wanted in two places tomorrow is told; run it every evening."""

import datetime as dt
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from luzhi.access.models import Body
from luzhi.common.problems import Problem
from luzhi.common.telling import TellingCommand
from luzhi.expo.duties.warning import warn_of_clashes


class Command(TellingCommand):
    help = (
        "Tell everybody who is wanted in two places tomorrow (or on --day), and the office. Run it every evening; "
        "a second run tells only what is new."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--day", help="such as 2024-12-08")

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localdate() + dt.timedelta(days=1)
        if options["day"]:
            try:
                day = dt.date.fromisoformat(options["day"])
            except ValueError:
                raise Problem(f"{options['day']} is no day.") from None
        told = sum(warn_of_clashes(body, day) for body in Body.objects.order_by("pk"))
        self.answer(f"{told} notices about {day}.", told=told, day=day.isoformat())
