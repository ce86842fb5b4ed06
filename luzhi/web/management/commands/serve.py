"""Serve the installation."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from luzhi.access.models import Grant
from luzhi.common.telling import TellingCommand


class Command(TellingCommand):
    help = "Serve luzhi with granian on --host and --port. Put a reverse proxy with TLS in front in production."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self.answer(f"luzhi: http://{host}:{port}/", address=f"http://{host}:{port}/")
        if settings.MODE == "trial" and not self.as_json:
            self.show_sample_accounts()
        self.stdout.flush()
        granian = str(Path(sys.executable).with_name("granian"))
        os.execv(  # noqa: S606 -- the server takes this process's place, so signals reach it
            granian,
            [
                granian, "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(settings.WORKERS),
                "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application",
            ],
        )  # fmt: skip

    def show_sample_accounts(self) -> None:
        """The accounts that carry the sample password, so that a newcomer can walk in as each kind of user."""
        grants = list(Grant.objects.select_related("user").filter(user__is_active=True).order_by("pk")[:12])
        # One check stands for all: hashing is slow on purpose, and the loader gives every account the same password.
        grants = grants if grants and grants[0].user.check_password(settings.SAMPLE_PASSWORD) else []
        if grants:
            self.stdout.write(f"Sample sign-ins, all with the password {settings.SAMPLE_PASSWORD}:")
            for grant in grants:
                self.stdout.write(f"  {grant.user.username:<11} {grant.get_role_display()}")
