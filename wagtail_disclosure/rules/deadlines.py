"""When an answer is due: a pure fold over clock events, always from the start.

Whole dates of the agency's time zone only; a deadline runs to the end of its day. Events are never
applied to an earlier result, so extending twice or correcting a calendar can't drift.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import TypedDict

from wagtail_disclosure.rules.calendars import (
    DayReason,
    ReasonCode,
    WorkingCalendar,
    days_from,
    require_date,
)

COUNTED = frozenset({ReasonCode.WORKING_DAY, ReasonCode.MAKE_UP_DAY, ReasonCode.CALENDAR_DAY})


class DeadlineError(ValueError):
    """A term or a list of clock events makes no sense."""


class TermUnit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


class ClockKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTEND = "extend"


@dataclass(frozen=True)
class Term:
    """How long a step may take, and the article that says so.

    ``start_day_counts``: the day of the event is day one; by default it is the day after.
    ``rolls``: a term in calendar days or months that ends on a day off ends on the next working
    day; terms in working days always end on one.
    """

    amount: int
    unit: TermUnit
    citation: str = ""
    start_day_counts: bool = False
    rolls: bool = False

    def __post_init__(self) -> None:
        if self.unit not in set(TermUnit):
            raise DeadlineError(f"“{self.unit}” is no unit of time limits.")
        if self.amount < 1:
            raise DeadlineError(f"A term of {self.amount} {self.unit} is no term.")

    @property
    def needs_calendar(self) -> bool:
        return self.rolls or self.unit == TermUnit.WORKING_DAYS


@dataclass(frozen=True)
class ClockEvent:
    """Something that moves a deadline.

    A pause begins on its day; a resume's day is the first that counts again. ``cause`` tells
    pauses that overlap apart and names the pause that a resume ends. ``amount`` is what an
    extension adds, in the term's unit. ``source`` is the notice or article behind the event.
    """

    kind: ClockKind
    on: date
    cause: str = ""
    amount: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        require_date(self.on)
        if self.kind not in set(ClockKind):
            raise DeadlineError(f"“{self.kind}” is no kind of clock event.")
        # Only an extension adds days, and it adds some.
        if (self.amount > 0) != (self.kind == ClockKind.EXTEND) or self.amount < 0:
            raise DeadlineError(f"“{self.kind}” can't have the amount {self.amount}.")


class ExplanationRow(TypedDict):
    """One day of an explanation as it is stored: ``day`` in ISO form, ``reason`` a ReasonCode."""

    day: str
    counts: bool
    reason: str
    source: str
    number: int | None


@dataclass(frozen=True)
class DayExplained:
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
            "reason": self.reason.value,
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


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands still: from ``first`` up to, not including, ``until``."""

    first: date
    cause: str
    source: str
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Clock:
    """What a list of events amounts to."""

    started_on: date
    counts_from: date
    latest_on: date
    extension: int = 0
    pauses: tuple[Pause, ...] = ()

    def after(self, event: ClockEvent) -> "Clock":
        """This clock once ``event`` has happened."""
        if event.on < self.latest_on:
            raise DeadlineError(
                f"“{event.kind}” on {event.on} is out of order: {self.latest_on} came before it."
            )
        clock = replace(self, latest_on=event.on)
        match event.kind:
            case ClockKind.START:
                raise DeadlineError(f"The clock can't start on {event.on}: it runs already.")
            case ClockKind.PAUSE:
                return clock._paused(event)
            case ClockKind.RESUME:
                return clock._resumed(event)
            case ClockKind.RESTART:
                # OGI Art. 30: the term runs anew from the corrected request, so an extension of
                # the old term ends with it. Who is still being waited for is still waited for.
                return replace(clock, counts_from=event.on, extension=0)
            case ClockKind.EXTEND:
                return replace(clock, extension=self.extension + event.amount)

    def pause_on(self, day: date) -> Pause | None:
        """The first pause that covers ``day``."""
        return next((pause for pause in self.pauses if pause.covers(day)), None)

    def open_pause(self, cause: str) -> Pause | None:
        return next((p for p in self.pauses if p.until is None and p.cause == cause), None)

    def stands_still_from(self, day: date) -> bool:
        """Whether, as far as is known, no day from ``day`` on will count."""
        return any(pause.until is None and pause.covers(day) for pause in self.pauses)

    def _paused(self, event: ClockEvent) -> "Clock":
        if self.open_pause(event.cause):
            raise DeadlineError(
                f"The clock is paused for “{event.cause}” before {event.on} already."
            )
        pause = Pause(first=event.on, cause=event.cause, source=event.source)
        return replace(self, pauses=(*self.pauses, pause))

    def _resumed(self, event: ClockEvent) -> "Clock":
        pause = self.open_pause(event.cause)
        if pause is None:
            raise DeadlineError(f"No pause for “{event.cause}” to end on {event.on}.")
        ended = replace(pause, until=event.on)
        return replace(self, pauses=tuple(ended if p is pause else p for p in self.pauses))


def read_clock(events: Sequence[ClockEvent]) -> Clock:
    """Fold ``events``, which must begin with a start and be in order of their days."""
    if not events or events[0].kind != ClockKind.START:
        first = f"“{events[0].kind}”" if events else "nothing"
        raise DeadlineError(f"A clock begins with a start, not with {first}.")
    on = events[0].on
    clock = Clock(started_on=on, counts_from=on, latest_on=on)
    return reduce(Clock.after, events[1:], clock)


def due_on(events: Sequence[ClockEvent], term: Term, calendar: WorkingCalendar) -> Due:
    """When ``term`` ends on the clock that ``events`` describe, every day explained.

    Raises DeadlineError for events that make no sense, BeforeCalendar for a start that the
    calendar doesn't reach.
    """
    clock = read_clock(events)
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


def _days_needed(clock: Clock, term: Term) -> int:
    """How many days must be counted for the term to be over."""
    amount = term.amount + clock.extension
    if term.unit == TermUnit.MONTHS:
        return (add_months(clock.counts_from, amount) - clock.counts_from).days
    return amount


def _explain_days(clock: Clock, term: Term, calendar: WorkingCalendar) -> Iterator[DayExplained]:
    """Every day from the start to the last one needed, or to where the clock stands still."""
    needed = _days_needed(clock, term)
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
    if day < clock.counts_from:
        return DayReason(ReasonCode.BEFORE_RESTART)
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
