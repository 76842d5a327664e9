"""Terms and their counting; test_statutes.py has the articles, test_clocks.py the events."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.rules.chinese_calendar import china
from tests.rules.events import ANSWER, due, extend, pause, restart, resume, start
from wagtail_disclosure.rules.calendars import (
    BeforeCalendar,
    NotADate,
    ReasonCode,
)
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    DeadlineError,
    Term,
    TermUnit,
    add_months,
    due_on,
    working_days_left,
)

DAY = date(2025, 3, 3)


def test_extending_a_month_twice_is_extending_it_by_two():
    month = Term(1, TermUnit.MONTHS)
    once = [start(date(2025, 1, 31)), extend(date(2025, 2, 1), 2)]
    twice = [start(date(2025, 1, 31)), extend(date(2025, 2, 1), 1), extend(date(2025, 2, 20), 1)]
    assert due(*once, term=month) == due(*twice, term=month) == date(2025, 4, 30)


def test_a_month_that_counts_its_first_day_ends_the_day_before():
    month = Term(1, TermUnit.MONTHS, start_day_counts=True)
    assert due(start(date(2025, 3, 10)), term=month) == date(2025, 4, 9)


def test_a_pause_lengthens_a_month_by_its_days():
    events = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), resume(date(2025, 3, 15))]
    assert due(*events, term=Term(1, TermUnit.MONTHS)) == date(2025, 4, 8)


def test_a_term_rolls_off_days_off_only_where_the_law_says_so():
    # 2025-10-01 to 2025-10-08 are off, and so ends a term of ten days from 21 September.
    fixed = Term(10, TermUnit.CALENDAR_DAYS)
    rolling = Term(10, TermUnit.CALENDAR_DAYS, rolls=True)
    assert due(start(date(2025, 9, 21)), term=fixed) == date(2025, 10, 1)
    result = due_on([start(date(2025, 9, 21))], rolling, china())
    assert result.due_on == date(2025, 10, 9)
    assert result.explanation[-1].reason is ReasonCode.ROLLED_TO
    assert [row.number for row in result.explanation[-9:]] == [10, *[None] * 8]


def test_the_start_day_counts_where_the_law_says_so():
    term = Term(5, TermUnit.WORKING_DAYS, start_day_counts=True)
    assert due(start(date(2025, 3, 3)), term=term) == date(2025, 3, 7)
    assert due(start(date(2025, 3, 1)), term=term) == date(2025, 3, 7)


def test_every_day_is_explained_once_and_in_order():
    events = [
        start(date(2025, 1, 20)),
        restart(date(2025, 1, 24)),
        pause(date(2025, 2, 10), source="征求意见书 3"),
        resume(date(2025, 2, 12)),
    ]
    result = due_on(events, ANSWER, china())
    days = [row.day for row in result.explanation]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2025, 1, 20), date(2025, 3, 3))
    assert result.due_on == days[-1]
    assert len(days) == (days[-1] - days[0]).days + 1
    assert [row.number for row in result.explanation if row.counts] == list(range(1, 21))
    by_day = {row.day: row for row in result.explanation}
    for day, reason, source in [
        (date(2025, 1, 20), ReasonCode.BEFORE_RESTART, ""),
        (date(2025, 1, 24), ReasonCode.START_DAY, ""),
        (date(2025, 1, 25), ReasonCode.WEEKEND, ""),
        (date(2025, 1, 26), ReasonCode.MAKE_UP_DAY, "调休上班"),
        (date(2025, 1, 27), ReasonCode.WORKING_DAY, ""),
        (date(2025, 1, 29), ReasonCode.HOLIDAY, "春节"),
        (date(2025, 2, 10), ReasonCode.PAUSED, "征求意见书 3"),
        (date(2025, 2, 11), ReasonCode.PAUSED, "征求意见书 3"),
    ]:
        assert (by_day[day].reason, by_day[day].source) == (reason, source), day
    assert by_day[date(2025, 2, 12)].counts


def test_the_explanation_can_be_stored_as_json():
    rows = due_on([start(date(2025, 1, 24))], ANSWER, china()).as_rows()
    assert json.loads(json.dumps(rows)) == rows
    assert rows[0] == {
        "day": "2025-01-24",
        "counts": False,
        "reason": "start_day",
        "source": "",
        "number": None,
    }
    assert rows[-1] == {
        "day": "2025-02-27",
        "counts": True,
        "reason": "working_day",
        "source": "",
        "number": 20,
    }


@pytest.mark.parametrize(
    ("received", "provisional"), [(date(2026, 12, 3), False), (date(2026, 12, 4), True)]
)
def test_a_count_that_reaches_an_unannounced_year_is_provisional(received, provisional):
    assert due_on([start(received)], ANSWER, china()).provisional is provisional


def test_calendar_days_are_provisional_only_where_they_roll():
    thirty, rolling = (Term(30, TermUnit.CALENDAR_DAYS, rolls=rolls) for rolls in (False, True))
    assert not due_on([start(date(2026, 12, 20))], thirty, china()).provisional
    assert due_on([start(date(2026, 12, 20))], rolling, china()).provisional


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2025, 3, 10), 4),
        (date(2025, 3, 13), 1),
        (date(2025, 3, 14), 0),
        # Friday was the last day: Saturday is late though no working day has passed.
        (date(2025, 3, 15), -1),
        (date(2025, 3, 17), -1),
        (date(2025, 3, 18), -2),
    ],
)
def test_working_days_left_are_negative_as_soon_as_it_is_late(today, left):
    assert working_days_left(today, date(2025, 3, 14), china()) == left


def test_working_days_left_count_make_up_days():
    assert working_days_left(date(2025, 1, 24), date(2025, 2, 27), china()) == 20


@pytest.mark.parametrize(
    "moment", [datetime(2025, 1, 24, 1, 0, tzinfo=UTC), datetime(2025, 1, 24), "2025-01-24"]
)
def test_moments_are_refused(moment):
    with pytest.raises(NotADate, match="local date"):
        start(moment)
    with pytest.raises(NotADate):
        working_days_left(moment, date(2025, 1, 24), china())
    with pytest.raises(NotADate):
        working_days_left(date(2025, 1, 24), moment, china())


@pytest.mark.parametrize("unit", list(TermUnit))
def test_a_start_before_the_calendar_is_refused_for_every_unit(unit):
    with pytest.raises(BeforeCalendar, match="2003-12-31"):
        due_on([start(date(2003, 12, 31))], Term(1, unit), china())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Term(0, TermUnit.MONTHS), "0 months is no term"),
        (lambda: Term(1, TermUnit.MONTHS, longest_extension=-1), "-1 is no longest extension"),
        (lambda: Term(1, "fortnights"), "“fortnights” is no unit"),
        (lambda: extend(DAY, 0), "“extend” can't have the amount 0"),
        (lambda: extend(DAY, -3), "“extend” can't have the amount -3"),
        (lambda: ClockEvent(ClockKind.PAUSE, DAY, amount=2), "“pause” can't have the amount 2"),
        (lambda: ClockEvent(ClockKind.START, DAY, amount=-2), "“start” can't have the amount -2"),
        (lambda: ClockEvent("stop", DAY), "“stop” is no kind of clock event"),
    ],
)
def test_terms_and_events_name_what_is_wrong(make, message):
    with pytest.raises(DeadlineError, match=message):
        make()


def test_stored_words_serve_as_units_and_kinds():
    events = [ClockEvent("start", date(2025, 1, 24))]
    assert due_on(events, Term(20, "working_days"), china()).due_on == date(2025, 2, 27)


def test_adding_months_crosses_years():
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
