"""Pictures of the expo, drawn by the server; every band opens the records behind it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.expo.invitations.queries import Funnel, OriginFunnel
from luzhi.expo.models import Expo
from luzhi.projects.pictures import Band, draw_funnel
from luzhi.records.kinds import KINDS

MOST_BARS = 30
WIDE = 1000  # the length of a full bar in its own units
NESTED = ("invited", "answered", "came", "exhibited")  # each lies within the one before
STEP_NAMES = {
    "invited": gettext_lazy("Invited"),
    "answered": gettext_lazy("Answered"),
    "accepted": gettext_lazy("Accepted"),
    "came": gettext_lazy("Came"),
    "exhibited": gettext_lazy("Exhibited"),
    "uninvited": gettext_lazy("Came without an invitation on record"),
}


def draw_origins(parts: Iterable[tuple[Any, str, Any]], expo: Expo) -> SafeString:
    """Exhibitors by origin, each at its own level; a bar opens its exhibitors."""
    root = KINDS["expo.exhibitor"].url()
    rows = sorted(((int(n), label, value) for value, label, n in parts if n), key=lambda row: (-row[0], row[1]))
    bands = [
        Band(label if value is not None else _("origin not recorded"), n,
             f"{root}?expo={expo.pk}" + (f"&origin={value}" if value is not None else ""))
        for n, label, value in rows[:MOST_BARS]
    ]  # fmt: skip
    return draw_funnel(bands, title=_("Exhibitors by origin"))


def draw_classes(parts: Iterable[tuple[Any, str, Any]], expo: Expo) -> SafeString:
    """Guests who have confirmed, by class; a bar opens them."""
    root = KINDS["expo.guest"].url()
    bands = [
        Band(label, int(n), f"{root}?expo={expo.pk}&confirmed=true&guest_class={value}")
        for value, label, n in parts
        if n
    ]
    return draw_funnel(bands, title=_("Guests by class"))


def draw_channel(funnel: Funnel) -> SafeString:
    """One channel's funnel, with a last band for those who came although no invitation is on record."""
    numbers = {**funnel.numbers, "uninvited": funnel.uninvited}
    bands = [
        Band(STEP_NAMES[step], n, reverse("expo-funnel", args=[funnel.channel.pk, step]))
        for step, n in numbers.items()
        if step != "uninvited" or n
    ]
    return draw_funnel(bands, title=_("Funnel of %(channel)s") % {"channel": funnel.channel})


def draw_nested(funnel: OriginFunnel, widest: int) -> SafeString:
    """One bar for an origin: invited, within it answered, came and exhibited. The numbers stand beside it as text."""
    bars = "".join(
        f'<rect class="nested-{step}" width="{round(WIDE * funnel.numbers[step] / max(1, widest))}" height="10"/>'
        for step in NESTED
    )
    ground = f'<rect class="funnel-ground" width="{WIDE}" height="10"/>'
    frame = f'<svg class="funnel-bar" viewBox="0 0 {WIDE} 10" preserveAspectRatio="none" aria-hidden="true">'
    return mark_safe(f"{frame}{ground}{bars}</svg>")


def list_origins(funnels: Sequence[OriginFunnel], expo: Expo) -> list[dict[str, Any]]:
    """The rows of the picture by origin, each number with the way to its records; at most thirty."""
    widest = max([funnel.numbers["invited"] for funnel in funnels] + [1])
    rows = []
    for funnel in funnels[:MOST_BARS]:
        place = funnel.place.pk if funnel.place else 0
        numbers = {**{step: funnel.numbers[step] for step in NESTED}, "uninvited": funnel.uninvited}
        cells = [
            {"step": STEP_NAMES[step], "n": n, "link": reverse("expo-origin", args=[expo.pk, place, step]) if n else ""}
            for step, n in numbers.items()
        ]
        rows.append({"place": funnel.place, "bar": draw_nested(funnel, widest), "cells": cells})
    return rows
