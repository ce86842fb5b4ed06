"""Loads a year from data files that people can read: one file per app, each record with its reference and facts.

A record that is there already (same reference) is left as it is, so loading again adds only what is missing and never
undoes what people changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import TIES, Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.common.problems import Problem
from luzhi.records.figures import FIGURES
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import Evidence, LookAlike, Source, Statement, YearBook
from luzhi.records.services import create_record
from luzhi.records.values import find_field

SPECIAL = {"ref", "facts", "evidence", "state", "where", "left", "right"}


@dataclass
class Loaded:
    """What loading did: how many records were added and how many were there already."""

    added: int = 0
    present: int = 0


class YearLoader:
    """Reads the folder of a sample year; `year.yaml` names the body, the year, the source and the files."""

    def __init__(self, folder: Path, *, password: str, tell: Callable[[str], None] = lambda line: None) -> None:
        self.folder = folder
        self.password = password
        self.tell = tell
        self.done = Loaded()
        self.head = self._read("year.yaml")

    def _read(self, name: str) -> Any:
        path = self.folder / name
        if not path.is_file():
            raise Problem(_("There is no file %(path)s.") % {"path": path})
        import yaml  # noqa: PLC0415 -- heavy, and few pages need it

        try:
            return yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise Problem(_("%(file)s is not readable: %(why)s") % {"file": name, "why": error}) from error

    @transaction.atomic
    def load(self) -> Loaded:
        """Load everything, or nothing when one line is wrong."""
        body, _made = Body.objects.get_or_create(
            code=self.head["body"]["code"], defaults={**self.head["body"], "current_year": self.head["year"]}
        )
        self.body, self.year = body, self.head["year"]
        loader = User.objects.filter(username="loader").first() or User.objects.create_user(
            "loader", display_name=str(_("Sample loader")), is_active=False
        )
        self.actor = Actor(loader, body, {Role.STAFF})
        self.source, _made = Source.objects.get_or_create(body=body, ref="source", defaults=self.head["source"])
        YearBook.objects.get_or_create(
            body=body,
            year=self.year,
            defaults={"complete": self.head["complete"], "basis": self.head.get("basis", "")},
        )
        for name in self.head["files"]:
            self._load_file(name)
        for account in self.head.get("accounts", []):
            self._load_account(account)
        return self.done

    def _load_file(self, name: str) -> None:
        before = self.done.added
        for block in self._read(name) or []:
            kind = KINDS.get(block["kind"])
            if kind is None:
                raise Problem(
                    _("%(file)s: there is no kind of record “%(kind)s”.") % {"file": name, "kind": block["kind"]}
                )
            for line in block["records"]:
                try:
                    self._load_record(kind, line)
                except (Problem, ValidationError, KeyError, ValueError, LookupError) as error:
                    words = {
                        "file": name,
                        "ref": line.get("ref", "?"),
                        "why": getattr(error, "sentence", error),
                    }
                    raise Problem(_("%(file)s, record “%(ref)s”: %(why)s") % words) from error
        self.tell(f"{name}: +{self.done.added - before}")

    def _load_record(self, kind: Kind, line: dict[str, Any]) -> None:
        ref = line["ref"]
        if kind.model._default_manager.filter(body=self.body, ref=ref).exists():
            self.done.present += 1
            return
        values, links = self._convert(kind, line)
        obj = kind.model(body=self.body, ref=ref, **values)
        if kind.has_year and not getattr(obj, "year", None):
            obj.year = self.year  # type: ignore[attr-defined]
        obj.full_clean(exclude=["body", "state"])
        create_record(obj, by=self.actor, links=links, state=line.get("state", ""), verb="imported")
        for fact in line.get("facts", []):
            self._add_evidence(obj, {"locator": fact})
        for evidence in line.get("evidence", []):
            self._add_evidence(obj, evidence)
        self.done.added += 1

    def _add_evidence(self, obj: models.Model, values: dict[str, Any]) -> None:
        Evidence.objects.create(
            body=self.body, source=self.source, target_kind=obj._meta.label_lower, target_id=obj.pk, **values
        )

    def _convert(self, kind: Kind, line: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Plain values as the fields want them; references as the records they name."""
        values: dict[str, Any] = {}
        links: dict[str, Any] = {}
        for name, value in line.items():
            if name in SPECIAL:
                continue
            field = kind.model._meta.get_field(name)
            if not isinstance(field, models.Field):
                raise Problem(_("“%(name)s” is not a field.") % {"name": name})
            if field.many_to_many:
                links[name] = [self._find(field.related_model, ref) for ref in value]
            elif field.is_relation:
                values[name] = self._find(field.related_model, value)
            elif isinstance(value, date | bool | int | list | dict) or value is None:
                values[name] = value
            else:
                values[name] = Decimal(str(value)) if isinstance(field, models.DecimalField) else str(value)
        if kind.model is Statement:
            values["where"] = dict(self._narrow(line["figure"], line.get("where", {})))
            values.setdefault("source", self.source)
        if kind.model is LookAlike:
            model = KINDS[line["target_kind"]].model
            pair = sorted(self._find(model, line[side]).pk for side in ("left", "right"))
            values["left_id"], values["right_id"] = pair
        return values, links

    def _narrow(self, key: str, where: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        figure = FIGURES[key]
        for name, value in where.items():
            path = figure.dimensions[name]
            owner = KINDS[getattr(figure, "kind", "") or FIGURES[figure.part].kind].model
            field = find_field(owner, path)
            related = field is not None and field.is_relation
            yield name, self._find(field.related_model, value).pk if related else value  # type: ignore[union-attr]

    def _find(self, model: Any, ref: str) -> Any:
        found = model._default_manager.filter(body=self.body, ref=ref).first()
        if found is None:
            raise Problem(_("no %(kind)s has the reference “%(ref)s”") % {"kind": model._meta.verbose_name, "ref": ref})
        return found

    def _load_account(self, account: dict[str, Any]) -> None:
        user = User.objects.filter(username=account["username"]).first()
        if user is None:
            user = User.objects.create_user(
                account["username"], password=self.password, display_name=account["display_name"]
            )
        Grant.objects.get_or_create(user=user, body=self.body, role=account["role"])
        for tie, ref in account.get("ties", {}).items():
            TIES[tie](user, self.body, ref)
