"""Serve the installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.web import serving


class Command(BaseCommand):
    """What `luzhi help` shows; `luzhi serve` itself does not come by here, since it needs no application."""

    help = serving.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        serving.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        serving.start(options["host"], options["port"], as_json=options["format"] == "json")
