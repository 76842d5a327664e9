"""Properties of deadlines, and their comparison with a second implementation."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.chinese_calendar import FIRST_DAY, china, library
from tests.rules.timelines import (
    LAST_START,
    ONE_DAY,
    ZONES,
    random_moments,
    random_term,
    walked_due_on,
)
from wagtail_disclosure.rules.calendars import local_date
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    Term,
    TermUnit,
    due_on,
    working_days_left,
)

# A million for the record; so many wherever the tests run.
TIMELINES = int(os.environ.get("DISCLOSURE_TIMELINES", "20000"))
PARTS = 4

starts = st.dates(FIRST_DAY, LAST_START)
units = st.sampled_from(TermUnit)
amounts = st.integers(1, 45)


# Days on which clocks are put forward or back somewhere, and those around one that Samoa left out.
odd_days = st.sampled_from(
    [
        *(date(2025, *day) for day in ((3, 9), (3, 30), (4, 6), (10, 5), (10, 26), (11, 2))),
        *(date(2011, 12, day) for day in (29, 31)),
    ]
)


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


@given(odd_days | starts, st.times(), st.times(), st.sampled_from(ZONES), terms())
def test_the_hour_of_receipt_and_daylight_saving_do_nothing(day, one, other, zone, term):
    moments = [datetime.combine(day, time, zone).astimezone(UTC) for time in (one, other)]
    clocks = [[start(local_date(moment, zone))] for moment in moments]
    due = due_on([start(day)], term, china())
    assert [due_on(clock, term, china()) for clock in clocks] == [due, due]


def test_at_one_moment_it_is_another_day_across_the_date_line():
    moment = datetime(2025, 3, 3, 10, 30, tzinfo=UTC)
    zones = ("Pacific/Kiritimati", "Pacific/Apia", "Asia/Shanghai", "Pacific/Pago_Pago")
    days = [local_date(moment, ZoneInfo(name)).day for name in zones]
    assert days == [4, 3, 3, 2]


def differences(seed, number):
    """Timelines on which the rules and the clerk with the paper calendar disagree."""
    # Seeded, so that a difference can be found again.
    chance = random.Random(seed)  # noqa: S311
    for _ in range(number):
        moments, term, zone = random_moments(chance), random_term(chance), chance.choice(ZONES)
        events = [
            ClockEvent(kind, local_date(at, zone), cause=cause, amount=amount)
            for kind, at, cause, amount in moments
        ]
        due = due_on(events, term, china()).due_on
        if due != walked_due_on(moments, term, zone, is_worked):
            yield moments, term, zone, due


@pytest.mark.parametrize("seed", range(PARTS))
def test_random_timelines_agree_with_a_second_implementation(seed):
    assert list(islice(differences(seed, TIMELINES // PARTS), 5)) == []
