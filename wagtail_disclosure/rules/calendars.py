"""Which days an agency works, and why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)


class CalendarError(ValueError):
    """A working calendar can't answer, or contradicts itself."""


class BeforeCalendar(CalendarError):
    """A day lies before the first day that the calendar knows."""

    def __init__(self, day: date, calendar: "WorkingCalendar") -> None:
        self.day = day
        self.first_day = calendar.first_day
        super().__init__(f"{day} is before {calendar.first_day}, where {calendar.code} begins.")


class AfterCalendar(CalendarError):
    """Counting ran past the last day that can be written as a date."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"There is no day after {day}.")


class ContradictoryDay(CalendarError):
    """A day is entered both as a day off and as a make-up working day."""

    def __init__(self, day: date, calendar_code: str) -> None:
        self.day = day
        super().__init__(f"{day} is both a day off and a working day in {calendar_code}.")


class NotADate(TypeError):
    """A moment, or anything else, was passed where whole dates are counted."""

    def __init__(self, value: object) -> None:
        self.value = value
        super().__init__(
            f"{value!r} is not a plain date. Deadlines count whole dates in the agency's time "
            "zone: convert a moment to its local date first."
        )


class NaiveMoment(TypeError):
    """A moment without a time zone was to be turned into a date."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        super().__init__(f"{moment!r} names no time zone, so its day is not known.")


class ReasonCode(StrEnum):
    """Why a day counts or not; the first five come from calendars, the others from clocks."""

    WORKING_DAY = "working_day"
    MAKE_UP_DAY = "make_up_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    CALENDAR_DAY = "calendar_day"
    START_DAY = "start_day"
    BEFORE_RESTART = "before_restart"
    BEFORE_TRANSFER = "before_transfer"
    PAUSED = "paused"
    ROLLED_TO = "rolled_to"


@dataclass(frozen=True)
class DayReason:
    """Why a day is a working day or not; ``source`` names the holiday, closure or notice."""

    code: ReasonCode
    source: str = ""

    @property
    def is_working(self) -> bool:
        return self.code in (ReasonCode.WORKING_DAY, ReasonCode.MAKE_UP_DAY)


def require_date(value: object) -> date:
    """``value`` if it is a date without a time; otherwise NotADate."""
    # A datetime is a date to Python, but in the wrong zone it is the wrong day.
    if isinstance(value, datetime) or not isinstance(value, date):
        raise NotADate(value)
    return value


def local_date(moment: datetime, zone: tzinfo) -> date:
    """The day of ``moment`` in ``zone``. Raises NaiveMoment where its own zone is not known."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NaiveMoment(moment)
    return moment.astimezone(zone).date()


def days_from(first: date) -> Iterator[date]:
    """``first`` and every day after it; AfterCalendar where dates end."""
    day = first
    while True:
        yield day
        if day == date.max:
            raise AfterCalendar(day)
        day += ONE_DAY


@dataclass(frozen=True)
class WorkingCalendar:
    """The days on which an agency works.

    ``holidays``, ``working_days`` (make-up working days) and ``closures`` map days to their names.
    ``first_day`` is the first day that is known (None: no limit). ``official_through`` is the last
    day that an official notice covers; None means that none does, so all is provisional.
    """

    code: str
    holidays: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)
    closures: Mapping[date, str] = field(default_factory=dict)
    official_through: date | None = None
    first_day: date | None = None
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    # Reasons found so far: a hundred thousand deadlines ask for the same few hundred days.
    _reasons: dict[date, DayReason] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    # The working days of each year that was asked for.
    _years: dict[int, list[date]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for day in (*self.holidays, *self.working_days, *self.closures):
            require_date(day)
        for limit in (self.official_through, self.first_day):
            if limit is not None:
                require_date(limit)
        for day in self.working_days:
            if day in self.holidays or day in self.closures:
                raise ContradictoryDay(day, self.code)
        if self.weekend >= set(range(7)):
            raise CalendarError(f"{self.code} has no working weekday.")

    def reason(self, day: date) -> DayReason:
        """Why ``day`` is a working day or not."""
        # A moment is equal to no date, so it is not found here and is refused below.
        found = self._reasons.get(day)
        if found is None:
            found = self._reasons[day] = self._find_reason(day)
        return found

    def _find_reason(self, day: date) -> DayReason:
        require_date(day)
        if self.first_day is not None and day < self.first_day:
            raise BeforeCalendar(day, self)
        # A closure is the latest word on a day, so it is asked first.
        if day in self.closures:
            return DayReason(ReasonCode.CLOSURE, self.closures[day])
        # The State Council's yearly notice moves days off, so some weekend days are worked.
        if day in self.working_days:
            return DayReason(ReasonCode.MAKE_UP_DAY, self.working_days[day])
        if day in self.holidays:
            return DayReason(ReasonCode.HOLIDAY, self.holidays[day])
        if day.weekday() in self.weekend:
            return DayReason(ReasonCode.WEEKEND)
        return DayReason(ReasonCode.WORKING_DAY)

    def is_working_day(self, day: date) -> bool:
        return self.reason(day).is_working

    def is_official(self, day: date) -> bool:
        """Whether an official notice covers ``day``."""
        return self.official_through is not None and require_date(day) <= self.official_through

    def nth_working_day(self, start: date, number: int, *, start_day_counts: bool = False) -> date:
        """The working day with ``number`` (from 1), counted from the day after ``start``."""
        if number < 1:
            raise CalendarError(f"Working days are numbered from 1, not {number}.")
        find = bisect_left if start_day_counts else bisect_right
        days = self._working_days_from(require_date(start), start_day_counts)
        position = find(days, start) + number - 1
        if position < len(days):
            return days[position]
        for year in range(start.year + 1, date.max.year + 1):
            position -= len(days)
            days = self._working_days_of(year)
            if position < len(days):
                return days[position]
        raise AfterCalendar(date.max)

    def count_working_days(self, after: date, through: date) -> int:
        """How many working days lie after ``after``, up to and including ``through``."""
        if require_date(through) <= require_date(after):
            return 0
        before = bisect_right(self._working_days_from(after, False), after)
        years = range(after.year, through.year)
        whole = sum(len(self._working_days_of(year)) for year in years)
        return whole + bisect_right(self._working_days_of(through.year), through) - before

    def _working_days_from(self, day: date, is_counted: bool) -> list[date]:
        """Those of the year of ``day``. Raises BeforeCalendar where the count begins too early."""
        if self.first_day is not None and day < self.first_day:
            self.reason(day if is_counted else day + ONE_DAY)
        return self._years.get(day.year) or self._working_days_of(day.year)

    def _working_days_of(self, year: int) -> list[date]:
        """The working days of a year in their order, which are looked for once."""
        days = self._years.get(year)
        if days is None:
            first = max(date(year, 1, 1), self.first_day or date.min)
            span = range((date(year, 12, 31) - first).days + 1)
            all_days = (first + timedelta(days=number) for number in span)
            days = self._years[year] = [day for day in all_days if self.is_working_day(day)]
        return days


def unite(code: str, calendars: Sequence[WorkingCalendar]) -> WorkingCalendar:
    """The calendar whose working days are those that all of ``calendars`` work.

    UK FOIA s. 10(6): a bank holiday in any part of the United Kingdom is no working day.
    It knows only days that all of them know. Raises CalendarError for no calendars.
    """
    if not calendars:
        raise CalendarError(f"{code} unites no calendars.")
    worked = {
        day: _names(one.working_days.get(day) for one in calendars)
        for day in sorted({day for one in calendars for day in one.working_days})
        if all(one.first_day is None or day >= one.first_day for one in calendars)
        and all(one.is_working_day(day) for one in calendars)
    }
    officials = [one.official_through for one in calendars if one.official_through is not None]
    beginnings = [one.first_day for one in calendars if one.first_day is not None]
    return WorkingCalendar(
        code=code,
        holidays=_united([one.holidays for one in calendars]),
        working_days=worked,
        closures=_united([one.closures for one in calendars]),
        official_through=min(officials) if len(officials) == len(calendars) else None,
        first_day=max(beginnings, default=None),
        weekend=frozenset().union(*(one.weekend for one in calendars)),
    )


def _united(days_off: Sequence[Mapping[date, str]]) -> dict[date, str]:
    days = sorted({day for named in days_off for day in named})
    return {day: _names(named.get(day) for named in days_off) for day in days}


def _names(names: Iterable[str | None]) -> str:
    """Each name once, in the order in which they come."""
    return "; ".join(dict.fromkeys(name for name in names if name))
