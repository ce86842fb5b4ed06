"""How a command of ours answers: lines for a person, or one JSON object for a program."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class TellingCommand(BaseCommand):
    """A command with `--format`. What goes on meanwhile is told to persons only; the answer to both."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def execute(self, *args: Any, **options: Any) -> Any:
        self.as_json = options.get("format") == "json"
        return super().execute(*args, **options)

    def note(self, line: str) -> None:
        """A line about what goes on."""
        if not self.as_json:
            self.stdout.write(line)

    def answer(self, line: str, **facts: Any) -> None:
        """What came of it: the line, or the facts."""
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if self.as_json else line)
