"""Working days of a country as the `holidays` library knows them, for people to check and edit."""

from datetime import date

import holidays
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import CalendarDay, WorkCalendar
from wagtail_disclosure.core.translated_text import TranslatedText

# Make-up working days are complete from 2001 in the library; 2004 is the year of the first local
# disclosure rules, and nothing here counts from an earlier day.
FIRST_YEAR = 2004
NAMES = {
    "cn": {"zh-hans": "中国法定工作日历", "en": "Working days of China"},
}
SOURCE = f"holidays {holidays.__version__}"


@transaction.atomic
def seed_china(*, through_year: int, by: Actor) -> tuple[WorkCalendar, int]:
    """The Chinese calendar up to ``through_year``; returns also how many days are new.

    Days that exist are left alone. The calendar is official up to the last year that the State
    Council's notice covers; a later year has its statutory holidays only, no make-up days, and
    due dates in it are provisional.
    """
    official = last_official_year(through_year)
    calendar = WorkCalendar.objects.filter(code="cn").first() or WorkCalendar(
        code="cn",
        name=TranslatedText(NAMES["cn"]),
        first_day=date(FIRST_YEAR, 1, 1),
        official_through=date.min,
    )
    if calendar.official_through < date(official, 12, 31):
        calendar.official_through = date(official, 12, 31)
        attribute(calendar, by=by, reason=f"{SOURCE}: {official}")
        calendar.save()
    return calendar, _add_days(calendar, through_year=through_year, by=by)


def last_official_year(through_year: int) -> int:
    """The last year whose moved days off are known: only an official notice moves days off."""
    names = _public_holidays(through_year, language="en_US")
    return max(day.year for day, name in names.items() if "substituted" in name)


def _add_days(calendar: WorkCalendar, *, through_year: int, by: Actor) -> int:
    known = set(calendar.days.values_list("day", flat=True))
    named = _public_holidays(through_year, language="zh_CN")
    days = [(day, CalendarDay.Kind.HOLIDAY, name) for day, name in named.items()]
    # The library always carries make-up days of a few years that nobody asked for.
    days += [
        (day, CalendarDay.Kind.WORKING_DAY, "调休上班")
        for day in named.weekend_workdays
        if FIRST_YEAR <= day.year <= through_year
    ]
    rows = [
        CalendarDay(calendar=calendar, day=day, kind=kind, name=name[:200], source=SOURCE)
        for day, kind, name in sorted(days)
        if day not in known
    ]
    bulk_create_with_history(
        rows, CalendarDay, default_user=by, default_change_reason=SOURCE, batch_size=500
    )
    return len(rows)


def _public_holidays(through_year: int, *, language: str) -> holidays.HolidayBase:
    # Only "public": the library's half days (8 March and others) are working days for an agency.
    return holidays.country_holidays(
        "CN",
        years=range(FIRST_YEAR, through_year + 1),
        language=language,
        categories=("public",),
    )
