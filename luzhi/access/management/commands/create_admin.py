"""Make the account of an administrator, the first ones of a body in particular."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from luzhi.access.accounts import create_account
from luzhi.access.grants import give_role
from luzhi.access.models import Body, User
from luzhi.access.roles import ADMINISTRATORS, Role
from luzhi.common.problems import Problem


class Command(BaseCommand):
    help = (
        "Make an account with an administrator's role and print its one-time password. A body needs three persons: "
        "a system, a security and an audit administrator; they make everything else on the pages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--body", required=True, metavar="CODE", help="the body's code, see luzhi create-body")
        parser.add_argument("--role", choices=sorted(ADMINISTRATORS), default=Role.SYSTEM_ADMIN)
        parser.add_argument("--display-name", default="", help="default: the user name")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        body = Body.objects.filter(code=options["body"]).first()
        if body is None:
            known = ", ".join(Body.objects.order_by("code").values_list("code", flat=True)) or "none yet"
            raise Problem(f"There is no body with the code {options['body']}. Known: {known}.")
        name = options["username"]
        with transaction.atomic():
            user, password = create_account(
                username=name, display_name=options["display_name"] or name, email="", by=None, home=body
            )
            give_role(user, Role(options["role"]), ends_on=None, by=None, body=body)
        missing = self.find_missing(body)
        if options["format"] == "json":
            answer = {"username": name, "password": password, "role": str(options["role"]), "missing": missing}
            self.stdout.write(json.dumps(answer))
            return
        self.stdout.write(f"{name} signs in with the password {password} and must choose another one at once.")
        if missing:
            self.stdout.write(f"Still without an administrator: {', '.join(missing)}.")

    def find_missing(self, body: Body) -> list[str]:
        """The administrators' roles that no open account of the body holds."""
        held = set(User.objects.filter(is_active=True, grants__body=body).values_list("grants__role", flat=True))
        return sorted(str(role) for role in ADMINISTRATORS if role not in held)
