"""Check a draft against the records."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.reports.commands import add_scope, find_scope
from luzhi.reports.drafts import DraftChecker, describe_mark
from luzhi.reports.texts import read_path


class Command(BaseCommand):
    help = "Mark each number, list and name of a .txt or .docx file: agrees, differs, no source, wording, not a count."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        body, year = find_scope(options)
        text = read_path(options["file"])
        checker = DraftChecker(body, year)
        rows = [describe_mark(mark, checker.readings) for mark in checker.check(text).marks]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row['start']:>6} {row['status']:<12} {row['text']}  {row['figure']}  {row['note']}")
