"""Reads over several records of this part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from luzhi.access.actors import Actor
from luzhi.mandate.fields import fold_name
from luzhi.mandate.models import Assignment, Campaign, Document, Goal
from luzhi.mandate.tiles import Silence, TileReading, measure_silence, read_tiles
from luzhi.people.models import Office, Person, Seat

MOST_STEPS = 8


def trace_orders(documents: Iterable[Document]) -> list[list[Document]]:
    """On whose order? Level by level from the documents given up to the meetings behind them.

    Each document appears once, at the level where it is first met; three queries a level at most.
    """
    level = list(documents)
    seen = {document.pk for document in level}
    levels: list[list[Any]] = []
    while level and len(levels) < MOST_STEPS:
        levels.append(level)
        pks = [document.pk for document in level]
        above = set(Document.basis.through.objects.filter(from_document__in=pks).values_list("to_document", flat=True))
        above |= {document.adopted_at_id for document in level if document.adopted_at_id}
        level = list(Document.objects.filter(pk__in=above - seen).select_related("issuer").order_by("pk"))
        seen |= above
    return levels


def find_campaigns(body_id: int, name: str) -> list[Campaign]:
    """Campaigns of this name, whatever marks stand between its clauses."""
    return list(Campaign.objects.filter(body_id=body_id, folded=fold_name(name)).order_by("-year", "pk"))


@dataclass(frozen=True)
class AssignmentState:
    """What the cockpit shows of one assignment."""

    assignment: Assignment
    leaders: tuple[Person, ...]
    goals: tuple[Goal, ...]
    tiles: list[TileReading]
    silence: Silence


def read_assignments(actor: Actor, year: int, *, leader: Person | None = None) -> list[AssignmentState]:
    """The assignments of a year with figures and silences, the longest silent first; a fixed number of queries."""
    found = Assignment.objects.filter(body_id=actor.body_id, year=year)
    if leader is not None:
        found = found.filter(leaders=leader)
    rows = list(found.select_related("kind", "scheme", "place").prefetch_related("leaders", "goals").order_by("pk"))
    tiles = read_tiles(rows, actor)
    states = [
        AssignmentState(
            a,
            tuple(a.leaders.all()),
            tuple(a.goals.all()),
            tiles[a.pk],
            measure_silence(a.year, a.quiet_weeks, tiles[a.pk]),
        )
        for a in rows
    ]
    return sorted(states, key=lambda s: (not s.silence.alarm, -(s.silence.weeks or 0), s.assignment.pk))


def list_leaders(states: Sequence[AssignmentState]) -> list[Person]:
    """Everybody who answers for one of these assignments, each once."""
    return list({leader.pk: leader for state in states for leader in state.leaders}.values())


@dataclass(frozen=True)
class Reach:
    """How far a campaign has got among the members: who acted, and who is on the roster and did not."""

    acted: int
    members: int
    missing: tuple[Any, ...]


def measure_reach(campaign: Campaign, *, most: int = 20) -> Reach:
    """Members with and without an action on record. Three queries."""
    members = Seat.objects.filter(body_id=campaign.body_id, office__in=MEMBER_OFFICES).order_by("person_id")
    on_roster = set(members.values_list("person_id", flat=True))
    acted = set(campaign.actions.exclude(person=None).values_list("person_id", flat=True))
    missing = Person.objects.filter(pk__in=sorted(on_roster - acted)[:most]).order_by("pk")
    return Reach(len(acted), len(on_roster), tuple(missing))


MEMBER_OFFICES = (
    Office.CHAIR, Office.VICE_CHAIR, Office.SECRETARY_GENERAL, Office.STANDING_MEMBER, Office.MEMBER,
)  # fmt: skip
