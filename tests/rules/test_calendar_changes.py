from datetime import date

import pytest

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.calendar_changes import DayChange, changed
from wagtail_disclosure.rules.calendars import (
    BeforeCalendar,
    CalendarError,
    DayReason,
    NotADate,
    ReasonCode,
)

MONDAY = date(2026, 12, 7)
SPRING = date(2026, 2, 17)


@pytest.mark.parametrize("kind", [ReasonCode.HOLIDAY, ReasonCode.CLOSURE])
def test_a_working_day_can_become_a_day_off(kind):
    after = changed(china(), [DayChange(MONDAY, kind, "Flood")])
    assert after.reason(MONDAY) == DayReason(kind, "Flood")
    assert china().is_working_day(MONDAY)


def test_a_holiday_can_become_a_make_up_day_and_an_ordinary_one():
    worked = changed(china(), [DayChange(SPRING, ReasonCode.MAKE_UP_DAY, "抢险")])
    assert worked.reason(SPRING) == DayReason(ReasonCode.MAKE_UP_DAY, "抢险")
    ordinary = changed(worked, [DayChange(SPRING, None)])
    assert ordinary.reason(SPRING) == DayReason(ReasonCode.WORKING_DAY)


def test_it_is_official_as_far_as_before_unless_the_notice_says_so():
    assert changed(china(), []).official_through == date(2026, 12, 31)
    longer = changed(china(), [], official_through=date(2027, 12, 31))
    assert longer.is_official(date(2027, 6, 1))
    assert changed(longer, [], official_through=date(2026, 12, 31)) == longer


@pytest.mark.parametrize(
    ("days", "error", "message"),
    [
        ([DayChange(date(2003, 1, 1), None)], BeforeCalendar, "2003-01-01 is before 2004-01-01"),
        (
            [DayChange(MONDAY, None), DayChange(MONDAY, ReasonCode.CLOSURE, "Flood")],
            CalendarError,
            "2026-12-07 is changed twice",
        ),
    ],
)
def test_what_can_not_be_changed_is_refused_by_day(days, error, message):
    with pytest.raises(error, match=message):
        changed(china(), days)


def test_a_change_needs_a_date_a_kind_and_a_name():
    with pytest.raises(NotADate):
        DayChange("2026-12-07", None)
    with pytest.raises(CalendarError, match="2026-12-07 can't become “weekend”"):
        DayChange(MONDAY, ReasonCode.WEEKEND, "Sunday")
    with pytest.raises(CalendarError, match="2026-12-07 needs a name to become a closure"):
        DayChange(MONDAY, ReasonCode.CLOSURE, " ")
