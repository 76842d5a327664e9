"""When an answer is due: a term counted day by day on the clock that events describe.

Whole dates of the agency's time zone only; a deadline runs to the end of its day. Events are never
applied to an earlier result, so extending twice or correcting a calendar can't drift.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypedDict

from wagtail_disclosure.rules.calendars import (
    DayReason,
    ReasonCode,
    WorkingCalendar,
    days_from,
    require_date,
)
from wagtail_disclosure.rules.clocks import (
    Clock,
    ClockEvent,
    ClockKind,
    DeadlineError,
    read_clock,
)

__all__ = ["ClockEvent", "ClockKind", "DeadlineError", "Due", "Term", "TermUnit", "due_on"]

COUNTED = frozenset({ReasonCode.WORKING_DAY, ReasonCode.MAKE_UP_DAY, ReasonCode.CALENDAR_DAY})
HOURS_OF_A_DAY = 24


class ExtensionTooLong(DeadlineError):
    """The extensions of a term add up to more than the law allows."""

    def __init__(self, amount: int, term: "Term") -> None:
        self.amount, self.unit = amount, term.unit
        self.limit, self.citation = term.longest_extension, term.citation
        by = f" by {term.citation}" if term.citation else ""
        super().__init__(f"Extended by {amount} {term.unit}: at most {self.limit} are allowed{by}.")


class TermUnit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True)
class Term:
    """How long a step may take, and the article that says so.

    A term in hours ends on the day of its last hour: 48 hours from a Monday end on Wednesday.
    ``start_day_counts``: the day of the event is day one; by default it is the day after.
    ``rolls``: a term in hours, calendar days or months that ends on a day off ends on the next
    working day; terms in working days always end on one. ``longest_extension`` is the most, in the
    same unit, that extensions may add up to; None where the law names no limit.
    """

    amount: int
    unit: TermUnit
    citation: str = ""
    start_day_counts: bool = False
    rolls: bool = False
    longest_extension: int | None = None

    def __post_init__(self) -> None:
        if self.unit not in set(TermUnit):
            raise DeadlineError(f"“{self.unit}” is no unit of time limits.")
        if self.amount < 1:
            raise DeadlineError(f"A term of {self.amount} {self.unit} is no term.")
        if self.longest_extension is not None and self.longest_extension < 0:
            raise DeadlineError(f"{self.longest_extension} is no longest extension.")

    @property
    def needs_calendar(self) -> bool:
        return self.rolls or self.unit == TermUnit.WORKING_DAYS

    def days_needed(self, counts_from: date, extension: int) -> int:
        """How many days must be counted for the term to be over."""
        amount = self.amount + extension
        if self.unit == TermUnit.MONTHS:
            return (add_months(counts_from, amount) - counts_from).days
        if self.unit == TermUnit.HOURS:
            return -(-amount // HOURS_OF_A_DAY)
        return amount


class ExplanationRow(TypedDict):
    """One day of an explanation as it is stored: ``day`` in ISO form, ``reason`` a ReasonCode."""

    day: str
    counts: bool
    reason: str
    source: str
    number: int | None


class DayExplained(NamedTuple):
    """Whether a day counts and why; ``number`` is its place among the counted ones."""

    day: date
    counts: bool
    reason: ReasonCode
    source: str = ""
    number: int | None = None

    def as_row(self) -> ExplanationRow:
        return {
            "day": self.day.isoformat(),
            "counts": self.counts,
            "reason": str(self.reason),
            "source": self.source,
            "number": self.number,
        }


@dataclass(frozen=True)
class Due:
    """A deadline with its proof.

    ``due_on`` is None while the clock is paused with no end known. ``provisional`` means that the
    count reached days which no official notice covers yet.
    """

    due_on: date | None
    provisional: bool
    explanation: tuple[DayExplained, ...]

    def as_rows(self) -> list[ExplanationRow]:
        """The explanation as JSON-ready rows, in order of days."""
        return [explained.as_row() for explained in self.explanation]


def due_on(events: Sequence[ClockEvent], term: Term, calendar: WorkingCalendar) -> Due:
    """When ``term`` ends on the clock that ``events`` describe, every day explained.

    Raises DeadlineError for events that make no sense, ExtensionTooLong for extensions beyond the
    term's limit, BeforeCalendar for a start that the calendar doesn't reach.
    """
    clock = read_clock(events)
    _check_extensions(clock, term)
    # A term that needs no calendar still refuses what lies before the agency's records.
    calendar.reason(clock.started_on)
    explanation = tuple(_explain_days(clock, term, calendar))
    last = explanation[-1]
    return Due(
        due_on=None if last.reason is ReasonCode.PAUSED else last.day,
        provisional=term.needs_calendar and not calendar.is_official(last.day),
        explanation=explanation,
    )


def working_days_left(today: date, due_on: date, calendar: WorkingCalendar) -> int:
    """Working days after ``today`` up to and including ``due_on``.

    0 on the last day; negative as soon as ``today`` is later, at least -1 even on a day off.
    """
    if require_date(today) <= require_date(due_on):
        return calendar.count_working_days(after=today, through=due_on)
    return -max(1, calendar.count_working_days(after=due_on, through=today))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    # German BGB § 188 (3), and the same elsewhere: a missing day becomes the month's last.
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_extensions(clock: Clock, term: Term) -> None:
    limit = term.longest_extension
    if limit is not None and clock.longest_extension > limit:
        raise ExtensionTooLong(clock.longest_extension, term)


def _explain_days(clock: Clock, term: Term, calendar: WorkingCalendar) -> Iterator[DayExplained]:
    """Every day from the start to the last one needed, or to where the clock stands still."""
    needed = term.days_needed(clock.counts_from, clock.extension)
    number = 0
    for day in days_from(clock.started_on):
        reason = _why(day, clock, term, calendar, is_over=number == needed)
        counts = reason.code in COUNTED
        number += counts
        yield DayExplained(day, counts, reason.code, reason.source, number if counts else None)
        if reason.code is ReasonCode.PAUSED:
            if clock.stands_still_from(day):
                return
        elif number == needed and (not term.rolls or calendar.is_working_day(day)):
            return


def _why(
    day: date, clock: Clock, term: Term, calendar: WorkingCalendar, *, is_over: bool
) -> DayReason:
    """Why ``day`` counts or not; ``is_over``: the term is used up and looks for a working day."""
    if clock.superseded and day < clock.counts_from:
        return clock.superseded
    # Counting begins on the day after the event, which is how OGI receipt days are counted; laws
    # that count the day itself say so in their term.
    if day == clock.counts_from and not term.start_day_counts:
        return DayReason(ReasonCode.START_DAY)
    # OGI Art. 33: the time for asking third parties and other agencies isn't counted.
    if pause := clock.pause_on(day):
        return DayReason(ReasonCode.PAUSED, pause.source or pause.cause)
    if term.unit != TermUnit.WORKING_DAYS and not is_over:
        return DayReason(ReasonCode.CALENDAR_DAY)
    reason = calendar.reason(day)
    if is_over and reason.is_working:
        return DayReason(ReasonCode.ROLLED_TO, reason.source)
    return reason
