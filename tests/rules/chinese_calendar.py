"""The Chinese working calendar of 2004 to 2035, read from the ``holidays`` library."""

from datetime import date
from functools import cache

import holidays

from wagtail_disclosure.rules.calendars import WorkingCalendar

FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2035, 12, 31)
LAST_OFFICIAL_DAY = date(2026, 12, 31)


@cache
def library() -> holidays.HolidayBase:
    # Only "public": "half_day" would take off 8 March and other days that are worked.
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    return holidays.country_holidays("CN", years=years, categories=("public",), language="zh_CN")


@cache
def china() -> WorkingCalendar:
    days_off = library()
    return WorkingCalendar(
        code="cn",
        holidays=dict(days_off.items()),
        working_days={
            day: "调休上班" for day in days_off.weekend_workdays if FIRST_DAY <= day <= LAST_DAY
        },
        first_day=FIRST_DAY,
        official_through=LAST_OFFICIAL_DAY,
    )
