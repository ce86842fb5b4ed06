"""Plans counted back: dates people can check by hand, blame, ways out, and clear refusals."""

from __future__ import annotations

import datetime as dt

import pytest

from luzhi.core.backplan import (
    Anchor,
    Change,
    Link,
    LinkKind,
    Plan,
    PlanError,
    Relief,
    Task,
    TaskState,
    Way,
    blame,
    by_owner,
    count_back,
    diff,
    placements,
    preview_opening,
    why,
)
from luzhi.core.calendar import Leave, Override, WorkCalendar, prc_calendar

D = dt.date
OPENING, TODAY = D(2024, 12, 7), D(2024, 11, 18)


def plan(tasks, links=(), **more):
    return Plan(tasks, list(links), more.pop("opening", OPENING), more.pop("today", TODAY), **more)


def chain_plan(**more):
    """Draw (4 days) -> approve (2) -> build (6) -> opening on a Saturday."""
    tasks = [
        Task("draw", 4, owner="A"),
        Task("approve", 2, owner="B"),
        Task("build", 6, owner="C"),
        Task("sign", 1, owner="A"),
        Task("open", 0),
    ]
    links = [Link("draw", "approve"), Link("approve", "build"), Link("build", "open"), Link("sign", "open")]
    return plan(tasks, links, opening_task="open", **more)


def days(schedule, key):
    row = schedule.of(key)
    found = (row.earliest_start, row.earliest_finish, row.latest_start, row.latest_finish)
    return [(day.month, day.day) for day in found], row.float_days


def test_a_chain_is_counted_back_from_a_saturday_and_forward_from_today():
    schedule = count_back(chain_plan())
    assert days(schedule, "draw") == ([(11, 18), (11, 21), (11, 21), (11, 26)], 3)
    assert days(schedule, "approve") == ([(11, 22), (11, 25), (11, 27), (11, 28)], 3)
    assert days(schedule, "build") == ([(11, 26), (12, 3), (11, 29), (12, 6)], 3)
    assert days(schedule, "sign") == ([(11, 18), (11, 18), (12, 6), (12, 6)], 14)
    assert days(schedule, "open") == ([(12, 7)] * 4, 0)
    assert (schedule.days_late, schedule.impossible, schedule.critical) == (0, [], ["open"])


@pytest.mark.parametrize(
    ("kind", "lag", "start", "finish"),
    [
        (LinkKind.FS, 0, 22, 25),
        (LinkKind.FS, 2, 26, 27),
        (LinkKind.FS, -3, 19, 20),
        (LinkKind.SS, 0, 18, 19),
        (LinkKind.SS, 1, 19, 20),
        (LinkKind.FF, 0, 20, 21),
        (LinkKind.FF, 3, 25, 26),
        (LinkKind.SF, 6, 22, 25),
    ],
)
def test_the_four_kinds_of_links_with_lag_and_lead(kind, lag, start, finish):
    schedule = count_back(plan([Task("a", 4), Task("b", 2)], [Link("a", "b", kind, lag)]))
    row = schedule.of("b")
    assert (row.earliest_start.day, row.earliest_finish.day) == (start, finish)


def test_what_is_done_stays_and_frees_what_follows():
    tasks = [
        Task("draw", 4, actual_start=D(2024, 11, 4), actual_finish=D(2024, 11, 12)),
        Task("build", 6),
    ]
    schedule = count_back(plan(tasks, [Link("draw", "build")]))
    assert days(schedule, "draw") == ([(11, 4), (11, 12), (11, 4), (11, 12)], None)
    assert schedule.of("draw").state is TaskState.DONE
    assert schedule.of("build").earliest_start == TODAY


def test_a_lag_after_something_done_is_still_kept():
    tasks = [Task("pour", 1, actual_start=D(2024, 11, 15), actual_finish=D(2024, 11, 15)), Task("lay", 2)]
    schedule = count_back(plan(tasks, [Link("pour", "lay", lag=3)]))
    assert schedule.of("lay").earliest_start == D(2024, 11, 21)


def test_a_running_task_keeps_its_start_and_goes_on_today():
    tasks = [Task("late", 1), Task("build", 10, actual_start=D(2024, 11, 11), progress=0.4), Task("next", 1)]
    schedule = count_back(plan(tasks, [Link("late", "build"), Link("build", "next")]))
    row = schedule.of("build")
    assert (row.earliest_start, row.earliest_finish) == (D(2024, 11, 11), D(2024, 11, 25))
    assert schedule.of("next").earliest_start == D(2024, 11, 26)


def test_remaining_work_overrides_progress():
    schedule = count_back(plan([Task("build", 10, actual_start=D(2024, 11, 11), progress=0.9, remaining=5)]))
    assert schedule.of("build").earliest_finish == D(2024, 11, 22)


def test_own_dates_bound_both_passes():
    tasks = [Task("a", 2, earliest=D(2024, 11, 25), latest=D(2024, 11, 29)), Task("b", 1, fixed=D(2024, 12, 2))]
    schedule = count_back(plan(tasks))
    assert days(schedule, "a") == ([(11, 25), (11, 26), (11, 28), (11, 29)], 3)
    assert days(schedule, "b") == ([(12, 2)] * 4, 0)


def test_a_fixed_day_in_the_past_is_reported_and_not_started_before_today():
    schedule = count_back(plan([Task("a", 2, fixed=D(2024, 11, 11))]))
    assert schedule.of("a").earliest_start == TODAY
    assert (schedule.impossible, schedule.days_late) == (["a"], 5)


def test_what_follows_the_opening_is_not_held_by_it():
    tasks = [Task("open", 0), Task("dismantle", 3), Task("report", 5)]
    links = [Link("open", "dismantle"), Link("dismantle", "report")]
    schedule = count_back(plan(tasks, links, opening_task="open"))
    assert days(schedule, "dismantle") == ([(12, 9), (12, 11), (12, 9), (12, 11)], 0)
    assert schedule.impossible == []


def test_a_make_up_saturday_brings_a_date_one_working_day_nearer():
    ordinary = count_back(chain_plan())
    calendar = WorkCalendar({D(2024, 11, 23): Override(works=True, reason="Make-up")})
    made_up = count_back(chain_plan(calendar=calendar))
    assert ordinary.of("build").earliest_finish == D(2024, 12, 3)
    assert made_up.of("build").earliest_finish == D(2024, 12, 2)
    assert made_up.of("draw").float_days == ordinary.of("draw").float_days + 1


def test_hours_share_a_day():
    tasks = [Task("brief", 3, in_hours=True), Task("walk", 4, in_hours=True), Task("print", 1)]
    schedule = count_back(plan(tasks, [Link("brief", "walk"), Link("walk", "print")]))
    assert schedule.of("walk").earliest_finish == TODAY
    assert schedule.of("print").earliest_finish == D(2024, 11, 19)
    assert schedule.of("brief").float_days == 15 - 15 / 8


def test_a_crew_that_works_weekends_and_one_on_leave_count_their_own_days():
    base = prc_calendar()
    calendars = {
        "crew": base.team("crew", weekdays=range(7)),
        "artist": base.team("artist", leave=[Leave(D(2024, 11, 20), D(2024, 11, 26))]),
    }
    tasks = [Task("paint", 4, calendar="artist"), Task("hang", 3, calendar="crew"), Task("open", 0)]
    links = [Link("paint", "hang"), Link("hang", "open")]
    schedule = count_back(plan(tasks, links, calendars=calendars, opening_task="open"))
    assert days(schedule, "paint") == ([(11, 18), (11, 28), (11, 28), (12, 3)], 3)
    assert days(schedule, "hang") == ([(11, 29), (12, 1), (12, 4), (12, 6)], 5)


def test_negative_float_names_the_shortest_chain_and_what_it_misses():
    schedule = count_back(chain_plan(today=D(2024, 11, 26)))
    chain = blame(schedule)
    assert (chain.tasks, chain.anchor) == (("draw", "approve", "build", "open"), Anchor.TODAY)
    assert (chain.deadline, chain.days_late) == (OPENING, 3)
    assert schedule.impossible == ["draw", "approve", "build", "open"]


def test_the_chain_to_blame_is_the_one_with_the_fewest_tasks():
    tasks = [Task("a", 10), *[Task(f"b{n}", 2) for n in range(5)], Task("end", 10)]
    links = [Link(f"b{n}", f"b{n + 1}") for n in range(4)] + [Link("b4", "end"), Link("a", "end")]
    assert blame(count_back(plan(tasks, links))).tasks == ("a", "end")


def test_nothing_is_to_blame_when_every_date_is_kept():
    schedule = count_back(chain_plan())
    assert (blame(schedule), Relief(schedule).options()) == (None, [])


def test_ways_out_have_computed_effects():
    schedule = count_back(chain_plan(today=D(2024, 11, 26)))
    options = {(option.way, option.tasks): option for option in Relief(schedule).options()}
    assert options[Way.SHORTEN, ("build",)].late_after == 0
    assert options[Way.SHORTEN, ("approve",)].late_after == 2
    assert options[Way.SIDE_BY_SIDE, ("draw", "approve")].late_after == 1
    assert options[Way.SIDE_BY_SIDE, ("approve", "build")].late_after == 1
    assert options[Way.DROP, ("draw",)].late_after == 0
    move = options[Way.MOVE_OPENING, ()]
    assert (move.days, move.opening, move.late_after) == ((4,), D(2024, 12, 12), 0)
    assert {option.late_before for option in options.values()} == {3}


def test_a_mixture_of_shortenings_is_offered_when_one_task_is_not_enough():
    schedule = count_back(chain_plan(today=D(2024, 11, 29)))
    best = next(option for option in Relief(schedule).options() if len(option.tasks) > 1)
    assert (best.tasks, best.days, best.resolves) == (("build", "draw", "approve"), (3, 2, 1), True)


def test_the_opening_is_not_moved_when_another_date_is_missed():
    schedule = count_back(plan([Task("a", 8, latest=D(2024, 11, 22))]))
    assert {option.way for option in Relief(schedule).options()} == {Way.SHORTEN, Way.DROP}


@pytest.mark.parametrize(
    ("today", "key", "code", "params"),
    [
        (TODAY, "sign", "has_float", {"days": 14, "latest": D(2024, 12, 6)}),
        (TODAY, "draw", "near", {"days": 3, "end": "open", "deadline": OPENING, "next": "approve"}),
        (D(2024, 11, 21), "build", "no_float", {"end": "open", "deadline": OPENING, "next": "open"}),
    ],
)
def test_every_task_says_in_one_sentence_why_it_matters(today, key, code, params):
    reason = why(count_back(chain_plan(today=today)), key)
    assert (reason.code, reason.params) == (code, params)


def test_a_late_task_names_the_chain_and_a_done_one_its_day():
    schedule = count_back(chain_plan(today=D(2024, 11, 26)))
    assert why(schedule, "approve").params["tasks"] == ("draw", "approve", "build", "open")
    assert why(schedule, "approve").params["days"] == 3
    done = count_back(plan([Task("a", 1, actual_start=TODAY, actual_finish=TODAY)]))
    assert why(done, "a").params == {"on": TODAY}


def test_moving_the_opening_shows_who_moves_before_and_after():
    schedule = count_back(chain_plan())
    preview = preview_opening(schedule, -2)
    assert preview.after.plan.opening == D(2024, 12, 5)
    assert {owner: [move.key for move in moves] for owner, moves in preview.by_owner.items()} == {
        "A": ["draw", "sign"],
        "B": ["approve"],
        "C": ["build"],
        "": ["open"],
    }
    assert preview.newly_impossible == []
    assert preview_opening(schedule, -4).newly_impossible == ["draw", "approve", "build", "open"]


def test_applying_and_reverting_gives_the_same_plan():
    schedule = count_back(chain_plan())
    there = preview_opening(schedule, 5).after
    back = count_back(there.plan.with_opening(OPENING))
    assert list(back.rows()) == list(schedule.rows())


def test_diff_tells_added_removed_moved_and_handed_over():
    before = placements(count_back(plan([Task("a", 1, owner="A"), Task("b", 2, owner="B"), Task("c", 1)])))
    after = placements(count_back(plan([Task("a", 1, owner="B"), Task("b", 3, owner="B"), Task("d", 1)])))
    moves = diff(before, after)
    assert [(move.key, move.change) for move in moves] == [
        ("a", Change.HANDED_OVER),
        ("b", Change.MOVED),
        ("d", Change.ADDED),
        ("c", Change.REMOVED),
    ]
    assert [move.key for move in by_owner(moves)["A"]] == ["a"]


@pytest.mark.parametrize(
    ("tasks", "links", "code", "params"),
    [
        ([Task("a"), Task("a")], [], "duplicate_task", {"task": "a"}),
        ([Task("a")], [Link("a", "x")], "unknown_task", {"task": "x", "before": "a", "after": "x"}),
        ([Task("a", -1)], [], "negative_duration", {"task": "a"}),
        (
            [Task("a", actual_start=D(2024, 11, 5), actual_finish=D(2024, 11, 4))],
            [],
            "finish_before_start",
            {"task": "a", "start": D(2024, 11, 5), "finish": D(2024, 11, 4)},
        ),
        (
            [Task("a", actual_start=D(2024, 11, 19))],
            [],
            "actual_after_today",
            {"task": "a", "date": D(2024, 11, 19)},
        ),
        ([Task("a", calendar="x")], [], "unknown_calendar", {"task": "a", "calendar": "x"}),
        ([Task("a")], [Link("a", "a")], "cycle", {"tasks": ["a"]}),
    ],
)
def test_a_plan_that_cannot_be_computed_is_refused_with_its_reason(tasks, links, code, params):
    with pytest.raises(PlanError) as caught:
        count_back(plan(tasks, links))
    assert (caught.value.code, caught.value.params) == (code, params)


def test_a_cycle_is_named_with_the_tasks_in_it_and_no_others():
    tasks = [Task(key) for key in "abcdef"]
    pairs = ["ab", "bc", "cd", "db", "de", "af"]
    with pytest.raises(PlanError) as caught:
        count_back(plan(tasks, [Link(*pair) for pair in pairs]))
    named = caught.value.params["tasks"]
    assert sorted(named) == ["b", "c", "d"]
    assert all(a + b in pairs for a, b in zip(named, named[1:] + named[:1], strict=True))


def test_an_opening_in_the_past_is_seen_and_everything_open_is_late():
    late = plan([Task("a", 1)], opening=D(2024, 11, 11))
    assert late.opening_is_past
    assert count_back(late).days_late == 6


def test_an_empty_plan_is_a_plan():
    schedule = count_back(plan([]))
    assert (list(schedule.rows()), schedule.days_late, schedule.critical) == ([], 0, [])
