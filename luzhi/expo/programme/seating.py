"""Seats by rank: the front row first, and in each row from the middle outwards, the sitter's left before the right."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.expo.models import Guest, SubEvent, SubEventSeat
from luzhi.records.services import create_record

UNRANKED = 1000


def order_seats(rows: int, across: int) -> Iterator[tuple[int, int]]:
    """(row, seat) from the most honoured to the least. Seat 1 is the left end as the sitters face the stage.

    The first sits in the middle, of an even row to the right of it; the second on the first one's left, the third
    on the right, and so on outwards.
    """
    middle = across // 2 + 1
    steps = sorted(range(1, across + 1), key=lambda seat: (abs(seat - middle), seat > middle))
    for row in range(1, rows + 1):
        for seat in steps:
            yield row, seat


def add_present_guests(event: SubEvent, *, by: Actor) -> int:
    """Expect every confirmed guest who is there when the sub-event takes place; returns how many were added."""
    there = Guest.objects.filter(expo=event.expo_id, confirmed=True).exclude(seats__sub_event=event)
    if event.starts_at and event.ends_at:
        there = there.filter(
            Q(arrives_at=None) | Q(arrives_at__lte=event.starts_at), Q(leaves_at=None) | Q(leaves_at__gte=event.ends_at)
        )
    with transaction.atomic():
        guests = list(there.order_by("pk"))
        for guest in guests:
            create_record(SubEventSeat(sub_event=event, guest=guest), by=by)
    return len(guests)


@transaction.atomic
def propose_seats(event: SubEvent, *, by: Actor) -> list[SubEventSeat]:
    """Seat everybody expected by rank; fixed seats stay. Returns those for whom no seat is left.

    Raises Problem while the room's rows and seats are not known.
    """
    locked = SubEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not (locked.seat_rows and locked.row_seats):
        raise Problem(_("Say first how many rows the room has, and how many seats a row."))
    seats = list(SubEventSeat.objects.filter(sub_event=locked).select_related("guest").order_by("pk"))
    taken = {(seat.row, seat.number) for seat in seats if seat.fixed}
    free = [place for place in order_seats(locked.seat_rows, locked.row_seats) if place not in taken]
    loose = sorted(
        (seat for seat in seats if not seat.fixed or seat.row is None),
        key=lambda seat: (seat.guest.rank or UNRANKED, seat.guest_id),
    )
    SubEventSeat.objects.filter(pk__in=[seat.pk for seat in loose]).update(row=None, number=None)
    for seat, place in zip(loose, free, strict=False):
        seat.row, seat.number = place
        seat.version += 1
    seated = loose[: len(free)]
    SubEventSeat.objects.bulk_update(seated, ["row", "number", "version"], batch_size=500)
    record_event(actor=by, verb="changed", obj=locked, changes={"seats": [None, len(seated)]})
    return loose[len(free) :]
