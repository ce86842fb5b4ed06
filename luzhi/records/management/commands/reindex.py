"""Make the search index anew."""

import time
from typing import Any

from django.core.management.base import CommandParser

from luzhi.common.telling import TellingCommand
from luzhi.records.index import rebuild, tidy
from luzhi.records.kinds import Kind


class Command(TellingCommand):
    help = "Make the search index anew from the records, e.g. after loading many at once. Others may go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--tidy", action="store_true", help="only merge its pieces; run this every night")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["tidy"]:
            tidy()
            self.answer("The search index is in one piece.", tidy=True)
            return
        started, told = time.monotonic(), 0.0

        def tell(kind: Kind, done: int) -> None:
            nonlocal told
            if time.monotonic() - told >= 1:
                told = time.monotonic()
                self.note(f"  {kind.key}: {done}")

        total = rebuild(tell)
        self.answer(f"{total} records indexed in {time.monotonic() - started:.1f} s.", records=total)
