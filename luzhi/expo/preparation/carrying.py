"""The next edition of an expo: what it takes over, with its days shifted, and the promises still open."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.expo.models import (
    Decision,
    DelegationMatch,
    DutyPost,
    Expo,
    Hall,
    InvitationChannel,
    Layout,
    PreparatoryCommittee,
    Shape,
    SubEvent,
    Zone,
)
from luzhi.expo.vocabulary import LayoutState
from luzhi.plans.cloning import clone_plan
from luzhi.plans.models import Plan, Task, Workstream
from luzhi.plans.workflow import TaskState
from luzhi.projects.models import FollowUp
from luzhi.records.services import create_record

LINE = 99  # the number of the line of action for what the last edition promised
SHAPE_FIELDS = ("key", "kind", "code", "x", "y", "width", "depth", "note")


def find_open_promises(expo: Expo) -> Iterator[str]:
    """What an edition promised and nobody has seen through: follow-ups not looked at, next steps of delegations,
    decisions whose task is not done. Each in one sentence."""
    outcomes = expo.outcomes.all()
    agreements = outcomes.exclude(agreement=None).values("agreement")
    waiting = FollowUp.objects.filter(agreement__in=agreements, done_on=None).select_related("agreement")
    for pk, title in dict(waiting.order_by("due_on").values_list("agreement", "agreement__title")).items():
        if pk:
            yield _("See through what was signed: %(what)s") % {"what": title}
    for match in DelegationMatch.objects.filter(delegation__expo=expo).exclude(next_steps="").select_related("local"):
        yield _("Agreed with %(who)s: %(what)s") % {"who": match.local, "what": match.next_steps.splitlines()[0]}
    decided = Decision.objects.filter(meeting__committee__expo=expo, task__isnull=False)
    undone = decided.exclude(task__state__in=[TaskState.DONE, TaskState.DROPPED]).order_by("pk")
    for text in undone.values_list("text", flat=True):
        yield _("Decided and not done: %(what)s") % {"what": text}


@transaction.atomic
def start_next_edition(expo: Expo, *, name: str, starts_on: date, by: Actor) -> Expo:
    """A new expo that takes over committee, channels, zones, posts, halls with their booths (let to nobody),
    sub-events with their days shifted, and the plan counted back from the new opening day.

    Raises Problem when the old expo has no opening day or the name is taken.
    """
    if expo.starts_on is None:
        raise Problem(_("The opening day of this edition is not on record, so nothing can be shifted from it."))
    if starts_on <= expo.starts_on:
        raise Problem(_("The next edition opens after this one."))
    shift = starts_on - expo.starts_on
    links = {"organisers": list(expo.organisers.all()), "prepared_for": list(expo.prepared_for.all())}
    made: Expo = create_record(
        Expo(
            name=name, short_name=expo.short_name, edition=expo.edition + 1 if expo.edition else None,
            year=starts_on.year, body_role=expo.body_role, half=1 if starts_on.month <= 6 else 2, place=expo.place,
            starts_on=starts_on, ends_on=expo.ends_on + shift if expo.ends_on else None, takes_fees=expo.takes_fees,
            plan=copy_plan(expo, name, starts_on, by=by),
        ),
        by=by, links=links,
    )  # fmt: skip
    copy_committee(expo, made, by=by)
    zones = copy_zones(expo, made, by=by)
    for channel in InvitationChannel.objects.filter(expo=expo).prefetch_related("areas").order_by("pk"):
        copied = InvitationChannel(
            expo=made, kind=channel.kind, name=channel.name, audience=channel.audience, sector=channel.sector,
            organisation=channel.organisation, year=made.year,
        )  # fmt: skip
        create_record(copied, by=by, links={"areas": list(channel.areas.all())})
    for post in DutyPost.objects.filter(expo=expo).order_by("pk"):
        values = {name: getattr(post, name) for name in ("role", "name", "in_meetings", "in_halls", "at_booths")}
        create_record(DutyPost(expo=made, year=made.year, **values), by=by)
    copy_halls(expo, made, zones, by=by)
    copy_sub_events(expo, made, shift, by=by)
    return made


def copy_plan(expo: Expo, name: str, starts_on: date, *, by: Actor) -> Plan | None:
    """The plan counted back from the new opening day, with a task for each promise still open."""
    if expo.plan is None or expo.plan.opens_on is None:
        return None
    plan = clone_plan(expo.plan, title=name, opens_on=starts_on, by=by)
    promises = list(dict.fromkeys(find_open_promises(expo)))
    if promises:
        last = Workstream.objects.filter(plan=plan).order_by("-number").values_list("number", flat=True).first() or 0
        line = Workstream(plan=plan, number=max(LINE, last + 1), title=_("Promises of the edition before"))
        create_record(line, by=by)
        known = set(Task.objects.filter(plan=plan).values_list("name", flat=True))
        for n, text in enumerate((text[:160] for text in promises), start=1):
            if text not in known:
                known.add(text)
                create_record(Task(plan=plan, year=plan.year, name=text, workstream=line, position=9000 + n), by=by)
    return plan


def copy_committee(expo: Expo, made: Expo, *, by: Actor) -> None:
    old = PreparatoryCommittee.objects.filter(expo=expo).first()
    if old is not None:
        new = PreparatoryCommittee(expo=made, name=old.name, head=old.head, head_title=old.head_title)
        create_record(new, by=by, links={"units": list(old.units.all())})


def copy_zones(expo: Expo, made: Expo, *, by: Actor) -> dict[int, Zone]:
    """The zones by the number of the old one; what a zone had last time is what it wants this time."""
    found: dict[int, Zone] = {}
    for zone in Zone.objects.filter(expo=expo).order_by("pk"):
        target = zone.area if zone.area is not None else zone.target_area
        copied = Zone(
            expo=made, name=zone.name, year=made.year, priority=zone.priority, target_area=target, lead=zone.lead,
            purpose=zone.purpose,
        )  # fmt: skip
        found[zone.pk] = create_record(copied, by=by)
    return found


def copy_halls(expo: Expo, made: Expo, zones: dict[int, Zone], *, by: Actor) -> None:
    """Each hall with a first draft that begins as the last frozen plan, let to nobody."""
    for hall in Hall.objects.filter(expo=expo).order_by("pk"):
        new: Any = create_record(
            Hall(expo=made, name=hall.name, width=hall.width, depth=hall.depth, aisle=hall.aisle), by=by
        )
        last = Layout.objects.filter(hall=hall, state=LayoutState.FROZEN).order_by("-number").first()
        if last is None:
            continue
        draft = create_record(Layout(hall=new, number=1, year=made.year), by=by)
        Shape.objects.bulk_create(
            [
                Shape(
                    body=made.body, layout=draft, zone=zones.get(shape.zone_id or 0),
                    **{name: getattr(shape, name) for name in SHAPE_FIELDS},
                )
                for shape in last.shapes.order_by("pk")
            ],
            batch_size=500,
        )  # fmt: skip


def copy_sub_events(expo: Expo, made: Expo, shift: timedelta, *, by: Actor) -> None:
    for event in SubEvent.objects.filter(expo=expo).order_by("pk"):
        copied = SubEvent(
            expo=made, name=event.name, kind=event.kind, organiser=event.organiser, place=event.place, year=made.year,
            starts_at=event.starts_at + shift if event.starts_at else None, seat_rows=event.seat_rows,
            ends_at=event.ends_at + shift if event.ends_at else None, row_seats=event.row_seats,
        )  # fmt: skip
        create_record(copied, by=by)
