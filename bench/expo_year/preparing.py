"""The committee and its meetings, the plan counted back from the opening, zones, channels, sub-events."""

import datetime as dt
from typing import Any

from bench.expo_year.cast import DAYS, OPENS, YEAR, day_of, moment, on_day
from bench.expo_year.story import Story
from luzhi.expo.models import (
    CommitteeMeeting,
    Decision,
    Expo,
    ExpoFigure,
    InvitationChannel,
    PreparatoryCommittee,
    SubEvent,
    SubEventItem,
    Zone,
)
from luzhi.expo.preparation.views import write_task
from luzhi.plans.cloning import start_from_template
from luzhi.plans.models import Task
from luzhi.records.services import change_record, create_record

BEGINS = dt.date(YEAR, 3, 4)
MEETINGS = 8
CHANNELS = ("chamber", "sector", "hk_macao", "overseas", "outward", "delegation")
EVENT_KINDS = ("opening", "conference", "forum", "docking", "launch", "signing", "forum", "docking")


def prepare(story: Story) -> None:
    cast, by = story.cast, story.cast.staff
    with on_day(BEGINS):
        story.expo = create_record(
            Expo(
                name="演练博览会", short_name="演练会", edition=1, year=YEAR, starts_on=OPENS, half=2,
                ends_on=day_of(DAYS), prepared_from=BEGINS, prepared_by_day=BEGINS, applications_open=True,
                applications_until=dt.date(YEAR, 8, 31),
            ),
            by=by, links={"organisers": cast.units[:2]},
        )  # fmt: skip
        plan = start_from_template("expo", title="演练博览会筹备计划", opens_on=OPENS, by=by)
        story.expo = change_record(story.expo, {"plan": plan}, by=by, seen_version=story.expo.version)
        committee = PreparatoryCommittee(expo=story.expo, name="演练博览会筹备委员会", head=cast.locals_[0])
        create_record(committee, by=by, links={"units": cast.units})
        story.zones = [make_zone(story, n) for n in range(1, story.size.zones + 1)]
        for subject, code in (("参展企业", story.size.exhibitors), ("嘉宾", story.size.guests)):
            create_record(
                ExpoFigure(expo=story.expo, subject=subject, stage="plan", quantity=str(code), as_of=BEGINS), by=by
            )
        for n, kind in enumerate(CHANNELS, 1):
            channel = InvitationChannel(
                expo=story.expo, kind=kind, name=f"演练渠道{n}", year=YEAR, audience=n < 4,
                sector=cast.sectors[0] if kind == "sector" else None,
            )  # fmt: skip
            story.channels[kind] = create_record(channel, by=by, links={"areas": cast.places[n : n + 2]})
    meet(story, committee)


def make_zone(story: Story, n: int) -> Zone:
    lead = story.cast.units[n % len(story.cast.units)]
    share = 9 * story.size.exhibitors // story.size.zones
    made: Zone = create_record(
        Zone(expo=story.expo, name=f"演练展区{n}", year=YEAR, target_area=share, lead=lead), by=story.cast.staff
    )
    return made


def meet(story: Story, committee: PreparatoryCommittee) -> None:
    """A meeting every fourth week, with decisions of which some become tasks, some of them done in time."""
    by = story.cast.staff
    for n in range(1, MEETINGS + 1):
        day = BEGINS + dt.timedelta(days=28 * (n - 1) + 1)
        with on_day(day):
            meeting = create_record(CommitteeMeeting(committee=committee, number=n, held_on=day, year=YEAR), by=by)
            for m in range(1, 4):
                decision = create_record(Decision(meeting=meeting, number=m, text=f"演练决定{n}-{m}"), by=by)
                story.done["decision"] += 1
                if m < 3:
                    write_task(decision, {"name": f"落实演练决定{n}-{m}", "unit": story.cast.units[m]}, by=by)
                    story.done["decision became a task"] += 1
    with on_day(OPENS - dt.timedelta(days=7)):
        for task in Task.objects.filter(plan=story.expo.plan, name__startswith="落实演练决定").order_by("pk")[::2]:
            finish(story, task)


def finish(story: Story, task: Task) -> None:
    story.take(task, "begin")
    story.take(Task.objects.get(pk=task.pk), "finish")


def set_programme(story: Story) -> None:
    """The sub-events of three days with agenda and rooms; zones become final with the area they got."""
    by = story.cast.staff
    with on_day(dt.date(YEAR, 9, 2)):
        for n in range(story.size.events):
            day, hour = day_of(1 + n % DAYS), 9 + (n // DAYS) % 8
            first = n == 0
            event: Any = SubEvent(
                expo=story.expo, name=f"演练活动{n + 1:02}", kind=EVENT_KINDS[n % len(EVENT_KINDS)], year=YEAR,
                organiser=story.cast.units[n % len(story.cast.units)], zone=story.zones[n % len(story.zones)],
                starts_at=moment(day, hour), ends_at=moment(day, hour + 1), seat_rows=40 if first else 12,
                row_seats=50 if first else 20,
            )  # fmt: skip
            event.full_clean(exclude=["body"])
            story.events.append(create_record(event, by=by))
            for position in (1, 2):
                item = SubEventItem(
                    sub_event=event, position=position, title=f"演练议程{n + 1}-{position}",
                    starts_at=moment(day, hour, 10 * position),
                )  # fmt: skip
                create_record(item, by=by)
        for zone in story.zones:
            fresh = Zone.objects.get(pk=zone.pk)
            changed = change_record(fresh, {"area": 1000 + zone.pk % 7}, by=by, seen_version=fresh.version)
            story.take(changed, "design")
            story.take(Zone.objects.get(pk=zone.pk), "settle")
