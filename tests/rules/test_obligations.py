from datetime import date, timedelta

import pytest

from wagtail_disclosure.rules.calendars import NotADate, WorkingCalendar
from wagtail_disclosure.rules.obligations import (
    Coverage,
    Frequency,
    Period,
    coverage,
    late_after,
    periods,
)

# Every Monday to Friday.
CALENDAR = WorkingCalendar(code="plain")
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def firsts(frequency, valid_from, through, valid_until=None):
    found = periods(frequency, valid_from=valid_from, valid_until=valid_until, through=through)
    return [period.first.isoformat() for period in found]


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.ONCE, ["2025-11-15"]),
        (Frequency.CONTINUOUS, ["2025-01-01", "2026-01-01"]),
        (Frequency.YEARLY, ["2025-01-01", "2026-01-01"]),
        (Frequency.QUARTERLY, ["2025-10-01", "2026-01-01"]),
        (Frequency.MONTHLY, ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]),
    ],
)
def test_periods_are_those_of_the_calendar_from_the_one_it_begins_in(frequency, expected):
    assert firsts(frequency, date(2025, 11, 15), date(2026, 2, 1)) == expected


def test_no_period_begins_after_the_obligation_ends_or_before_it_began():
    ended = firsts(Frequency.MONTHLY, date(2026, 1, 1), date(2026, 9, 9), date(2026, 2, 28))
    assert ended == ["2026-01-01", "2026-02-01"]
    assert firsts(Frequency.MONTHLY, date(2026, 3, 1), date(2026, 2, 28)) == []
    assert firsts(Frequency.ONCE, date(2026, 3, 1), date(2026, 2, 28)) == []


@pytest.mark.parametrize("frequency", [Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY])
def test_periods_follow_each_other_without_gap(frequency):
    found = list(
        periods(frequency, valid_from=date(2023, 2, 3), valid_until=None, through=date(2028, 1, 1))
    )
    for before, after in zip(found, found[1:], strict=False):
        assert before.last + timedelta(days=1) == after.first


def test_a_moment_is_no_day():
    with pytest.raises(NotADate):
        firsts(Frequency.MONTHLY, date(2026, 1, 1), "2026-02-01")


def test_is_late_so_many_working_days_after_the_period():
    # Art. 26: 20 working days; 31 March 2026 is a Tuesday.
    last = late_after(Frequency.MONTHLY, MARCH, working_days=20, calendar=CALENDAR)
    assert last == date(2026, 4, 28)
    assert late_after(Frequency.MONTHLY, MARCH, working_days=0, calendar=CALENDAR) == MARCH.last
    once = Period(date(2026, 3, 31), None)
    assert late_after(Frequency.ONCE, once, working_days=20, calendar=CALENDAR) == last
    assert late_after(Frequency.CONTINUOUS, MARCH, working_days=20, calendar=CALENDAR) is None


LAST = date(2026, 4, 28)


@pytest.mark.parametrize(
    ("public_on", "has_nothing", "today", "expected"),
    [
        ("unknown", False, date(2026, 9, 1), Coverage.ON_TIME),
        (date(2026, 4, 28), False, date(2026, 9, 1), Coverage.ON_TIME),
        (date(2026, 4, 29), False, date(2026, 9, 1), Coverage.LATE),
        (date(2026, 3, 5), False, date(2026, 3, 6), Coverage.ON_TIME),
        (None, True, date(2026, 9, 1), Coverage.NOTHING),
        (None, False, date(2026, 4, 29), Coverage.MISSING),
        (None, False, date(2026, 4, 28), Coverage.DUE),
        (None, False, date(2026, 4, 1), Coverage.DUE),
        (None, False, date(2026, 3, 31), Coverage.RUNNING),
    ],
)
def test_how_a_month_stands(public_on, has_nothing, today, expected):
    found = coverage(
        MARCH,
        late_after=LAST,
        is_public=public_on is not None,
        public_on=None if public_on == "unknown" else public_on,
        has_nothing=has_nothing,
        today=today,
    )
    assert found is expected


def test_what_is_published_as_it_arises_is_never_late_and_missing_only_after_a_whole_year():
    year = Period(date(2026, 1, 1), date(2026, 12, 31))

    def stands(today, public_on=None):
        return coverage(
            year,
            late_after=None,
            is_public=public_on is not None,
            public_on=public_on,
            has_nothing=False,
            today=today,
        )

    assert stands(date(2026, 12, 31)) is Coverage.RUNNING
    assert stands(date(2027, 1, 1)) is Coverage.MISSING
    assert stands(date(2027, 1, 1), public_on=date(2026, 5, 5)) is Coverage.ON_TIME


def test_what_is_published_once_is_due_at_once():
    once = Period(date(2026, 3, 31), None)
    found = coverage(
        once,
        late_after=LAST,
        is_public=False,
        public_on=None,
        has_nothing=False,
        today=once.first,
    )
    assert found is Coverage.DUE
