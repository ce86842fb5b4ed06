"""Guests and attendants of an expo: what is not covered, what clashes, and a proposal that keeps fixed choices."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.expo.guests.assigning import (
    Carer,
    Choice,
    Need,
    Proposal,
    Span,
    find_double,
    find_gaps,
    find_overload,
    propose,
)
from luzhi.expo.models import Attendant, Expo, Guest, GuestCare, StaffDuty
from luzhi.expo.models.care import split_languages
from luzhi.records.services import create_record

EPOCH = datetime(2000, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


def minute_of(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    return timezone.localtime(EPOCH + timedelta(minutes=minute))


def span_of(start: datetime, end: datetime) -> Span:
    return Span(minute_of(start), minute_of(end))


@dataclass(frozen=True)
class Trouble:
    """Something about a guest or an attendant that needs a hand: gap, double, undated, overload or clash."""

    name: str
    who: Any
    start: datetime | None = None
    end: datetime | None = None
    other: Any = None


def group(rows: Iterable[GuestCare], name: str) -> dict[int, list[GuestCare]]:
    """Attendances by their guest or their attendant; nothing is known of the others."""
    found: dict[int, list[GuestCare]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


class Rota:
    """Everything about the guests of an expo, read in four queries."""

    def __init__(self, expo: Expo) -> None:
        self.expo = expo
        self.guests = list(Guest.objects.filter(expo=expo, confirmed=True).select_related("person").order_by("pk"))
        self.attendants = list(Attendant.objects.filter(expo=expo).select_related("person").order_by("pk"))
        rows = GuestCare.objects.filter(guest__expo=expo).select_related("guest__person", "attendant__person")
        self.rows = list(rows.order_by("starts_at", "pk"))
        self.by_guest, self.by_attendant = group(self.rows, "guest_id"), group(self.rows, "attendant_id")
        self.duties: dict[int, list[StaffDuty]] = defaultdict(list)
        dated = StaffDuty.objects.filter(expo=expo, starts_at__isnull=False, ends_at__isnull=False)
        for duty in dated.select_related("post"):
            self.duties[duty.person_id].append(duty)

    def care_of(self, guest: Guest) -> list[Span]:
        return [span_of(row.starts_at, row.ends_at) for row in self.by_guest[guest.pk]]

    def stays(self) -> list[tuple[Guest, Span]]:
        """Confirmed guests whose arrival and departure are known."""
        return [(g, span_of(g.arrives_at, g.leaves_at)) for g in self.guests if g.arrives_at and g.leaves_at]

    def troubles(self) -> list[Trouble]:
        """All that is wrong, guests first."""
        found = [Trouble("undated", guest) for guest in self.guests if not (guest.arrives_at and guest.leaves_at)]
        for guest, stay in self.stays():
            spans = self.care_of(guest)
            found += [Trouble("gap", guest, moment_of(s.start), moment_of(s.end)) for s in find_gaps(stay, spans)]
            found += [Trouble("double", guest, moment_of(s.start), moment_of(s.end)) for s in find_double(spans)]
        for attendant in self.attendants:
            found += self.troubles_of(attendant)
        return found

    def troubles_of(self, attendant: Attendant) -> list[Trouble]:
        mine = self.by_attendant[attendant.pk]
        found = []
        over = find_overload([span_of(row.starts_at, row.ends_at) for row in mine], attendant.most)
        if over is not None:
            found.append(Trouble("overload", attendant, moment_of(over.start), moment_of(over.end)))
        found += [
            Trouble("clash", attendant, duty.starts_at, duty.ends_at, duty.post)
            for duty in self.duties[attendant.person_id]
            if any(row.starts_at < duty.ends_at and duty.starts_at < row.ends_at for row in mine)  # type: ignore[operator]
        ]
        return found

    def needs(self, rows: Iterable[GuestCare]) -> list[Need]:
        """The gaps that remain when only these attendances stand."""
        kept = group(rows, "guest_id")
        return [
            Need(guest.pk, gap, split_languages(guest.languages))
            for guest, stay in self.stays()
            for gap in find_gaps(stay, [span_of(row.starts_at, row.ends_at) for row in kept[guest.pk]])
        ]

    def carers(self, rows: Iterable[GuestCare]) -> list[Carer]:
        kept = group(rows, "attendant_id")
        return [
            Carer(
                attendant.pk, split_languages(attendant.languages), attendant.most,
                busy=tuple(
                    span_of(d.starts_at, d.ends_at)
                    for d in self.duties[attendant.person_id]
                    if d.starts_at and d.ends_at
                ),
                settled=tuple(span_of(r.starts_at, r.ends_at) for r in kept[attendant.pk]),
            )
            for attendant in self.attendants
        ]  # fmt: skip


@transaction.atomic
def propose_care(expo: Expo, *, by: Actor) -> Proposal:
    """Replace all attendances that are not fixed by the solver's proposal; returns it with what could not be met."""
    Expo.objects.select_for_update(of=("self",)).get(pk=expo.pk)
    rota = Rota(expo)
    fixed = [row for row in rota.rows if row.fixed]
    before = {row.guest_id: row.attendant_id for row in fixed}
    proposal = propose(rota.needs(fixed), rota.carers(fixed), before)
    loose = GuestCare.objects.filter(guest__expo=expo, fixed=False)
    if loose.exists():
        gone = {"attendances": [loose.count(), 0]}
        record_event(actor=by, verb="changed", obj=expo, changes=gone, reason=_("attendants proposed anew"))
        loose.delete()
    for choice in proposal.choices:
        care = GuestCare(
            guest_id=choice.need.guest, attendant_id=choice.carer, starts_at=moment_of(choice.need.span.start),
            ends_at=moment_of(choice.need.span.end), fixed=False, reason=say_choice(choice),
        )  # fmt: skip
        create_record(care, by=by)
    return proposal


def say_choice(choice: Choice) -> str:
    """Why the solver chose this person."""
    parts = []
    if choice.same_as_before:
        parts.append(_("attends to this guest already"))
    if choice.shared:
        names = (word.title() for word in sorted(choice.shared))  # compared without case, written with it
        parts.append(_("speaks %(languages)s") % {"languages": ", ".join(names)})
    return "; ".join([*parts, _("free then, and the hours stay even")])


CAUSES = {
    "language": lambda: _("nobody on the list speaks a language of the guest"),
    "busy": lambda: _("everybody who could is on duty elsewhere then"),
    "load": lambda: _("everybody who could has as many guests as they can attend to"),
}
