"""Make the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from luzhi.records.index import rebuild
from luzhi.records.kinds import Kind


class Command(BaseCommand):
    help = "Make the search index anew from the records, e.g. after loading many at once. Others may go on working."

    def handle(self, *args: Any, **options: Any) -> None:
        started, told = time.monotonic(), 0.0

        def tell(kind: Kind, done: int) -> None:
            nonlocal told
            if time.monotonic() - told >= 1:
                told = time.monotonic()
                self.stdout.write(f"  {kind.key}: {done}")

        total = rebuild(tell)
        self.stdout.write(f"{total} records indexed in {time.monotonic() - started:.1f} s.")
