"""Add a consultative body to the installation."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from luzhi.access.models import Body, Level
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem


class Command(BaseCommand):
    help = "Add a body: its code, its name and, for a district body, the body above it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="a short name in small letters, e.g. changchun")
        parser.add_argument("name", help="the full name")
        parser.add_argument("--short-name", default="", help="as on a phone; default: the full name")
        parser.add_argument("--name-en", default="", help="the English name")
        parser.add_argument("--above", default="", metavar="CODE", help="the body above; makes this a district body")
        parser.add_argument("--year", type=int, default=timezone.localdate().year, help="the working year")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_slug(options["code"])
        except ValidationError as error:
            raise Problem("A code has small letters, digits and hyphens only.") from error
        if Body.objects.filter(code=options["code"]).exists():
            raise Problem(f"There is already a body with the code {options['code']}.")
        above = Body.objects.filter(code=options["above"]).first() if options["above"] else None
        if options["above"] and above is None:
            raise Problem(f"There is no body with the code {options['above']}.")
        with transaction.atomic():
            body = Body.objects.create(
                code=options["code"], name=options["name"], name_en=options["name_en"],
                short_name=options["short_name"] or options["name"][:60], parent=above,
                level=Level.DISTRICT if above else Level.CITY, current_year=options["year"],
            )  # fmt: skip
            record_event(actor=None, verb="body.created", obj=body, body_id=0, changes={"code": body.code})
        if options["format"] == "json":
            self.stdout.write(json.dumps({"code": body.code, "number": body.pk}))
        else:
            self.stdout.write(f"The body {body.code} is there. Next: luzhi create-admin NAME --body {body.code}")
