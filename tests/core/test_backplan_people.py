"""Plans with people as they are: capacity, absence, locked parts, proof, overload and what would help."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luzhi.core.backplan import (
    Busy,
    Help,
    Link,
    LinkKind,
    Plan,
    PlanError,
    Resource,
    Task,
    TaskState,
    count_back,
    daily_loads,
    level,
    overloads,
    placements,
)
from luzhi.core.calendar import Leave, prc_calendar

D = dt.date
DAY = dt.timedelta(days=1)
OPENING, TODAY = D(2024, 12, 7), D(2024, 11, 18)


def fair(opening=OPENING, **more):
    """Four tasks of one person, one of another that follows the first, and the opening."""
    tasks = [Task(f"t{number}", 3, owner="A") for number in range(4)]
    tasks += [Task("x", 2, owner="B"), Task("open", 0)]
    links = [Link(task.key, "open") for task in tasks[:-1]] + [Link("t0", "x")]
    return Plan(tasks, links, opening, TODAY, opening_task="open", **more)


def leveled(plan, resources, seconds=1.0):
    return level(count_back(plan), resources, seconds, workers=1)


def spans(found, *keys):
    return [(found.placements[key].start.day, found.placements[key].finish.day) for key in keys]


def test_one_person_does_one_thing_at_a_time_as_late_as_the_opening_allows():
    found = leveled(fair(), [Resource("A"), Resource("B")])
    assert (found.days_late, found.is_feasible, found.is_proven) == (0, True, True)
    days = sorted(spans(found, "t0", "t1", "t2", "t3"))
    assert days == [(4, 6), (21, 25), (26, 28), (29, 3)]


def test_too_few_people_give_the_least_delay_with_its_proof():
    found = leveled(fair(D(2024, 11, 30)), [Resource("A"), Resource("B")])
    assert (found.days_late, found.days_late_bound, found.is_proven) == (2, 2, True)
    assert found.placements["open"].start == D(2024, 12, 3)


def test_two_hands_halve_the_time():
    found = leveled(fair(D(2024, 11, 30)), [Resource("A", capacity=2), Resource("B")])
    assert found.is_feasible


def test_a_person_on_leave_goes_on_afterwards_and_a_let_hall_needs_days_in_one_piece():
    visit = [Busy(D(2024, 11, 20), D(2024, 11, 21), "visit")]
    plan = Plan([Task("build", 4, owner="A")], [], D(2024, 11, 26), TODAY)
    person = leveled(plan, [Resource("A", busy=visit)])
    hall = leveled(plan, [Resource("A", busy=visit, interrupts=False)])
    assert (spans(person, "build"), person.days_late) == ([(18, 25)], 0)
    assert (spans(hall, "build"), hall.days_late) == ([(22, 27)], 2)


def test_a_resource_works_by_its_own_calendar():
    part_time = prc_calendar().team(weekdays=[0, 1, 2])
    plan = Plan([Task("draw", 5, owner="A")], [], D(2024, 11, 30), TODAY)
    assert spans(leveled(plan, [Resource("A", calendar=part_time)]), "draw") == [(19, 27)]


def test_a_meeting_takes_hours_of_a_plan_in_hours_and_half_days_of_one_in_days():
    meeting = [Busy(TODAY, TODAY, "meeting", hours=3)]
    tasks = [Task("write", 5, owner="A", in_hours=True), Task("print", 1, owner="A", in_hours=True)]
    plan = Plan(tasks, [Link("write", "print")], D(2024, 11, 19), TODAY)
    assert leveled(plan, [Resource("A", busy=meeting)]).days_late == 1 / 8
    assert leveled(plan, [Resource("A")]).days_late == 0
    in_days = Plan([Task("write", 1, owner="A")], [], D(2024, 11, 19), TODAY)
    long = [Busy(TODAY, TODAY, "meeting", hours=4)]
    assert leveled(in_days, [Resource("A", busy=meeting)]).days_late == 0
    assert leveled(in_days, [Resource("A", busy=long)]).days_late == 1


def test_locked_tasks_stay_and_running_ones_go_on_today():
    tasks = [
        Task("now", 5, owner="A", actual_start=D(2024, 11, 14), remaining=2),
        Task("fixed", 2, owner="A", locked=True, planned_start=D(2024, 11, 21)),
        Task("free", 2, owner="A"),
        Task("before", 1, owner="B"),
    ]
    plan = Plan(tasks, [Link("before", "fixed")], D(2024, 11, 27), TODAY)
    found = leveled(plan, [Resource("A"), Resource("B")])
    assert spans(found, "now", "fixed", "free", "before") == [(14, 19), (21, 22), (25, 26), (20, 20)]


def test_what_is_done_does_not_move_and_what_follows_the_opening_comes_early():
    tasks = [
        Task("done", 2, owner="A", actual_start=D(2024, 11, 4), actual_finish=D(2024, 11, 6)),
        Task("open", 0),
        Task("dismantle", 2, owner="A"),
    ]
    plan = Plan(tasks, [Link("open", "dismantle")], D(2024, 11, 26), TODAY, opening_task="open")
    assert spans(leveled(plan, [Resource("A")]), "done", "open", "dismantle") == [(4, 6), (26, 26), (26, 27)]


def test_a_crew_that_works_weekends_keeps_lags_in_the_plans_working_days():
    calendars = {"crew": prc_calendar().team(weekdays=range(7))}
    tasks = [Task("pour", 1, owner="A"), Task("lay", 3, owner="C", calendar="crew")]
    plan = Plan(tasks, [Link("pour", "lay", lag=2)], D(2024, 11, 26), TODAY, calendars=calendars)
    assert spans(leveled(plan, [Resource("A"), Resource("C")]), "pour", "lay") == [(20, 20), (23, 25)]


def test_overload_names_who_which_days_which_tasks_and_the_cheapest_help():
    schedule = count_back(fair(D(2024, 11, 30)))
    found = overloads(schedule, [Resource("A"), Resource("B")])
    assert [(one.resource, one.first, one.last) for one in found] == [("A", TODAY, D(2024, 11, 29))]
    assert (found[0].days_needed, found[0].days_available) == (12, 10)
    assert found[0].tasks == ("t0", "t1", "t2", "t3")
    assert [(option.kind, option.days) for option in found[0].help] == [
        (Help.MORE_HANDS, 2),
        (Help.MORE_TIME, 2),
        (Help.HAND_OVER, 3),
    ]
    assert overloads(count_back(fair()), [Resource("A"), Resource("B")]) == []


def test_an_overload_inside_narrow_dates_is_found_though_the_whole_time_would_do():
    tasks = [Task(f"t{number}", 2, owner="A", latest=D(2024, 11, 20)) for number in range(2)]
    tasks.append(Task("later", 2, owner="A"))
    found = overloads(count_back(Plan(tasks, [], OPENING, TODAY)), [Resource("A")])
    assert [(one.first, one.last, one.tasks) for one in found] == [(TODAY, D(2024, 11, 20), ("t0", "t1"))]


def test_loads_by_day_show_what_the_plan_without_people_would_demand():
    schedule = count_back(fair())
    rows = daily_loads(schedule, [Resource("A"), Resource("B")], placements(schedule))
    worst = max(rows, key=lambda row: row.amount)
    assert (worst.resource, worst.day, worst.amount, worst.capacity) == ("A", D(2024, 12, 4), 4, 1)
    assert worst.tasks == ("t0", "t1", "t2", "t3")
    assert worst.is_too_much


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (Task("a", 1, needs={"hall": 1}), "unknown_resource"),
        (Task("a", 1, needs={"A": 3}), "needs_more_than_there_is"),
    ],
)
def test_needs_nobody_can_meet_are_refused(task, code):
    with pytest.raises(PlanError) as caught:
        leveled(Plan([task], [], OPENING, TODAY), [Resource("A", capacity=2)])
    assert caught.value.code == code


@st.composite
def cases(draw):
    crew = prc_calendar().team(weekdays=range(7))
    names = ["", "crew"] if draw(st.booleans()) else [""]
    size = draw(st.integers(1, 8))
    tasks = []
    for number in range(size):
        task = Task(
            str(number),
            draw(st.integers(0, 4)),
            owner=draw(st.sampled_from("AB")),
            calendar=draw(st.sampled_from(names)),
            needs={"hall": draw(st.integers(1, 2))} if draw(st.booleans()) else {},
        )
        match draw(st.integers(0, 7)):
            case 0:
                task = replace(task, actual_start=D(2024, 11, 11), actual_finish=D(2024, 11, 14))
            case 1:
                task = replace(task, earliest=TODAY + draw(st.integers(0, 12)) * DAY)
            case 2:
                task = replace(task, latest=TODAY + draw(st.integers(0, 20)) * DAY)
        tasks.append(task)
    kinds, lags = st.sampled_from(LinkKind), st.integers(-2, 2)
    links = []
    for after in range(1, size):
        chosen = draw(st.sets(st.integers(0, after - 1), max_size=2))
        links += [Link(str(before), str(after), draw(kinds), draw(lags)) for before in chosen]
    opening = TODAY + draw(st.integers(3, 40)) * DAY
    plan = Plan(tasks, links, opening, TODAY, calendars={"crew": crew} if "crew" in names else {})
    leave = Leave(D(2024, 11, 21), D(2024, 11, 21) + draw(st.integers(0, 5)) * DAY)
    let = Busy(D(2024, 11, 26), D(2024, 11, 26) + draw(st.integers(0, 3)) * DAY, amount=draw(st.integers(1, 2)))
    resources = [
        Resource("A", calendar=crew.team(leave=[leave])),
        Resource("B", capacity=draw(st.integers(1, 2))),
        Resource("hall", capacity=2, busy=[let], interrupts=False),
    ]
    return plan, resources


def days_of(plan, found, task):
    place = found.placements[task.key]
    return [place.start + n * DAY for n in range((place.finish - place.start).days + 1)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_nobody_is_in_two_places_and_every_day_of_work_is_worked(case):
    plan, resources = case
    found = leveled(plan, resources, 0.05)
    used = Counter()
    for task in plan.tasks:
        if task.state is TaskState.DONE or not task.duration:
            continue
        calendar = plan.calendars.get(task.calendar, plan.calendar)
        held = days_of(plan, found, task)
        assert held[0] >= TODAY
        assert task.earliest is None or held[0] >= task.earliest
        absent = resources[0].calendar if task.owner == "A" else None
        worked = [day for day in held if calendar.is_working(day) and (absent is None or absent.is_working(day))]
        assert len(worked) == task.duration
        assert (worked[0], worked[-1]) == (held[0], held[-1])
        for key, amount in {task.owner: 1, **task.needs}.items():
            used.update({(key, day): amount for day in worked})
        let = resources[2].busy[0]
        if "hall" in task.needs and let.amount + task.needs["hall"] > 2:
            assert not any(let.first <= day <= let.last for day in worked)
    for (key, _), amount in used.items():
        assert amount <= next(resource.capacity for resource in resources if resource.key == key)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_links_hold_and_dates_are_kept_when_the_plan_says_so(case):
    plan, resources = case
    found = leveled(plan, resources, 0.05)
    rank = plan.calendar.rank
    tasks = {task.key: task for task in plan.tasks}
    for link in plan.links:
        before, after = tasks[link.before], tasks[link.after]
        if TaskState.DONE in (before.state, after.state) or not (before.duration and after.duration):
            continue
        left, right = found.placements[link.before], found.placements[link.after]
        held = rank(left.start) if link.kind in ("SS", "SF") else rank(left.finish + DAY)
        holds = rank(right.finish + DAY) if link.kind in ("FF", "SF") else rank(right.start)
        assert holds - held >= link.lag
    if found.is_feasible:
        for task in plan.tasks:
            if task.state is not TaskState.DONE and task.duration:
                finish = found.placements[task.key].finish
                assert finish < plan.opening
                assert task.latest is None or finish <= task.latest
    assert found.days_late >= found.days_late_bound >= 0


def test_a_task_held_at_its_finish_by_a_shorter_one_is_not_placed_before_it():
    tasks = [Task("short", 1, owner="A"), Task("busy", 5, owner="A"), Task("long", 6, owner="B")]
    links = [Link("busy", "short"), Link("short", "long", LinkKind.FF, 2)]
    found = leveled(Plan(tasks, links, D(2024, 11, 28), TODAY), [Resource("A"), Resource("B")])
    assert (found.days_late, found.is_proven) == (0, True)
    assert spans(found, "busy", "short", "long") == [(18, 22), (25, 25), (20, 27)]
