"""How long information took to become public, against the term that the law sets for it.

OGI Regulations Art. 26: what is open to everybody is published within 20 working days of the day
on which it was formed or changed, unless a law sets another term.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from wagtail_disclosure.rules.calendars import WorkingCalendar, require_date
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    DayExplained,
    Due,
    Term,
    TermUnit,
    due_on,
    working_days_left,
)

# So many working days before the last one, an entry that waits is about to be late.
SOON = 5


class Timeliness(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    OPEN = "open"


@dataclass(frozen=True)
class Assessment:
    """How one piece of information stands.

    ``working_days`` are those after the day on which it was formed, through its publication or
    else today; ``late_by`` those beyond the last day of the term, 0 where it is kept.
    ``explanation`` goes on to the last of them where that is later than the term's end.
    """

    status: Timeliness
    working_days: int
    late_by: int
    due: Due
    explanation: tuple[DayExplained, ...]


def assess(
    *,
    formed_on: date,
    published_on: date | None,
    today: date,
    term: Term,
    calendar: WorkingCalendar,
) -> Assessment:
    """Whether publication came, or still comes, in time.

    The day of formation itself doesn't count unless the term says so; what is public before that
    day took none. Raises BeforeCalendar for a day that the calendar doesn't reach, NotADate.
    """
    due = publication_due(formed_on, term, calendar)
    until = published_on or require_date(today)
    last_day = _last_day(due)
    used = calendar.count_working_days(after=formed_on, through=until)
    longer = replace(term, amount=max(term.amount, used))
    goes_on = term.unit == TermUnit.WORKING_DAYS and used > term.amount
    return Assessment(
        status=_status(last_day, published_on, today, calendar),
        working_days=used,
        late_by=calendar.count_working_days(after=last_day, through=until),
        due=due,
        explanation=(
            publication_due(formed_on, longer, calendar).explanation if goes_on else due.explanation
        ),
    )


def publication_due(formed_on: date, term: Term, calendar: WorkingCalendar) -> Due:
    """The last day on which information that was formed on this day is published in time."""
    return due_on([ClockEvent(ClockKind.START, formed_on)], term, calendar)


def due_steps(
    first: date, last: date, *, term: Term, calendar: WorkingCalendar
) -> Iterator[tuple[date, date]]:
    """For days of formation from ``first`` to ``last``: pairs of the last of them that share a due
    day, and that day. Ordered, so that the first pair whose day is not before a given one holds.
    """
    before: tuple[date, date] | None = None
    for number in range((require_date(last) - require_date(first)).days + 1):
        day = first + timedelta(days=number)
        due = _last_day(publication_due(day, term, calendar))
        if before is not None and before[1] != due:
            yield before
        before = (day, due)
    if before is not None:
        yield before


def _last_day(due: Due) -> date:
    # Nothing pauses this clock, so the days end with the one that it is due on.
    return due.explanation[-1].day


def _status(
    last_day: date, published_on: date | None, today: date, calendar: WorkingCalendar
) -> Timeliness:
    if published_on is not None:
        return Timeliness.LATE if published_on > last_day else Timeliness.ON_TIME
    if today > last_day:
        return Timeliness.OVERDUE
    left = working_days_left(today, last_day, calendar)
    return Timeliness.DUE_SOON if left <= SOON else Timeliness.OPEN
