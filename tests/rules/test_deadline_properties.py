"""Properties of deadlines, and their comparison with a second implementation."""

import random
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.chinese_calendar import FIRST_DAY, china, library
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    Term,
    TermUnit,
    due_on,
    working_days_left,
)

TIMELINES = 2000
# Late enough before the calendar's end for every count to be within it.
LAST_START = date(2023, 12, 31)
ONE_DAY = timedelta(days=1)

starts = st.dates(FIRST_DAY, LAST_START)
units = st.sampled_from(TermUnit)
amounts = st.integers(1, 45)


@st.composite
def terms(draw):
    unit = draw(units)
    return Term(
        draw(st.integers(1, 3) if unit is TermUnit.MONTHS else amounts),
        unit,
        start_day_counts=draw(st.booleans()),
        rolls=draw(st.booleans()),
    )


@cache
def is_worked(day):
    return library().is_working_day(day)


def start(on):
    return ClockEvent(ClockKind.START, on)


@given(starts, terms())
def test_a_later_start_is_never_due_earlier(on, term):
    today, tomorrow = (due_on([start(day)], term, china()).due_on for day in (on, on + ONE_DAY))
    assert today <= tomorrow


@given(starts, terms(), st.integers(0, 60))
def test_pausing_and_resuming_on_the_same_day_changes_nothing(on, term, later):
    day = on + timedelta(days=later)
    pause, resume = (ClockEvent(kind, day) for kind in (ClockKind.PAUSE, ClockKind.RESUME))
    assert due_on([start(on), pause, resume], term, china()) == due_on([start(on)], term, china())


@given(starts, terms(), st.lists(st.integers(1, 10), min_size=1, max_size=4), st.randoms())
def test_the_order_of_extensions_is_irrelevant(on, term, extensions, chance):
    def result(amounts):
        extends = [ClockEvent(ClockKind.EXTEND, on, amount=amount) for amount in amounts]
        return due_on([start(on), *extends], term, china())

    shuffled = chance.sample(extensions, len(extensions))
    assert result(extensions) == result(shuffled) == result([sum(extensions)])


@given(starts, terms(), st.integers(1, 20))
def test_an_extension_never_makes_it_due_earlier(on, term, amount):
    extend = ClockEvent(ClockKind.EXTEND, on, amount=amount)
    extended = due_on([start(on), extend], term, china())
    assert extended.due_on >= due_on([start(on)], term, china()).due_on


@given(starts, terms(), st.integers(0, 30), st.integers(1, 30))
def test_a_pause_never_makes_it_due_earlier_nor_during_the_pause(on, term, later, length):
    first = on + timedelta(days=later)
    until = first + timedelta(days=length)
    events = [start(on), ClockEvent(ClockKind.PAUSE, first), ClockEvent(ClockKind.RESUME, until)]
    paused = due_on(events, term, china()).due_on
    assert paused >= due_on([start(on)], term, china()).due_on
    assert not first <= paused < until


@given(starts, terms())
def test_where_the_law_rolls_nothing_is_due_on_a_day_off(on, term):
    due = due_on([start(on)], term, china()).due_on
    if term.needs_calendar:
        assert is_worked(due)


@given(starts, amounts)
def test_on_the_day_of_receipt_the_whole_term_is_left(on, amount):
    due = due_on([start(on)], Term(amount, TermUnit.WORKING_DAYS), china()).due_on
    assert working_days_left(on, due, china()) == amount


def random_timeline(chance):
    """A start, and pauses of several causes, restarts and extensions after it."""
    on = FIRST_DAY + timedelta(days=chance.randrange((LAST_START - FIRST_DAY).days))
    events = [start(on)]
    waiting = []
    for _ in range(chance.randrange(7)):
        on += timedelta(days=chance.randrange(15))
        match chance.choice(["pause", "resume", "restart", "extend"]):
            case "pause":
                waiting.append(f"cause {len(events)}")
                events.append(ClockEvent(ClockKind.PAUSE, on, cause=waiting[-1]))
            case "resume" if waiting:
                cause = waiting.pop(chance.randrange(len(waiting)))
                events.append(ClockEvent(ClockKind.RESUME, on, cause=cause))
            case "restart":
                events.append(ClockEvent(ClockKind.RESTART, on))
            case "extend":
                events.append(ClockEvent(ClockKind.EXTEND, on, amount=chance.randint(1, 3)))
    if chance.random() < 0.8:
        on += timedelta(days=chance.randrange(15))
        events += [ClockEvent(ClockKind.RESUME, on, cause=cause) for cause in waiting]
    return events


def random_term(chance):
    unit = chance.choice(list(TermUnit))
    amount = chance.randint(1, 3 if unit is TermUnit.MONTHS else 30)
    return Term(amount, unit, start_day_counts=chance.random() < 0.3, rolls=chance.random() < 0.5)


def simulated_due_on(events, term):
    """The due date by lists of days: what may count, minus what is paused, cut to length."""
    beginnings = (ClockKind.START, ClockKind.RESTART)
    last = max(place for place, event in enumerate(events) if event.kind in beginnings)
    begins, later = events[last], events[last:]
    amount = term.amount + sum(event.amount for event in later)
    first = begins.on if term.start_day_counts else begins.on + ONE_DAY
    horizon = [first + timedelta(days=n) for n in range(1000)]
    paused = set()
    for event in events:
        if event.kind is ClockKind.PAUSE:
            ends = [e.on for e in events if e.kind is ClockKind.RESUME and e.cause == event.cause]
            until = ends[0] if ends else date.max
            paused |= {day for day in horizon if event.on <= day < until}
    running = [day for day in horizon if day not in paused]
    if term.unit is TermUnit.WORKING_DAYS:
        running = [day for day in running if is_worked(day)]
    if term.unit is TermUnit.MONTHS:
        months = begins.on.year * 12 + begins.on.month - 1 + amount
        year, month = months // 12, months % 12 + 1
        same_day = min(begins.on.day, monthrange(year, month)[1])
        amount = (date(year, month, same_day) - begins.on).days
    ends = running[amount - 1 :]
    if term.rolls:
        ends = [day for day in ends if is_worked(day)]
    return ends[0] if ends else None


@pytest.mark.parametrize("seed", range(4))
def test_random_timelines_agree_with_a_second_implementation(seed):
    # Seeded, so that a difference can be found again.
    chance = random.Random(seed)  # noqa: S311
    differences = []
    for _ in range(TIMELINES // 4):
        events, term = random_timeline(chance), random_term(chance)
        due = due_on(events, term, china())
        if due.due_on != simulated_due_on(events, term):
            differences.append((events, term, due.due_on))
    assert differences == []
