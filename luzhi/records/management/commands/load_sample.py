"""Load a sample year into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from luzhi.access.models import Grant
from luzhi.common.problems import Problem
from luzhi.common.telling import TellingCommand
from luzhi.records.samples import YearLoader


class Command(TellingCommand):
    help = "Load a sample year, e.g. changchun_2024. Loading twice adds nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name", help="a folder under sample/, or a path")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise Problem("The sample year has accounts with a known password; it is not loaded in production.")
        folder = Path(options["name"])
        if not folder.is_dir():
            folder = settings.BASE_DIR / "sample" / options["name"]
        loader = YearLoader(folder, password=settings.SAMPLE_PASSWORD, tell=lambda line: self.note(f"  {line}"))
        done = loader.load()
        self.answer(
            f"{options['name']}: {done.added} records added, {done.present} already there.",
            added=done.added, present=done.present,
        )  # fmt: skip
        if not self.as_json:
            self.show_sample_accounts()

    def show_sample_accounts(self) -> None:
        """The accounts that carry the sample password, so that a newcomer can walk in as each kind of user."""
        grants = list(Grant.objects.select_related("user").filter(user__is_active=True).order_by("pk")[:12])
        # One check stands for all: hashing is slow on purpose, and the loader gives every account the same password.
        if grants and grants[0].user.check_password(settings.SAMPLE_PASSWORD):
            self.stdout.write(f"Sample sign-ins, all with the password {settings.SAMPLE_PASSWORD}:")
            for grant in grants:
                self.stdout.write(f"  {grant.user.username:<11} {grant.get_role_display()}")
