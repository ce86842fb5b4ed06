"""Laws of counting back, over random plans, calendars, links and histories."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from luzhi.core.backplan import (
    Link,
    LinkKind,
    Plan,
    Relief,
    Task,
    TaskState,
    Way,
    blame,
    count_back,
    preview_opening,
    why,
)
from luzhi.core.calendar import Leave, Override, WorkCalendar

D = dt.date
DAY = dt.timedelta(days=1)
TODAY = D(2024, 11, 18)
dates = st.dates(D(2024, 10, 20), D(2025, 1, 10))
calendars = st.dictionaries(dates, st.builds(Override, st.booleans(), st.just("local")), max_size=15).map(WorkCalendar)


@st.composite
def plans(draw, *, teams=False, history=True):
    calendar = draw(calendars)
    named = {}
    if teams:
        leave = Leave(D(2024, 11, 20), D(2024, 11, 20) + draw(st.integers(0, 12)) * DAY)
        named = {"crew": calendar.team(weekdays=range(7)), "away": calendar.team(leave=[leave])}
    size = draw(st.integers(1, 9))
    tasks = []
    for number in range(size):
        task = Task(str(number), draw(st.integers(0, 6)), calendar=draw(st.sampled_from(["", *named])))
        match draw(st.integers(0, 9)):
            case 0 if history:
                task = replace(task, actual_start=D(2024, 11, 11), actual_finish=D(2024, 11, 14))
            case 1 if history:
                task = replace(task, actual_start=D(2024, 11, 12), progress=draw(st.floats(0, 1)))
            case 2:
                task = replace(task, earliest=draw(dates))
            case 3:
                task = replace(task, latest=draw(dates))
            case 4:
                task = replace(task, fixed=draw(dates))
        tasks.append(task)
    links = []
    kinds, lags = st.sampled_from(LinkKind), st.integers(-3, 3)
    for after in range(1, size):
        chosen = draw(st.sets(st.integers(0, after - 1), max_size=3))
        links += [Link(str(before), str(after), draw(kinds), draw(lags)) for before in chosen]
    opening = draw(st.dates(D(2024, 11, 20), D(2025, 1, 31)))
    return Plan(tasks, links, opening, TODAY, calendar, named)


def positions(schedule, key, *, late=False):
    place = schedule.network.place[key]
    times = schedule.times
    if late:
        return int(times.late_start[place]), int(times.late_finish[place])
    return int(times.early_start[place]), int(times.early_finish[place])


def simple_passes(plan):
    """Both passes written out for one calendar and no history, one task at a time."""
    rank, today, opening = plan.calendar.rank, plan.calendar.rank(plan.today), plan.calendar.rank(plan.opening)
    early, late = {}, {}
    for task in plan.tasks:
        start = today
        for date in (task.earliest, task.fixed):
            start = max(start, rank(date)) if date else start
        for link in plan.links:
            if link.after == task.key:
                left = early[link.before]
                left += 0 if link.kind in ("SS", "SF") else plan.tasks[int(link.before)].duration
                start = max(start, left + link.lag - (task.duration if link.kind in ("FF", "SF") else 0))
        early[task.key] = start
    for task in reversed(plan.tasks):
        finish = opening
        if task.latest:
            finish = min(finish, rank(task.latest + DAY))
        if task.fixed:
            finish = min(finish, rank(task.fixed) + task.duration)
        start = finish - task.duration
        for link in plan.links:
            if link.before == task.key:
                right = late[link.after]
                right += plan.tasks[int(link.after)].duration if link.kind in ("FF", "SF") else 0
                start = min(start, right - link.lag - (0 if link.kind in ("SS", "SF") else task.duration))
        late[task.key] = start
    return early, late


@given(plans(history=False))
def test_both_passes_agree_with_the_definition(plan):
    schedule = count_back(plan)
    early, late = simple_passes(plan)
    assert {task.key: positions(schedule, task.key)[0] for task in plan.tasks} == early
    assert {task.key: positions(schedule, task.key, late=True)[0] for task in plan.tasks} == late


@given(plans(teams=True))
def test_links_hold_in_the_earliest_and_in_the_latest_plan(plan):
    schedule = count_back(plan)
    axis, tasks = schedule.network.axis, {task.key: task for task in plan.tasks}
    for link in plan.links:
        before, after = tasks[link.before], tasks[link.after]
        if before.state is TaskState.DONE or after.state is TaskState.DONE:
            continue
        leaves_start, holds_finish = link.kind in ("SS", "SF"), link.kind in ("FF", "SF")
        if before.state is TaskState.RUNNING and leaves_start:
            continue
        if after.state is TaskState.RUNNING and not holds_finish:
            continue
        for late in (False, True):
            left = positions(schedule, link.before, late=late)[0 if leaves_start else 1]
            right = positions(schedule, link.after, late=late)[1 if holds_finish else 0]
            assert axis.advance(np.array([left]), np.array([link.lag]))[0] <= right


@given(plans(teams=True))
def test_what_is_done_never_moves_and_nothing_open_starts_before_today(plan):
    schedule = count_back(plan)
    for task, row in zip(plan.tasks, schedule.rows(), strict=True):
        if task.state is TaskState.DONE:
            assert (row.earliest_start, row.latest_start) == (task.actual_start, task.actual_start)
            assert (row.earliest_finish, row.latest_finish) == (task.actual_finish, task.actual_finish)
            assert row.float_days is None
        elif task.state is TaskState.RUNNING:
            assert row.earliest_start == row.latest_start == task.actual_start
        elif task.duration:
            assert row.earliest_start >= plan.today
            assert row.latest_start >= plan.today or row.is_impossible


@given(plans(teams=True))
def test_float_is_latest_minus_earliest_in_working_days_of_the_task(plan):
    schedule = count_back(plan)
    for task, row in zip(plan.tasks, schedule.rows(), strict=True):
        if task.state is TaskState.OPEN and task.duration:
            calendar = plan.calendars.get(task.calendar, plan.calendar)
            assert row.float_days == calendar.rank(row.latest_start) - calendar.rank(row.earliest_start)
            assert calendar.is_working(row.earliest_start)
            assert calendar.is_working(row.latest_finish)
            assert calendar.rank(row.earliest_finish) - calendar.rank(row.earliest_start) == task.duration - 1


@given(plans(teams=True))
def test_the_latest_plan_keeps_every_date_and_the_earliest_keeps_today(plan):
    schedule = count_back(plan)
    times, is_open = schedule.times, schedule.open
    assert (times.late_finish <= times.ceiling)[is_open].all()
    assert (times.early_start >= schedule.network.floor)[is_open].all()


@given(plans(teams=True), st.integers(-10, 10))
def test_applying_and_reverting_gives_the_same_plan(plan, shift):
    schedule = count_back(plan)
    preview = preview_opening(schedule, shift)
    back = count_back(preview.after.plan.with_opening(plan.opening))
    assert list(back.rows()) == list(schedule.rows())
    done = {task.key for task in plan.tasks if task.state is TaskState.DONE}
    assert not done & {move.key for move in preview.moves}


@given(plans())
def test_the_blamed_chain_explains_the_lateness_to_the_day(plan):
    schedule = count_back(plan)
    chain = blame(schedule)
    if chain is None:
        assert schedule.days_late == 0
        return
    assert chain.days_late == schedule.days_late > 0
    assert set(chain.tasks) <= set(schedule.impossible) | {chain.tasks[-1]}
    for number, (before, after) in zip(chain.links, zip(chain.tasks, chain.tasks[1:], strict=False), strict=True):
        assert (plan.links[number].before, plan.links[number].after) == (before, after)


@settings(max_examples=60)
@given(plans())
def test_ways_out_make_it_less_late_and_moving_the_opening_does_what_it_says(plan):
    schedule = count_back(plan)
    options = Relief(schedule).options()
    assert schedule.days_late or not options
    for option in options:
        assert option.late_after < option.late_before
        if option.way is Way.MOVE_OPENING:
            moved = count_back(plan.with_opening(option.opening))
            assert moved.days_late == option.late_after


@settings(max_examples=60)
@given(plans(teams=True))
def test_every_task_has_its_sentence(plan):
    schedule = count_back(plan)
    for row in schedule.rows():
        reason = why(schedule, row.key)
        assert (reason.code == "late") == row.is_impossible
        assert (reason.code == "done") == (row.state is TaskState.DONE)


@given(plans(history=False), st.integers(0, 3))
def test_a_make_up_saturday_leaves_one_working_day_more(plan, week):
    saturday = D(2024, 11, 23) + week * 7 * DAY
    assume(not plan.calendar.is_working(saturday) and saturday < plan.opening)
    plan = replace(plan, tasks=[Task(task.key, task.duration) for task in plan.tasks])
    more = WorkCalendar({**plan.calendar.overrides, saturday: Override(works=True, reason="Make-up")})
    before, after = count_back(plan), count_back(replace(plan, calendar=more))
    for old, new in zip(before.rows(), after.rows(), strict=True):
        assert new.float_days == old.float_days + 1
        assert new.earliest_finish <= old.earliest_finish
