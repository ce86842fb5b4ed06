"""Pictures of the expo, drawn by the server; every band opens the records behind it."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.expo.invitations.queries import Funnel
from luzhi.projects.pictures import Band, draw_funnel

STEP_NAMES = {
    "invited": gettext_lazy("Invited"),
    "answered": gettext_lazy("Answered"),
    "accepted": gettext_lazy("Accepted"),
    "came": gettext_lazy("Came"),
    "exhibited": gettext_lazy("Exhibited"),
    "uninvited": gettext_lazy("Came without an invitation on record"),
}


def draw_channel(funnel: Funnel) -> SafeString:
    """One channel's funnel, with a last band for those who came although no invitation is on record."""
    numbers = {**funnel.numbers, "uninvited": funnel.uninvited}
    bands = [
        Band(STEP_NAMES[step], n, reverse("expo-funnel", args=[funnel.channel.pk, step]))
        for step, n in numbers.items()
        if step != "uninvited" or n
    ]
    return draw_funnel(bands, title=_("Funnel of %(channel)s") % {"channel": funnel.channel})
