"""Working days of a country as the `holidays` library knows them, for people to check and edit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import holidays
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import CalendarDay, WorkCalendar
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.rules.calendars import WorkingCalendar, unite

# Make-up working days are complete from 2001 in the library; 2004 is the year of the first local
# disclosure rules, and nothing here counts from an earlier day.
FIRST_YEAR = 2004
FIRST_DAY = date(FIRST_YEAR, 1, 1)
BEFORE_THE_FIRST = FIRST_DAY - timedelta(days=1)
SOURCE = f"holidays {holidays.__version__}"
BRITISH_NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


class UnknownCalendar(LookupError):
    """No calendar of that code can be seeded; the message names those that can."""

    def __init__(self, code: str):
        super().__init__(f"No work calendar “{code}” to seed. There are: {', '.join(SEEDS)}.")


@dataclass(frozen=True)
class Seed:
    """Where the days of a calendar come from: ``days`` takes the last year that is wanted."""

    name: dict[str, str]
    days: Callable[[int], WorkingCalendar]


def seeded(code: str, *, through_year: int) -> WorkingCalendar:
    """The days of the calendar ``code`` from 2004 through that year. Raises UnknownCalendar.

    It is official up to the last year whose days off are settled; a later year has its statutory
    holidays only, and due dates in it are provisional.
    """
    if code not in SEEDS:
        raise UnknownCalendar(code)
    return SEEDS[code].days(max(through_year, FIRST_YEAR))


@transaction.atomic
def seed(code: str, *, through_year: int, by: Actor) -> tuple[WorkCalendar, int]:
    """The calendar ``code`` as rows; returns also how many days are new. Raises UnknownCalendar.

    Days that exist are left alone: somebody may have corrected them.
    """
    days = seeded(code, through_year=through_year)
    official = days.official_through or BEFORE_THE_FIRST
    calendar = WorkCalendar.objects.filter(code=code).first() or WorkCalendar(
        code=code,
        name=TranslatedText(SEEDS[code].name),
        first_day=FIRST_DAY,
        official_through=date.min,
    )
    if calendar.official_through < official:
        calendar.official_through = official
        attribute(calendar, by=by, reason=f"{SOURCE}: {official}")
        calendar.save()
    return calendar, _add_days(calendar, days, by=by)


def last_official_year(through_year: int) -> int:
    """The last year whose days off are known in China: only an official notice moves days off."""
    names = _public_holidays("CN", through_year, language="en_US")
    return max(day.year for day, name in names.items() if "substituted" in name)


def _add_days(calendar: WorkCalendar, days: WorkingCalendar, *, by: Actor) -> int:
    known = set(calendar.days.values_list("day", flat=True))
    named = [(day, CalendarDay.Kind.HOLIDAY, name) for day, name in days.holidays.items()]
    named += [(day, CalendarDay.Kind.WORKING_DAY, name) for day, name in days.working_days.items()]
    rows = [
        CalendarDay(calendar=calendar, day=day, kind=kind, name=name[:200], source=SOURCE)
        for day, kind, name in sorted(named)
        if day not in known
    ]
    bulk_create_with_history(
        rows, CalendarDay, default_user=by, default_change_reason=SOURCE, batch_size=500
    )
    return len(rows)


def _china(through_year: int) -> WorkingCalendar:
    off = _public_holidays("CN", through_year, language="zh_CN")
    return WorkingCalendar(
        code="cn",
        holidays=dict(off.items()),
        # The library always carries make-up days of a few years that nobody asked for.
        working_days={
            day: "调休上班"
            for day in off.weekend_workdays
            if FIRST_YEAR <= day.year <= through_year
        },
        first_day=FIRST_DAY,
        official_through=date(last_official_year(through_year), 12, 31),
    )


def _united_kingdom(through_year: int) -> WorkingCalendar:
    # UK FOIA s. 10(6): a bank holiday in any part of the United Kingdom is no working day.
    nations = [
        WorkingCalendar(code=nation, holidays=_names(through_year, nation))
        for nation in BRITISH_NATIONS
    ]
    return replace(_settled(unite("gb", nations), through_year), first_day=FIRST_DAY)


def _names(through_year: int, nation: str) -> dict[date, str]:
    """The bank holidays of a nation, each with the nation where not all of them have it."""
    everywhere = _public_holidays("GB", through_year, language="en_GB")
    here = _public_holidays("GB", through_year, language="en_GB", subdivision=nation)
    return {
        day: name if day in everywhere else f"{name} ({BRITISH_NATIONS[nation]})"
        for day, name in here.items()
    }


def _by_statute(country: str, language: str) -> Callable[[int], WorkingCalendar]:
    """Holidays that a statute fixes for every year, so that all of them are settled."""
    return lambda through_year: _settled(_by_notice(country, language)(through_year), through_year)


def _by_notice(country: str, language: str) -> Callable[[int], WorkingCalendar]:
    """Holidays that a notice settles anew for each year: estimates until somebody approves them."""

    def days(through_year: int) -> WorkingCalendar:
        off = _public_holidays(country, through_year, language=language)
        return WorkingCalendar(
            code=country.lower(), holidays=dict(off.items()), first_day=FIRST_DAY
        )

    return days


def _european_union(through_year: int) -> WorkingCalendar:
    """Weekends only: each institution decides its own days off, and the library has none."""
    return WorkingCalendar(code="eu", first_day=FIRST_DAY)


def _settled(calendar: WorkingCalendar, through_year: int) -> WorkingCalendar:
    return replace(calendar, official_through=date(through_year, 12, 31))


def _public_holidays(
    country: str, through_year: int, *, language: str, subdivision: str | None = None
) -> holidays.HolidayBase:
    # Only "public": the library's half days (8 March and others) are working days for an agency.
    return holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=range(FIRST_YEAR, through_year + 1),
        language=language,
        categories=("public",),
    )


SEEDS = {
    "cn": Seed({"zh-hans": "中国法定工作日历", "en": "Working days of China"}, _china),
    "gb": Seed(
        {"zh-hans": "英国工作日历（四地合并）", "en": "Working days of the United Kingdom"},
        _united_kingdom,
    ),
    "us": Seed(
        {"zh-hans": "美国联邦工作日历", "en": "Federal working days of the United States"},
        _by_statute("US", "en_US"),
    ),
    "eu": Seed(
        {"zh-hans": "欧盟机构工作日历", "en": "Working days of an institution of the Union"},
        _european_union,
    ),
    "de": Seed(
        {"zh-hans": "德国联邦工作日历", "en": "Working days of Germany"}, _by_statute("DE", "de")
    ),
    "in": Seed(
        {"zh-hans": "印度工作日历", "en": "Working days of India"}, _by_notice("IN", "en_IN")
    ),
}
