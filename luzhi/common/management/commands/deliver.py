"""Send the notices that are reviewed and waiting."""

from typing import Any

from django.core.management.base import BaseCommand

from luzhi.common.outbox import deliver_notices


class Command(BaseCommand):
    help = "Send reviewed notices. Safe to run every minute, and twice at once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{deliver_notices()} notices sent.")
