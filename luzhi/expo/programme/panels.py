"""The seats of a sub-event on its page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.models import SubEvent


def draw_seats(request: Any, event: SubEvent) -> str:
    """The room as rows of seats from the front, those without a seat, and what can be done."""
    seats = list(event.seats.select_related("guest__person").order_by("row", "number", "pk"))
    rows = []
    if event.seat_rows and event.row_seats:
        placed = {(seat.row, seat.number): seat for seat in seats}
        rows = [
            (row, [placed.get((row, number)) for number in range(1, event.row_seats + 1)])
            for row in range(1, event.seat_rows + 1)
        ]
    context = {
        "event": event, "rows": rows, "expected": len(seats), "unseated": [s for s in seats if s.row is None],
        "may_change": request.actor.may("expo.subeventseat.change"),
        "may_agree": request.actor.may("projects.agreement.add"),
    }  # fmt: skip
    return render_to_string("expo/_seats.html", context, request=request)
