"""Parts of pages drawn by this app."""

from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone

from luzhi.access.actors import ActingRequest
from luzhi.people.models import Person


def choose_day(year: int, *, today: date | None = None) -> date:
    """The day a page about a year looks from: today, or the nearest day of a year that is over or to come."""
    day = today or timezone.localdate()
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


def draw_offices(request: ActingRequest, person: Person) -> str:
    """The offices a person holds on the day the page looks from."""
    day = choose_day(request.year)
    seats = person.seats.held_on(day).select_related("sector", "committee", "on_behalf_of").order_by("pk")
    return render_to_string("people/_offices.html", {"seats": list(seats), "day": day})
