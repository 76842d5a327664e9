from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.chinese_calendar import FIRST_DAY, LAST_DAY, LAST_OFFICIAL_DAY, china, library
from wagtail_disclosure.rules.calendars import (
    AfterCalendar,
    BeforeCalendar,
    CalendarError,
    ContradictoryDay,
    DayReason,
    NaiveMoment,
    NotADate,
    ReasonCode,
    WorkingCalendar,
    local_date,
    unite,
)

FRIDAY = date(2025, 3, 14)
SATURDAY = date(2025, 3, 15)
PLAIN = WorkingCalendar(code="plain")

# From the State Council's notices on the holidays of 2024, 2025 and 2026.
MAKE_UP_DAYS = [
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2024, 4, 7),
    date(2024, 4, 28),
    date(2024, 5, 11),
    date(2024, 9, 14),
    date(2024, 9, 29),
    date(2024, 10, 12),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]


@pytest.mark.parametrize("day", MAKE_UP_DAYS, ids=str)
def test_every_make_up_day_of_2024_to_2026_is_worked(day):
    assert day.weekday() >= 5
    assert china().is_working_day(day)
    assert china().reason(day).code is ReasonCode.MAKE_UP_DAY


def test_no_other_weekend_day_of_2024_to_2026_is_worked():
    first = date(2024, 1, 1)
    days = [first + timedelta(days=n) for n in range((LAST_OFFICIAL_DAY - first).days + 1)]
    worked = [day for day in days if day.weekday() >= 5 and china().is_working_day(day)]
    assert worked == MAKE_UP_DAYS


def test_every_day_agrees_with_the_library_it_was_read_from():
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    assert [d for d in days if china().is_working_day(d) != library().is_working_day(d)] == []


@pytest.mark.parametrize(
    ("day", "code", "source"),
    [
        (date(2025, 3, 13), ReasonCode.WORKING_DAY, ""),
        (FRIDAY, ReasonCode.HOLIDAY, "Founders' day"),
        (SATURDAY, ReasonCode.MAKE_UP_DAY, "for Founders' day"),
        (date(2025, 3, 16), ReasonCode.WEEKEND, ""),
        (date(2025, 3, 17), ReasonCode.CLOSURE, "typhoon"),
        (date(2025, 3, 18), ReasonCode.CLOSURE, "typhoon"),
    ],
)
def test_a_day_names_its_reason_and_source(day, code, source):
    calendar = WorkingCalendar(
        code="agency",
        holidays={FRIDAY: "Founders' day", date(2025, 3, 18): "Second day"},
        working_days={SATURDAY: "for Founders' day"},
        closures={date(2025, 3, 17): "typhoon", date(2025, 3, 18): "typhoon"},
    )
    reason = calendar.reason(day)
    assert (reason.code, reason.source) == (code, source)
    assert reason.is_working == calendar.is_working_day(day)


def test_the_weekend_can_be_another():
    calendar = WorkingCalendar(code="fri-sat", weekend=frozenset({4, 5}))
    assert not calendar.is_working_day(FRIDAY)
    assert calendar.is_working_day(date(2025, 3, 16))


def test_the_first_working_day_is_the_one_after_the_start():
    assert PLAIN.nth_working_day(FRIDAY, 1) == date(2025, 3, 17)


def test_the_start_can_count_itself():
    assert PLAIN.nth_working_day(FRIDAY, 1, start_day_counts=True) == FRIDAY
    assert PLAIN.nth_working_day(SATURDAY, 1, start_day_counts=True) == date(2025, 3, 17)


def test_the_20th_working_day_after_the_eve_of_spring_festival_2025():
    assert china().nth_working_day(date(2025, 1, 24), 20) == date(2025, 2, 27)


@given(st.dates(FIRST_DAY, date(2026, 6, 30)), st.integers(1, 60))
def test_counting_forward_and_counting_back_agree(start, number):
    day = china().nth_working_day(start, number)
    assert china().is_working_day(day)
    assert china().count_working_days(after=start, through=day) == number


@given(st.dates(FIRST_DAY, LAST_DAY), st.integers(1, 300), st.booleans())
def test_working_days_are_those_found_by_looking_at_each(start, number, start_day_counts):
    calendar, day, left = china(), start, number
    while left:
        left -= (start_day_counts or day != start) and calendar.is_working_day(day)
        day += timedelta(days=1)
    last = day - timedelta(days=1)
    found = calendar.nth_working_day(start, number, start_day_counts=start_day_counts)
    counted = calendar.count_working_days(after=start, through=last)
    assert found == last
    assert counted == number - (start_day_counts and calendar.is_working_day(start))


def test_a_day_before_the_records_is_refused_by_counts_of_working_days():
    early = FIRST_DAY - timedelta(days=2)
    with pytest.raises(BeforeCalendar):
        china().nth_working_day(early, 1)
    with pytest.raises(BeforeCalendar):
        china().count_working_days(after=early, through=LAST_DAY)
    with pytest.raises(AfterCalendar):
        PLAIN.nth_working_day(date.max, 1)


def test_counting_up_to_an_earlier_day_finds_nothing():
    assert PLAIN.count_working_days(after=SATURDAY, through=FRIDAY) == 0


def test_a_day_before_the_calendar_is_refused_by_name():
    with pytest.raises(BeforeCalendar, match="2003-12-31 is before 2004-01-01, where cn begins"):
        china().reason(date(2003, 12, 31))


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_working_day_before_the_first(number):
    with pytest.raises(CalendarError, match=f"not {number}"):
        PLAIN.nth_working_day(FRIDAY, number)


def test_counting_past_the_last_date_is_refused():
    with pytest.raises(AfterCalendar, match="no day after 9999-12-31"):
        PLAIN.nth_working_day(date(9999, 12, 30), 9)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 3, 16, 30, tzinfo=UTC),
        datetime(2026, 1, 3, 16, 30),
        "2026-01-03",
        None,
    ],
)
def test_only_plain_dates_are_counted(moment):
    # The first is Sunday 4 January in Shanghai, a working day, but Saturday in UTC.
    for ask in (china().reason, china().is_working_day, china().is_official):
        with pytest.raises(NotADate, match="convert a moment to its local date first"):
            ask(moment)


def test_a_calendar_of_moments_is_refused():
    with pytest.raises(NotADate):
        WorkingCalendar(code="x", holidays={datetime(2025, 1, 1): "New Year"})


def test_a_day_can_not_be_off_and_worked_at_once():
    with pytest.raises(ContradictoryDay, match="2025-03-15 is both"):
        WorkingCalendar(code="x", holidays={SATURDAY: "a"}, working_days={SATURDAY: "b"})


def test_a_week_needs_a_working_day():
    with pytest.raises(CalendarError, match="no working weekday"):
        WorkingCalendar(code="x", weekend=frozenset(range(7)))


def test_what_no_notice_covers_is_not_official():
    assert china().is_official(LAST_OFFICIAL_DAY)
    assert not china().is_official(LAST_OFFICIAL_DAY + timedelta(days=1))
    assert not PLAIN.is_official(FRIDAY)


def test_a_moment_becomes_the_day_it_is_there():
    # Saturday 3 January in London, but Sunday 4 January, a working day, in Shanghai.
    moment = datetime(2026, 1, 3, 16, 30, tzinfo=UTC)
    assert local_date(moment, ZoneInfo("Europe/London")) == date(2026, 1, 3)
    assert local_date(moment, ZoneInfo("Asia/Shanghai")) == date(2026, 1, 4)
    assert china().is_working_day(local_date(moment, ZoneInfo("Asia/Shanghai")))


def test_a_moment_without_a_time_zone_has_no_day():
    with pytest.raises(NaiveMoment, match="2026, 1, 3, 16, 30"):
        local_date(datetime(2026, 1, 3, 16, 30), UTC)


class TestUnited:
    NORTH = WorkingCalendar(
        code="north",
        holidays={FRIDAY: "Harvest"},
        working_days={SATURDAY: "Harvest"},
        first_day=date(2004, 1, 1),
        official_through=date(2026, 12, 31),
    )
    SOUTH = WorkingCalendar(
        code="south",
        holidays={FRIDAY: "Vintage", date(2025, 3, 17): "Vintage"},
        closures={date(2025, 3, 18): "Flood"},
        first_day=date(2010, 1, 1),
        official_through=date(2025, 12, 31),
    )

    def test_a_day_off_in_any_region_is_off(self):
        both = unite("both", [self.NORTH, self.SOUTH])
        assert both.reason(date(2025, 3, 17)) == DayReason(ReasonCode.HOLIDAY, "Vintage")
        assert both.reason(date(2025, 3, 18)) == DayReason(ReasonCode.CLOSURE, "Flood")
        assert both.reason(FRIDAY) == DayReason(ReasonCode.HOLIDAY, "Harvest; Vintage")
        assert both.is_working_day(date(2025, 3, 19))

    def test_a_make_up_day_counts_only_where_all_work(self):
        assert not unite("both", [self.NORTH, self.SOUTH]).is_working_day(SATURDAY)
        assert unite("north", [self.NORTH, self.NORTH]).is_working_day(SATURDAY)

    def test_a_make_up_day_of_one_can_be_an_ordinary_day_of_another(self):
        friday_off = WorkingCalendar(code="east", weekend=frozenset({4, 6}))
        assert unite("both", [self.NORTH, friday_off]).is_working_day(SATURDAY)
        assert not unite("both", [self.NORTH, friday_off]).is_working_day(date(2025, 3, 22))

    def test_it_knows_only_what_all_of_them_know(self):
        both = unite("both", [self.NORTH, self.SOUTH])
        assert (both.first_day, both.official_through) == (date(2010, 1, 1), date(2025, 12, 31))
        assert unite("some", [self.NORTH, PLAIN]).official_through is None

    def test_of_nothing_is_refused(self):
        with pytest.raises(CalendarError, match="uk unites no calendars"):
            unite("uk", [])

    @given(st.dates(date(2010, 1, 1), date(2026, 12, 31)))
    def test_works_exactly_when_all_work(self, day):
        each = [self.NORTH, self.SOUTH, china()]
        all_work = all(one.is_working_day(day) for one in each)
        assert unite("all", each).is_working_day(day) == all_work
