"""The funnel of each channel, and areas against origins."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from luzhi.expo.models import Exhibitor, Expo, Invitation, InvitationChannel
from luzhi.expo.vocabulary import InvitationState as I
from luzhi.people.models import Place

ANSWERED = (I.ACCEPTED, I.SUBSTITUTED, I.DECLINED, I.CAME, I.EXHIBITED, I.ABSENT)

ACCEPTED = (I.ACCEPTED, I.SUBSTITUTED, I.CAME, I.EXHIBITED, I.ABSENT)

CAME = (I.CAME, I.EXHIBITED)

STEPS = {
    "invited": (I.INVITED, *ANSWERED),
    "answered": ANSWERED,
    "accepted": ACCEPTED,
    "came": CAME,
    "exhibited": (I.EXHIBITED,),
}


@dataclass(frozen=True)
class Funnel:
    """Invitations of one channel by how far they went, and the exhibitors who came without one on record."""

    channel: InvitationChannel
    numbers: dict[str, int]
    uninvited: int


def count_funnels(expo: Expo) -> list[Funnel]:
    """The funnel of each channel of an expo, channels without any invitation included; three queries."""
    states: dict[int, Counter[str]] = {}
    for channel_id, state in Invitation.objects.filter(expo=expo).values_list("channel_id", "state"):
        states.setdefault(channel_id, Counter())[state] += 1
    exhibits = Exhibitor.objects.filter(expo=expo, invitation=None, organisation__unnamed=False)
    uninvited = Counter(exhibits.values_list("channel_id", flat=True))
    found = []
    for channel in InvitationChannel.objects.filter(expo=expo).order_by("pk"):
        seen = states.get(channel.pk, Counter())
        numbers = {name: sum(seen[state] for state in wanted) for name, wanted in STEPS.items()}
        found.append(Funnel(channel, numbers, uninvited[channel.pk]))
    return found


@dataclass(frozen=True)
class OriginFunnel:
    """Invitations to one place of origin by how far they went, and exhibitors from there without one on record.

    The place is at its own level: a country, a region, a province, a city. None: nobody wrote down where from.
    """

    place: Place | None
    numbers: dict[str, int]
    uninvited: int


def find_origins(expo: Expo) -> dict[int, tuple[str, int | None]]:
    """For each invitation its state and where the invited come from: what the exhibitor's entry says, else the place of
    the organisation, else of the person's organisation. Two queries."""
    entered = Exhibitor.objects.filter(expo=expo, invitation__isnull=False, origin__isnull=False)
    said = dict(entered.values_list("invitation_id", "origin_id"))
    rows = Invitation.objects.filter(expo=expo).values_list(
        "pk", "state", "organisation__place", "person__organisation__place"
    )
    return {pk: (state, said.get(pk) or place or persons_place) for pk, state, place, persons_place in rows}


def find_uninvited(expo: Expo) -> dict[int, int | None]:
    """Exhibitors without an invitation on record, each with its origin."""
    rows = Exhibitor.objects.filter(expo=expo, invitation=None, organisation__unnamed=False)
    return {pk: origin or place for pk, origin, place in rows.values_list("pk", "origin", "organisation__place")}


def count_origins(expo: Expo) -> list[OriginFunnel]:
    """The funnel of each place of origin, the one with the most invitations first; four queries."""
    states: dict[int | None, Counter[str]] = {}
    for state, place in find_origins(expo).values():
        states.setdefault(place, Counter())[state] += 1
    uninvited = Counter(find_uninvited(expo).values())
    places = Place.objects.in_bulk([pk for pk in states.keys() | uninvited.keys() if pk])
    found = []
    for pk in states.keys() | uninvited.keys():
        seen = states.get(pk, Counter())
        numbers = {name: sum(seen[state] for state in wanted) for name, wanted in STEPS.items()}
        found.append(OriginFunnel(places.get(pk or 0), numbers, uninvited[pk]))
    wanted = [row for row in found if row.numbers["invited"] or row.uninvited]
    return sorted(wanted, key=lambda row: (row.place is None, -row.numbers["invited"], -row.uninvited, str(row.place)))


def compare_reach(expo: Expo) -> dict[str, list[Any]]:
    """Where people were called upon to invite, against where exhibitors came from: each side, and what only one has."""
    areas = {row.pk: row for row in _places(InvitationChannel.objects.filter(expo=expo), "areas")}
    origins = {row.pk: row for row in _places(Exhibitor.objects.filter(expo=expo), "origin")}
    return {
        "areas": list(areas.values()),
        "origins": list(origins.values()),
        "only_mobilised": [place for pk, place in areas.items() if pk not in origins],
        "only_origin": [place for pk, place in origins.items() if pk not in areas],
    }


def _places(records: Any, path: str) -> list[Any]:
    return list(Place.objects.filter(pk__in=records.filter(**{f"{path}__isnull": False}).values(path)).order_by("pk"))
