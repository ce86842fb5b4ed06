"""Timetables of meetings: no rule is ever broken, what is claimed as proven is, every refusal has a true cause."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luzhi.core.matching.causes import Act, Cause, explain
from luzhi.core.matching.exact import hold_all
from luzhi.core.matching.idle import count_idle_periods, count_idle_slots, idle_by_party, least_idle_periods
from luzhi.core.matching.problem import Interpreter, Meeting, Party, Problem, Table, find_faults
from luzhi.core.matching.repair import repair
from luzhi.core.matching.seats import give_seats
from luzhi.core.matching.suggest import Line, suggest
from luzhi.core.matching.timetable import plan

SLOTS = 5


@st.composite
def problems(draw: st.DrawFn, *, fair: bool = False) -> Problem:
    """Small problems with everything in them: absences, halves, order, booths, tables of two sizes, interpreters."""
    n = draw(st.integers(2, 6))
    parties = tuple(
        Party(k, draw(st.frozensets(st.integers(0, SLOTS - 1), max_size=2)), draw(st.none() | st.integers(1, 4)))
        for k in range(n)
    )
    pairs = draw(st.lists(st.sampled_from(list(itertools.combinations(range(n), 2))), unique=True, max_size=10))
    meetings = tuple(
        Meeting(
            key, pair, draw(st.integers(1, 5)),
            draw(st.none() | st.sampled_from([frozenset({0, 1}), frozenset({2, 3, 4})])),
            after=draw(st.sampled_from([(), (key - 1,)])) if key else (), seats=draw(st.integers(2, 5)),
            at_booth=draw(st.booleans()), language=draw(st.sampled_from(["", "", "en", "ru"])),
        )
        for key, pair in enumerate(pairs)
    )  # fmt: skip
    tables = tuple(Table(k, draw(st.sampled_from([3, 6])), k) for k in range(draw(st.integers(0, 3))))
    voices = tuple(
        Interpreter(k, draw(st.frozensets(st.sampled_from(["en", "ru"]), min_size=1)))
        for k in range(draw(st.integers(0, 2)))
    )
    nights = draw(st.sampled_from([frozenset(), frozenset({3})]))
    return Problem(SLOTS, parties, meetings, tables, voices, 2 if fair else None, nights)


def best_weight(problem: Problem) -> int:
    """The most that can be held, found by trying everything; for very small problems."""
    best = 0
    keys = [m.key for m in problem.meetings]
    choices = [[None, *sorted(problem.open_slots[key])] for key in keys]
    for combination in itertools.product(*choices):
        timetable = {key: slot for key, slot in zip(keys, combination, strict=True) if slot is not None}
        weight = sum(problem.meeting[key].weight for key in timetable)
        if weight > best and not find_faults(problem, timetable):
            best = weight
    return best


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_timetable_keeps_every_rule_and_can_be_seated(problem: Problem) -> None:
    found = plan(problem, 0.5, workers=1)
    assert find_faults(problem, found.timetable) == []
    assert set(found.timetable) | set(found.unmet) == set(problem.meeting)
    assert found.weight == sum(problem.meeting[key].weight for key in found.timetable) <= found.bound
    seats = give_seats(problem, found.timetable)
    tables = {t.key: t for t in problem.tables}
    voices = {i.key: i for i in problem.interpreters}
    for key, slot in found.timetable.items():
        meeting, seat = problem.meeting[key], seats[key]
        assert (seat.table is None) == meeting.at_booth
        assert meeting.at_booth or tables[seat.table].seats >= meeting.seats
        assert (seat.interpreter is None) == (not meeting.language)
        assert not meeting.language or meeting.language in voices[seat.interpreter].languages
        for other, where in found.timetable.items():
            if other != key and where == slot:
                assert seat.table is None or seats[other].table != seat.table
                assert seat.interpreter is None or seats[other].interpreter != seat.interpreter


@settings(max_examples=60, deadline=None)
@given(problems(), st.data())
def test_who_has_been_told_a_table_keeps_it(problem: Problem, data: st.DataObject) -> None:
    timetable = plan(problem, 0.3, workers=1).timetable
    told = give_seats(problem, timetable)
    gone = data.draw(st.sets(st.sampled_from(sorted(timetable)))) if timetable else set()
    left = {key: slot for key, slot in timetable.items() if key not in gone}
    assert give_seats(problem, left, told) == {key: told[key] for key in left}


@settings(max_examples=40, deadline=None)
@given(problems().filter(lambda p: len(p.meetings) <= 4))
def test_no_timetable_beats_the_bound_and_a_proof_is_one(problem: Problem) -> None:
    found = plan(problem, 0.5, workers=1)
    best = best_weight(problem)
    assert best <= found.bound
    assert not found.weight_proven or found.weight == best


@settings(max_examples=60, deadline=None)
@given(problems())
def test_every_unmet_request_has_a_cause_that_is_true_and_a_fix_that_works(problem: Problem) -> None:
    found = plan(problem, 0.3, workers=1)
    unmet = explain(problem, found.timetable)
    assert [u.key for u in unmet] == list(found.unmet)
    for u in unmet:
        meeting = problem.meeting[u.key]
        free = {
            p: [
                t
                for t in problem.open_slots[u.key]
                if all(found.timetable.get(m.key) != t for m in problem.of_party[p])
            ]
            for p in meeting.parties
        }
        if u.cause is Cause.NEVER:
            assert not problem.open_slots[u.key]
        elif u.cause is Cause.BOTH_BUSY:
            assert not any(free.values())
        elif u.cause is Cause.ONE_BUSY:
            assert not free[u.party]
        elif u.cause is Cause.APART:
            assert not set(free[meeting.parties[0]]) & set(free[meeting.parties[1]])
        if u.slot is not None:
            assert find_faults(*carry_out(problem, found.timetable, u)) == []


def carry_out(problem, timetable, unmet):
    """The problem and the timetable after a fix: what it says is done, and the request is held."""
    slot, parties, meetings = unmet.slot, dict(problem.party), dict(problem.meeting)
    tables, voices, kept = list(problem.tables), list(problem.interpreters), dict(timetable)
    for deed in unmet.fix:
        if deed.act is Act.COME:
            parties[deed.party] = replace(parties[deed.party], closed=parties[deed.party].closed - {slot})
        elif deed.act is Act.MORE:
            parties[deed.party] = replace(parties[deed.party], most=parties[deed.party].most + 1)
        elif deed.act is Act.WISH:
            meetings[unmet.key] = replace(meetings[unmet.key], slots=None)
        elif deed.act is Act.TABLE:
            tables.append(Table(100, 99))
        elif deed.act is Act.INTERPRETER:
            voices.append(Interpreter(100, frozenset({meetings[unmet.key].language})))
        elif deed.act in (Act.GIVE_UP, Act.MOVE):
            del kept[deed.meeting]
    kept[unmet.key] = slot
    changed = replace(
        problem, parties=tuple(parties.values()), meetings=tuple(meetings.values()), tables=tuple(tables),
        interpreters=tuple(voices),
    )  # fmt: skip
    return changed, kept


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 5), st.frozensets(st.integers(0, SLOTS - 1), min_size=1), st.integers(0, 2))
def test_a_repair_keeps_the_rules_and_moves_no_more_than_asked(
    problem: Problem, who: int, missed: frozenset[int], most: int
) -> None:
    before = plan(problem, 0.2, workers=1).timetable
    key = problem.parties[who % len(problem.parties)].key
    away = replace(
        problem, parties=tuple(replace(p, closed=p.closed | missed) if p.key == key else p for p in problem.parties)
    )
    now = min(missed)
    mended = repair(away, before, now=now, most_moves=most, seconds=2)
    assert find_faults(away, {k: t for k, t in mended.timetable.items() if t >= now}, most=False) == []
    assert len(mended.moved) <= most
    assert all(mended.timetable.get(k) == t for k, t in before.items() if t < now)
    assert {k for k, t in before.items() if t in missed and t >= now and key in problem.meeting[k].parties} == set(
        mended.affected
    )
    assert set(mended.held_again) | set(mended.lost) == set(mended.affected)
    assert {k for k in before if k not in mended.affected} <= set(mended.timetable)


@settings(max_examples=40, deadline=None)
@given(problems(fair=True))
def test_the_exact_model_agrees_with_trying_everything(problem: Problem) -> None:
    small = replace(problem, meetings=tuple(replace(m, after=()) for m in problem.meetings[:5]))
    found = hold_all(small, 5, workers=1)
    waits = []
    for slots in itertools.product(*[sorted(small.open_slots[m.key]) for m in small.meetings]):
        timetable = {m.key: slot for m, slot in zip(small.meetings, slots, strict=True)}
        counts = list(idle_by_party(small, timetable).values())
        if not find_faults(small, timetable, most=False) and max(counts) - min(counts) <= 2:
            waits.append(sum(counts))
    assert found.status == ("optimal" if waits else "infeasible")
    assert found.idle == (min(waits) if waits else None)


@given(st.sets(st.integers(0, 9)))
def test_idle_periods_are_the_gaps_a_picture_shows(busy: set[int]) -> None:
    picture = "".join("x" if t in busy else "." for t in range(10)).strip(".")
    assert count_idle_periods(busy) == len([gap for gap in picture.split("x") if gap])
    assert count_idle_slots(busy) == picture.count(".")


def test_a_night_is_no_wait() -> None:
    assert count_idle_periods([0, 1, 5, 6], {4}) == 0
    assert count_idle_periods([0, 2, 5, 6], {4}) == 1


@given(st.integers(0, 6), st.sets(st.integers(0, 7)))
def test_the_fewest_waits_are_what_the_best_choice_has(n: int, free: set[int]) -> None:
    tried = [count_idle_periods(some) for some in itertools.combinations(free, n)]
    assert least_idle_periods(n, free) == min(tried, default=None)


def test_one_no_show_in_a_full_day_moves_at_most_two_others() -> None:
    """Six firms meet each other in five slots, so every slot of everybody is taken; then there are two slots more."""
    parties = tuple(Party(k) for k in range(6))
    meetings = tuple(Meeting(n, pair) for n, pair in enumerate(itertools.combinations(range(6), 2)))
    tables = tuple(Table(k) for k in range(3))
    full = Problem(5, parties, meetings, tables)
    before = plan(full, 3, workers=1)
    assert before.unmet == ()
    late = tuple(replace(p, closed=frozenset({0})) if p.key == 0 else p for p in parties)
    mended = repair(Problem(7, late, meetings, tables), before.timetable, seconds=5)
    assert (len(mended.affected), len(mended.held_again), mended.moved, mended.proven) == (1, 1, (), True)


def test_a_fixed_meeting_stays_and_a_contradiction_is_refused() -> None:
    parties = tuple(Party(k) for k in range(3))
    one = Meeting(1, (0, 1), slots=frozenset({2}), fixed=True)
    other = Meeting(2, (0, 2), slots=frozenset({2}), fixed=True)
    assert plan(Problem(3, parties, (one,), (Table(1),)), 0.5, workers=1).timetable == {1: 2}
    with pytest.raises(ValueError, match="fixed meeting"):
        plan(Problem(3, parties, (one, other), (Table(1), Table(2))), 0.5, workers=1)


def test_what_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="two different known parties"):
        Problem(2, (Party(1),), (Meeting(1, (1, 1)),))
    with pytest.raises(ValueError, match="unknown one"):
        Problem(2, (Party(1), Party(2)), (Meeting(1, (1, 2), after=(9,)),))


def test_suggestions_say_why_and_leave_out_who_knows_each_other() -> None:
    lines = [
        Line(1, True, "product", "医药", "人参提取物"),
        Line(2, False, "product", "医药", "采购人参提取物原料"),
        Line(2, True, "capital", "", "产业基金"),
        Line(1, False, "capital", "", "寻求产业基金"),
        Line(3, True, "talent", "汽车", "工程师"),
    ]
    (found,) = suggest(lines)
    assert (found.parties, found.mutual) == ((1, 2), True)
    assert found.reasons[0].offer.text == "人参提取物"
    assert suggest(lines, known=[(2, 1)]) == []
