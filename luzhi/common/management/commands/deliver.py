"""Send the notices that are reviewed and waiting."""

from typing import Any

from luzhi.common.outbox import deliver_notices
from luzhi.common.telling import TellingCommand


class Command(TellingCommand):
    help = "Send reviewed notices. Safe to run every minute, and twice at once."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = deliver_notices()
        self.answer(f"{sent} notices sent.", sent=sent)
