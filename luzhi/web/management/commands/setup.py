"""Bring an installation up to date."""

import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from luzhi.common.schema import bring_up_to_date
from luzhi.common.telling import TellingCommand


class Command(TellingCommand):
    help = "Create or migrate the database, compile translations, collect static files. Run after each upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        from luzhi.core.backplan.warming import warm_up  # noqa: PLC0415 -- heavy, and few commands need it

        self.note("database …")
        bring_up_to_date()
        self.note("translations …")
        compile_catalogues()
        self.note("machine code of plans …")
        warm_up()  # translated once here, so that nobody's first plan waits for it
        self.note("static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        self.answer("ready.", ready=True)


def compile_catalogues() -> None:
    """Compile the texts of all apps, in every language."""
    for po in sorted((settings.BASE_DIR / "luzhi").glob("*/locale/*/LC_MESSAGES/*.po")):
        compile_catalogue(po)


def compile_catalogue(po: Path) -> None:
    """Compile one catalogue if it is newer than its compiled form."""
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime:
        subprocess.run(["msgfmt", "--check-format", "-o", str(mo), str(po)], check=True)  # noqa: S603, S607 -- fixed arguments
