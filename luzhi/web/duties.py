"""What waits for whom: one question asked of every kind of record that has a workflow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.feeds import SOURCES, Due
from luzhi.proposals.publicity import open_consents
from luzhi.proposals.queries import open_invitations
from luzhi.proposals.rules import CONSENT
from luzhi.records.holding import which_hold
from luzhi.records.kinds import KINDS, Kind
from luzhi.workflow.engine import BINDINGS, Binding, roles_on

MOST = 12
MOST_LOOKED_AT = 60
MOST_IN_CALENDAR = 300


@dataclass(frozen=True)
class Duty:
    """A record whose next step is the person's: what it is, in which state since when, and by when."""

    kind: Kind
    url: str
    label: str
    state: Any
    tone: str
    since: date | None
    due_on: date | None
    version: int = 1

    @property
    def days_left(self) -> int | None:
        """Calendar days until the due day; negative when it has passed."""
        return (self.due_on - timezone.localdate()).days if self.due_on else None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def find_duties(actor: Actor, *, most: int = MOST) -> list[Duty]:
    """The records whose turn it is for the actor, the earliest due day first, then the longest waiting.

    One query for all kinds whose table gives the actor's roles a turn, and bounded ones for those that hold any.
    """
    asked: dict[tuple[str, bool], QuerySet[Any]] = {}
    for key, binding in BINDINGS.items():
        kind = KINDS.get(key)
        if kind is None or not actor.may(f"{key}.view"):
            continue
        turns = {stay.duty_of for stay in binding.workflow.stays.values()}
        mine = sorted(turns & set(actor.roles))
        if mine:
            asked[key, False] = kind.visible_to(actor).filter(duty_of__in=mine)
        ties = sorted(turn for turn in turns if turn not in Role.values)
        if ties and kind.own is not None:
            asked[key, True] = kind.visible_to(actor).filter(kind.own(actor), duty_of__in=ties)
    found: list[Duty] = []
    for key, tied in which_hold(asked) if asked else ():
        read = find_tied if tied else read_duties
        found += read(KINDS[key], BINDINGS[key], asked[key, tied], actor, most)
    return sorted(found, key=lambda d: (d.due_on is None, d.due_on or date.max, d.since or date.max))[:most]


def find_invitations(actor: Actor) -> list[Duty]:
    """Proposals that wait for the person's own answer to an invitation to sign, the earliest day first; one query."""
    rows = open_invitations(actor).values_list("proposal", "proposal__title", "proposal__sign_by", "created_at")
    kind = KINDS["proposals.proposal"]
    return [
        Duty(kind, reverse("sign-proposal", args=[pk]), title, _("you are invited to sign"), "busy",
             timezone.localtime(asked).date(), sign_by)
        for pk, title, sign_by, asked in rows[:MOST]
    ]  # fmt: skip


def find_consents(actor: Actor) -> list[Duty]:
    """Answers of the actor's units of which the office asks whether they may be published; one query."""
    if not actor.unit_ids or not actor.may(CONSENT):
        return []
    kind, url = KINDS["proposals.proposal"], reverse("unit-consents")
    words = _("may the answer be published?")
    return [
        Duty(kind, url, c.publication.title, words, "busy", timezone.localtime(c.created_at).date(), None)
        for c in open_consents(actor)[:MOST]
    ]


def find_tied(kind: Kind, binding: Binding, records: QuerySet[Any], actor: Actor, most: int) -> list[Duty]:
    """Duties that come from what a record is to the person: its author, the unit it was sent to."""
    candidates = list(records.distinct().order_by("due_on", "pk")[: max(most, MOST_LOOKED_AT)])
    mine = [obj.pk for obj in candidates if obj.duty_of in roles_on(binding, actor, obj)]
    return read_duties(kind, binding, kind.model._default_manager.filter(pk__in=mine), actor, most) if mine else []


def read_duties(kind: Kind, binding: Binding, records: QuerySet[Any], _actor: Actor, most: int) -> list[Duty]:
    paths = ("pk", kind.duty_path or kind.label_path, "state", "state_since", "due_on", "version")
    due = records.exclude(due_on=None).order_by("due_on").values_list(*paths)[:most]
    open_ended = records.filter(due_on=None).order_by("pk").values_list(*paths)[:most]
    return [make_duty(kind, binding, row) for row in (*due, *open_ended)]


def make_duty(kind: Kind, binding: Binding, row: Iterable[Any]) -> Duty:
    pk, label, state, since, due_on, version = row
    shown = binding.workflow.states.get(state)
    day = timezone.localtime(since).date() if since else None
    return Duty(
        kind, kind.url(pk), str(label or f"#{pk}"), shown.label if shown else state, shown.tone if shown else "plain",
        day, due_on, version,
    )  # fmt: skip


def find_dues(actor: Actor) -> list[Due]:
    """What waits for the person and has a day, as entries of a calendar. Tasks have entries of their own."""
    return [
        Due(
            f"duty-{duty.url.strip('/').replace('/', '-')}", f"{duty.label} · {duty.state}", duty.due_on, duty.due_on,
            duty.version, timezone.now(), str(duty.kind.title), duty.url,
        )
        for duty in find_duties(actor, most=MOST_IN_CALENDAR)
        if duty.due_on is not None and duty.kind.key != "plans.task"
    ]  # fmt: skip


SOURCES.append(find_dues)
