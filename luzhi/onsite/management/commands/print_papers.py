"""Tomorrow's papers as files, for a timer at a quarter to six."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation
from django.utils.dateparse import parse_date

from luzhi.access.models import Body
from luzhi.common.problems import Problem
from luzhi.expo.models import Expo
from luzhi.onsite.papers import print_papers


class Command(BaseCommand):
    help = "Write the papers of a day of the newest expo (tomorrow's unless --day says another) as PDF to FOLDER."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--body", required=True, help="the code of the body")
        parser.add_argument("--day", help="such as 2024-12-08")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise Problem(f"{folder} is not a folder.")
        body = Body.objects.filter(code=options["body"]).first()
        if body is None:
            raise Problem(f"There is no body with the code {options['body']}.")
        expo = Expo.objects.filter(body=body).order_by("-year", "-pk").first()
        if expo is None:
            raise Problem(f"{body} has no expo on record.")
        day = timezone.localdate() + dt.timedelta(days=1)
        if options["day"]:
            try:
                day = parse_date(options["day"]) or day
            except ValueError:
                raise Problem(f"{options['day']} is no day.") from None
        with translation.override("zh-hans"):
            target = folder / f"expo-{day:%Y%m%d}.pdf"
            target.write_bytes(print_papers(expo, day))
        said = {"file": str(target), "day": day.isoformat()}
        self.stdout.write(json.dumps(said) if options["format"] == "json" else f"{target}")
