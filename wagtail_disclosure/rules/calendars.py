"""Which days an agency works, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)


class CalendarError(ValueError):
    """A working calendar can't answer, or contradicts itself."""


class BeforeCalendar(CalendarError):
    """A day lies before the first day that the calendar knows."""

    def __init__(self, day: date, calendar: "WorkingCalendar") -> None:
        self.day = day
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
        counted = (
            day
            for day in days_from(require_date(start))
            if (start_day_counts or day != start) and self.is_working_day(day)
        )
        return next(islice(counted, number - 1, None))

    def count_working_days(self, after: date, through: date) -> int:
        """How many working days lie after ``after``, up to and including ``through``."""
        span = (require_date(through) - require_date(after)).days
        return sum(self.is_working_day(after + timedelta(days=n)) for n in range(1, span + 1))
