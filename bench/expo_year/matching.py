"""The matchmaking session: wishes and consent, the timetable, a firm that does not come, what the meetings brought."""

import re
import time
from collections import Counter
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.expo_year.cast import DAYS, LANGUAGES, OPENS, YEAR, day_of, moment, on_day
from bench.expo_year.story import Story
from bench.matchmaking.firms import generate
from luzhi.expo.models import Exhibitor, Shape
from luzhi.matchmaking.links import give_link
from luzhi.matchmaking.models import Interpreter, Party, PartyNotice, ProfileLine, Request, Session, Timetable
from luzhi.matchmaking.outcomes import enter_outcome
from luzhi.matchmaking.services import add_desks, add_slots, make_timetable, mend_timetable, newest_frozen
from luzhi.projects.models import Currency
from luzhi.records.services import create_record

SPOKEN = {"en": LANGUAGES[0], "ru": LANGUAGES[1], "ko": LANGUAGES[2], "": ""}
WISHES = OPENS.replace(day=1)
BY_LINK = 40  # one in so many goes through the firm's personal link


def gather_wishes(story: Story) -> None:
    size, by = story.size, story.cast.staff
    with on_day(WISHES):
        story.session = create_record(Session(expo=story.expo, name="演练对接会", year=YEAR, fair=2), by=by)
        open_rooms(story)
        plan_of = generate(size.firms, size.requests, size.slots, size.tables, seed=7)
        parties = [bring(story, n, bool(party.closed)) for n, party in enumerate(plan_of.parties)]
        for meeting in plan_of.meetings:
            half = "" if meeting.slots is None else "morning" if 0 in meeting.slots else "afternoon"
            asker, asked = (parties[key] for key in meeting.parties)
            ask(story, asker, asked, weight=meeting.weight, half=half, language=SPOKEN[meeting.language])
        first, *_more = Request.objects.filter(session=story.session).order_by("pk")
        story.take(first, "withdraw", reason="不再需要")


def open_rooms(story: Story) -> None:
    """Slots on the last two days, in the morning and in the afternoon; two sizes of tables; interpreters."""
    size, by = story.size, story.cast.staff
    a_day = size.slots // 2
    for day in (DAYS - 1, DAYS):
        morning = a_day * 9 // 20
        for hour, n in ((9, morning), (13, a_day - morning)):
            story.done["slot"] += add_slots(
                story.session, by=by, first=moment(day_of(day), hour), minutes=15, pause=5, n=n
            )
    large = size.tables // 4
    add_desks(story.session, by=by, prefix="L", n=large, seats=8)
    add_desks(story.session, by=by, prefix="T", n=size.tables - large, seats=4)
    for n, person in enumerate(story.cast.locals_[-8:]):
        speaks = f"{LANGUAGES[n % 3]}, {LANGUAGES[(n + 1) % 3]}"
        create_record(Interpreter(session=story.session, person=person, languages=speaks), by=by)


def bring(story: Story, n: int, attends: bool) -> Party:
    """An exhibitor at the session, with an offer and a need; some receive at their booth, some want few meetings."""
    by = story.cast.staff
    exhibitor = Exhibitor.objects.filter(expo=story.expo).order_by("pk")[n]
    booth = Shape.objects.filter(exhibitor=exhibitor).order_by("-pk").first() if n % 10 == 3 else None
    party = Party(
        session=story.session, organisation=exhibitor.organisation, delegates=1 + n % 3, listed=n % 4 > 0,
        most=8 if n % 10 == 0 else None, booth=booth.code if booth else "",
    )  # fmt: skip
    made: Party = create_record(
        party, by=by, links={"attends": [story.events[n % len(story.events)]] if attends else []}
    )
    for side, shift in (("offer", 0), ("need", 7)):
        text = f"演练{(n + shift) % 25:02}类产品"
        create_record(ProfileLine(party=made, side=side, field="product", chain=f"演练链{n % 5}", text=text), by=by)
    return made


def ask(story: Story, asker: Party, asked: Party, **values: Any) -> None:
    """One side asks; the other agrees, by the office's hand or on its own link."""
    made = create_record(
        Request(session=story.session, asker=asker, asked=asked, year=YEAR, subject="演练合作", **values),
        by=story.cast.staff,
    )
    story.done["meeting asked for"] += 1
    if story.done["meeting asked for"] % BY_LINK:
        story.take(made, "decline" if story.chance(0.01) else "accept")
        return
    post(story, asked, {"act": "answer", "request": made.pk, "say": "yes"})
    story.done["accepted on the link"] += 1


def post(story: Story, party: Party, sent: dict[str, Any]) -> None:
    secret = give_link(party, by=story.cast.staff)
    reply = Client().post(reverse("match-link", args=[secret]), sent)
    if reply.status_code != 302:
        said = re.findall(
            r'(?:role="alert"|class="invalid-feedback|class="errorlist)[^>]*>(.{0,200})',
            reply.content.decode(),
            re.DOTALL,
        )
        raise AssertionError(f"{sent}: {said}")


def plan(story: Story) -> None:
    by = story.cast.staff
    with on_day(OPENS.replace(day=10)):
        begun = time.perf_counter()
        draft = make_timetable(story.session, by=by)
        story.told["timetable made in (s)"] = round(time.perf_counter() - begun, 2)
        story.told["timetable"] = {"held": draft.meetings.count(), "unmet": draft.unmet.count(), "weight": draft.weight,
                                   "bound": draft.bound, "proven": draft.proven, "idle": draft.idle}  # fmt: skip
        story.take(draft, "freeze")
        tell(story)


def tell(story: Story) -> int:
    waiting = list(PartyNotice.objects.filter(party__session=story.session, state="draft"))
    for notice in waiting:
        story.take(notice, "tell", by=story.cast.staff)
    return len(waiting)


def miss(story: Story) -> None:
    """On the first morning a firm with many meetings is not there."""
    by, session = story.cast.staff, story.session
    standing = newest_frozen(session)
    assert standing is not None
    slots = list(session.slots.order_by("starts_at"))
    gone = slots[: max(2, story.size.slots // 10)]
    rows = standing.meetings.filter(slot__in=gone).values_list("request__asker", "request__asked")
    loads = Counter(pk for pair in rows for pk in pair)
    party = Party.objects.get(pk=min(loads.most_common(20))[0])
    with on_day(day_of(DAYS - 1), 8):
        begun = time.perf_counter()
        mended = mend_timetable(session, party, gone[0], gone[-1], by=by, reason="列车停运")
        story.told["repair"] = {
            "seconds": round(time.perf_counter() - begun, 2), "party": party.pk, "affected": mended.affected,
            "held again": mended.held_again, "moved": mended.moved, "gained": mended.gained, "proven": mended.proven,
            "from": standing.pk, "to": mended.draft.pk,
        }  # fmt: skip
        story.take(Timetable.objects.get(pk=mended.draft.pk), "freeze")
        story.told["firms told of the repair"] = tell(story)


def report(story: Story) -> None:
    """The office reports most meetings, both sides some, one side a few; some were missed, some nobody reports."""
    standing = newest_frozen(story.session)
    assert standing is not None
    rows = standing.meetings.select_related("request__asker", "request__asked").order_by("pk")
    with on_day(day_of(DAYS), 17):
        for n, meeting in enumerate(rows):
            fate = story.dice.random()
            values = {"happened": "held", "result": story.dice.choices(
                ("none", "talks", "intention", "framework", "contract"), (40, 30, 18, 8, 4))[0]}  # fmt: skip
            if fate < 0.06:
                values = {"happened": story.dice.choice(("asker_absent", "asked_absent")), "result": "none"}
            if n % BY_LINK == 0:
                sent = {"act": "outcome", "request": meeting.request_id, "currency": Currency.CNY, **values}
                post(story, meeting.request.asker, sent)
            elif fate < 0.7:
                enter_outcome(meeting.request, values, said_by="office", by=story.cast.staff)
            elif fate < 0.92:
                for side in ("asker", "asked"):
                    enter_outcome(meeting.request, values, said_by=side, by=None)
            else:
                continue
            story.done["meeting reported"] += 1
