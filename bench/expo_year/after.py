"""What was signed, what became of it, what is told at the close, and the next edition."""

import datetime as dt
from typing import Any

from bench.expo_year.cast import DAYS, OPENS, YEAR, day_of, on_day
from bench.expo_year.story import Story
from luzhi.expo.models import Award, Exhibitor, ExpoFigure, Invitation, Outcome
from luzhi.expo.preparation.carrying import find_open_promises, start_next_edition
from luzhi.expo.preparation.closing import read_follow_ups, write_report
from luzhi.expo.programme.signing import record_agreement
from luzhi.onsite.models import Scan
from luzhi.projects.models import Agreement, Alliance, FollowUp, Lead, Project
from luzhi.records.services import change_record, create_record


def sign_agreements(story: Story) -> None:
    """Agreements at the signing events, one told by three units, an alliance, awards; who came is recorded."""
    by, cast = story.cast.staff, story.cast
    events = [event for event in story.events if event.kind in ("signing", "docking")]
    rows = Exhibitor.objects.filter(expo=story.expo).select_related("organisation").order_by("pk")
    firms = [row.organisation for row in rows[:60]]
    with on_day(day_of(DAYS)):
        for n in range(min(30, len(firms) // 2)):
            kind = ("intention", "framework", "contract")[n % 3]
            values = {
                "title": f"演练协议{n:02}", "kind": kind, "parties": [firms[2 * n], firms[2 * n + 1]],
                "signed_on": day_of(DAYS), "amount": str(100 + n), "told_by": [cast.units[n % 3]],
            }  # fmt: skip
            outcome, known = record_agreement(events[n % len(events)], values, by=by)
            story.done["agreement signed"] += 1
            assert not known
            if n == 1:
                for unit in cast.units[:3]:
                    same, known = record_agreement(events[0], {**values, "told_by": [unit]}, by=by)
                    assert (same.pk, known) == (outcome.pk, True)
                    story.done["told again"] += 1
        alliance = create_record(
            Alliance(name="演练产业联盟", year=YEAR, founded_on=day_of(DAYS)), by=by, links={"members": firms[:5]}
        )
        create_record(Outcome(expo=story.expo, sub_event=events[0], alliance=alliance, year=YEAR), by=by)
        for n in range(3):
            create_record(Award(expo=story.expo, name=f"演练奖{n}", organisation=firms[n], year=YEAR), by=by)
    with on_day(day_of(DAYS + 1)):
        record_who_came(story)


def record_who_came(story: Story) -> None:
    """An invited firm exhibited, an invited person came or did not, as the desks have it."""
    came = set(Scan.objects.filter(expo=story.expo, outcome="first").values_list("badge__guest", flat=True))
    exhibits = set(Exhibitor.objects.filter(expo=story.expo, withdrawn_on=None).values_list("invitation", flat=True))
    rows = Invitation.objects.filter(expo=story.expo, state__in=["accepted", "substituted"]).prefetch_related("guests")
    for invitation in rows.order_by("pk"):
        here = any(guest.pk in came for guest in invitation.guests.all() if guest.confirmed)
        step = "exhibit" if invitation.pk in exhibits else "come" if here else "miss"
        story.take(invitation, step)


def follow_up(story: Story) -> None:
    """Thirty days later: leads become projects, some are signed and land; the first looks are taken."""
    by = story.cast.staff
    with on_day(day_of(DAYS) + dt.timedelta(days=30)):
        for n, lead in enumerate(Lead.objects.filter(body=story.cast.body, state="noted").order_by("pk")[:60]):
            if n % 4 == 3:
                story.take(lead, "drop", reason="双方另有安排")
            elif n % 2 == 0:
                story.take(lead, "open", answers={"name": f"演练项目{n:03}", "kind": "industrial"})
        for n, project in enumerate(Project.objects.filter(body=story.cast.body).order_by("pk")):
            advance(story, project, n)
        for row in FollowUp.objects.filter(body=story.cast.body, after_days=30).order_by("pk")[::2]:
            values = {"done_on": dt.date(YEAR, 11, 19), "finding": "演练回访"}
            change_record(row, values, by=by, seen_version=row.version)
            story.done["looked at after 30 days"] += 1


def advance(story: Story, project: Project, n: int) -> None:
    """Only what has a binding agreement is signed, only what has a place lands."""
    by = story.cast.staff
    free: Any = Agreement.objects.filter(body=story.cast.body, kind="contract", project=None).order_by("pk").first()
    if free is None or n % 2:
        return
    change_record(free, {"project": project}, by=by, seen_version=free.version)
    story.take(project, "sign", answers={"proof": "", "proof_gist": "演练合同"})
    if n % 4 == 0:
        fresh = Project.objects.get(pk=project.pk)
        placed = change_record(fresh, {"place": story.cast.places[-1]}, by=by, seen_version=fresh.version)
        story.take(placed, "land", answers={"proof": "", "proof_gist": "演练落地证明"})


def close(story: Story) -> None:
    """Figures on the way and at the close from two sources; the report; the next edition with what is open."""
    by = story.cast.staff
    with on_day(dt.date(YEAR, 12, 2)):
        for stage, number, source in (
            ("status", 500, "演练简报"),
            ("closing", 640, "演练总结"),
            ("closing", 655, "演练通稿"),
        ):
            figure = ExpoFigure(expo=story.expo, subject="参展企业", stage=stage, quantity=str(number), said_by=source)
            create_record(figure, by=by)
        lines = write_report(story.expo)
        story.told["lines of the report"] = len(lines)
        story.told["follow-ups"] = {k: v if k == "open" else len(v) for k, v in read_follow_ups(story.expo).items()}
        story.told["promises"] = sorted({text[:160] for text in find_open_promises(story.expo)})
        story.told["next"] = start_next_edition(
            story.expo, name="第二届演练博览会", starts_on=OPENS.replace(year=YEAR + 1, day=17), by=by
        ).pk
