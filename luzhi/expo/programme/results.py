"""What came about at an expo: agreements by kind and occasion, alliances with their founding, projects and where they
stand now. Each once, however many units tell it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luzhi.expo.models import Expo, Outcome
from luzhi.expo.queries import read_parts
from luzhi.projects.pictures import Band, draw_funnel
from luzhi.projects.templatetags.opened import address_of_figure
from luzhi.records.figures import Scope

AGREEMENTS = "projects.agreements"


@dataclass
class Results:
    """The outcomes of an expo by what they are; `tellers` says how many units told each."""

    agreements: list[Outcome] = field(default_factory=list)
    alliances: list[Outcome] = field(default_factory=list)
    stages: list[Outcome] = field(default_factory=list)

    @property
    def told_often(self) -> int:
        """Outcomes that several units report; each is counted once."""
        return sum(len(row.told_by.all()) > 1 for row in (*self.agreements, *self.alliances, *self.stages))


def read_results(expo: Expo) -> Results:
    """All outcomes of an expo with what their rows show; a fixed number of queries."""
    related = ("agreement", "alliance", "stage__project", "sub_event")
    rows = Outcome.objects.filter(expo=expo).select_related(*related).prefetch_related(
        "told_by", "alliance__members", "agreement__parties"
    )  # fmt: skip
    found = Results()
    for row in rows.order_by("pk"):
        target = found.agreements if row.agreement_id else found.alliances if row.alliance_id else found.stages
        target.append(row)
    return found


def draw_kinds(expo: Expo) -> SafeString:
    """Agreements signed at the expo by kind, stated ones included; a bar opens its records."""
    scope = Scope(expo.body_id, expo.year, {"expo": expo.pk})
    bands = [
        Band(
            part.label or value,
            int(part.quantity.low or 0),
            address_of_figure(AGREEMENTS, expo.year, expo=expo.pk, kind=value),
        )
        for value, part in read_parts(AGREEMENTS, scope, "kind").items()
        if part.quantity is not None
    ]
    return draw_funnel(sort_bands(bands), title=_("Agreements by kind"))


def draw_occasions(agreements: Sequence[Outcome], expo: Expo) -> SafeString:
    """The same agreements by the sub-event at which they were signed; without one, at the expo itself."""
    counts = Counter(row.sub_event_id for row in agreements)
    names: dict[int | None, Any] = {row.sub_event_id: row.sub_event for row in agreements}
    bands = [
        Band(
            names[pk] if pk else _("at no sub-event on record"), n,
            address_of_figure(AGREEMENTS, expo.year, expo=expo.pk, **({"sub_event": pk} if pk else {})),
        )
        for pk, n in counts.items()
    ]  # fmt: skip
    return draw_funnel(sort_bands(bands), title=_("Agreements by occasion"))


def sort_bands(bands: Sequence[Band]) -> list[Band]:
    return sorted(bands, key=lambda band: (-band.number, str(band.label)))
