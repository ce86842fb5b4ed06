"""A whole expo by the real services: figures, plans, guests, meetings and sign-ins held against plain SQL."""

from collections.abc import Callable, Iterable
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.expo_year.cast import OPENS, on_day
from bench.expo_year.checks import (
    check_desks,
    check_figures,
    check_guests,
    check_layout,
    check_meetings,
    sweep,
)
from bench.expo_year.story import Story
from luzhi.common.audit import verify_chain
from luzhi.expo.models import Attendant, Decision, Expo, Invitation, Layout
from luzhi.expo.preparation.closing import write_report
from luzhi.plans.models import Task
from luzhi.projects.models import Agreement, FollowUp

THINGS = (
    "decision became a task", "booth", "wish for a place", "booth let by proposal", "notice about a booth", "freeze",
    "tell", "invite", "answered: accept", "answered: decline", "answered: substitute", "application", "accept", "decline",
    "leg of a journey", "shift", "two places at once refused", "attendance proposed", "expected at the opening",
    "seat by rank", "slot", "meeting asked for", "accepted on the link", "withdraw", "meeting reported", "badge",
    "report of a desk", "take", "settle", "agreement signed", "told again", "come", "exhibit", "open", "drop", "sign",
    "land", "looked at after 30 days",
)  # fmt: skip


def wrong(check: Callable[[Story], Iterable[Any]], story: Story) -> list[str]:
    return [str(line) for line in check(story) if not line.agrees]


def test_everything_that_an_expo_knows_happened(story: Story) -> None:
    assert [name for name in THINGS if not story.done[name]] == []


def test_every_published_figure_is_what_plain_sql_says(story: Story) -> None:
    assert wrong(check_figures, story) == []


def test_two_moved_booths_are_two_rows_and_two_notices(story: Story) -> None:
    assert len(story.told["moved booths"]) == 2
    assert wrong(check_layout, story) == []


def test_every_guest_has_one_attendant_at_every_minute_or_the_gap_is_listed(story: Story) -> None:
    assert {"gap", "undated"} <= set(story.told["troubles"])
    assert wrong(check_guests, story) == []


def test_the_sweep_finds_a_gap_and_a_double() -> None:
    assert sweep(0, 10, [(0, 3), (2, 6), (8, 12)]) == ([(6, 8)], [(2, 3)])
    assert sweep(0, 10, [(0, 10)]) == ([], [])
    assert sweep(0, 10, []) == ([(0, 10)], [])


def test_nobody_is_twice_in_a_slot_and_a_repair_moves_two_others_at_most(story: Story) -> None:
    assert story.told["repair"]["affected"] > 0
    assert wrong(check_meetings, story) == []


def test_no_sign_in_is_lost_or_counted_twice(story: Story) -> None:
    assert wrong(check_desks, story) == []


def test_a_late_train_warns_the_attendant(story: Story) -> None:
    assert story.told["warned of the late train"] > 0


def test_what_is_signed_is_told_by_three_and_counts_once_and_is_followed(story: Story) -> None:
    signed = Agreement.objects.filter(title__startswith="演练协议", outcomes__expo=story.expo)
    assert signed.count() == story.done["agreement signed"]
    assert story.told["follow-ups"]["open"] > 0
    assert (
        FollowUp.objects.filter(body=story.cast.body, done_on__isnull=False).count()
        == story.done["looked at after 30 days"]
    )


def test_the_report_keeps_plan_status_and_closing_apart_and_shows_that_sources_differ(story: Story) -> None:
    line = next(row for row in write_report(story.expo) if row.subject == "参展企业")
    assert [len(rows) for rows in (line.planned, line.on_the_way, line.closing)] == [1, 1, 2]
    assert line.disagrees


def test_the_next_edition_takes_the_open_promises_along(story: Story) -> None:
    following = Expo.objects.get(pk=story.told["next"])
    names = set(Task.objects.filter(plan=following.plan).values_list("name", flat=True))
    assert len(story.told["promises"]) > story.done["decision became a task"] // 2
    assert [text for text in story.told["promises"] if text not in names] == []
    assert Decision.objects.filter(meeting__committee__expo=following).count() == 0


def test_the_chain_of_events_is_whole(story: Story) -> None:
    assert list(verify_chain(chain=story.cast.body.pk)) == []


def test_the_pages_of_the_expo_open(story: Story) -> None:
    client = Client()
    client.force_login(story.cast.staff.user)
    newest = Layout.objects.filter(hall__expo=story.expo).latest("pk")
    attendant = Attendant.objects.filter(expo=story.expo).first()
    pages = [
        reverse("expo-care", args=[story.expo.pk]), reverse("match-board", args=[story.session.pk]),
        reverse("expo-closing", args=[story.expo.pk]), f"/expo/layouts/{newest.pk}/changes/",
        f"/expo/layouts/{newest.pk}/print/", reverse("expo-care-sheet", args=[attendant.pk]), "/expo-days/",
    ]  # fmt: skip
    with on_day(OPENS):
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_personal_link_of_an_invitation_ends_with_the_expo(story: Story) -> None:
    hashes = Invitation.objects.filter(expo=story.expo).exclude(secret_hash="").values_list("secret_hash", flat=True)
    assert len(hashes) == len(set(hashes)) > 0
