"""A guest's days, what a late leg upsets, and the way to a hand-over slip, on the pages of their records."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.guests.delays import find_touched
from luzhi.expo.guests.itineraries import Itineraries
from luzhi.expo.models import Guest, GuestCare, Leg


def draw_itinerary(request: Any, guest: Guest) -> str:
    """The guest's days in order, and what in them does not fit."""
    plans = Itineraries([guest])
    lines = plans.of(guest)
    context = {"lines": lines, "misfits": plans.misfits(guest), "stays": plans.nights[guest.pk]}
    return render_to_string("expo/_itinerary.html", context)


def draw_touched(request: Any, leg: Leg) -> str:
    """What a leg that is not on time upsets."""
    touched = find_touched(leg)
    if not touched:
        return ""
    return render_to_string("expo/_touched.html", {"leg": leg, "touched": touched})


def draw_hand_over(request: Any, care: GuestCare) -> str:
    return render_to_string("expo/_to_slip.html", {"care": care})
