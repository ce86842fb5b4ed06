"""Pictures of the expo, drawn by the server; every band opens the records behind it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.expo.invitations.queries import Funnel
from luzhi.expo.models import Expo
from luzhi.projects.pictures import Band, draw_funnel
from luzhi.records.kinds import KINDS

MOST_BARS = 30
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
