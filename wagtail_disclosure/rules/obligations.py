"""What has to be published regularly: which periods are due on a day, and when each is late.

OGI Regulations Arts. 19-21 say what is published; how often, the agency's own list says. Art. 26:
it is public within 20 working days, here after the period that it reports on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wagtail_disclosure.rules.calendars import WorkingCalendar, require_date
from wagtail_disclosure.rules.deadlines import add_months

ONE_DAY = timedelta(days=1)


class Frequency(StrEnum):
    """How often something is published; ``CONTINUOUS`` is whenever there is something new."""

    ONCE = "once"
    CONTINUOUS = "continuous"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
# What is published as it arises is looked at by the year.
MONTHS_LOOKED_AT = {**MONTHS, Frequency.CONTINUOUS: 12}


class Coverage(StrEnum):
    """How a period stands."""

    ON_TIME = "on_time"
    LATE = "late"
    NOTHING = "nothing"
    MISSING = "missing"
    DUE = "due"
    RUNNING = "running"


@dataclass(frozen=True)
class Period:
    """The days that a publication reports on; ``last`` is None for what is published once."""

    first: date
    last: date | None


def periods(
    frequency: Frequency, *, valid_from: date, valid_until: date | None, through: date
) -> Iterator[Period]:
    """The periods of an obligation that have begun by ``through``, the earliest first.

    Periods are those of the calendar: the first is the one in which the obligation begins, and it
    counts as a whole. Raises NotADate.
    """
    last_day = min(require_date(through), valid_until or through)
    if require_date(valid_from) > last_day:
        return
    if frequency is Frequency.ONCE:
        yield Period(valid_from, None)
        return
    first = _first_day(valid_from, MONTHS_LOOKED_AT[frequency])
    while first <= last_day:
        following = add_months(first, MONTHS_LOOKED_AT[frequency])
        yield Period(first, following - ONE_DAY)
        first = following


def late_after(
    frequency: Frequency, period: Period, *, working_days: int, calendar: WorkingCalendar
) -> date | None:
    """The last day on which the publication for ``period`` is in time.

    So many working days after the period ends; for what is published once, after the obligation
    begins. None for what is published as it arises: the clock of each document measures that.
    Raises BeforeCalendar where the calendar doesn't reach the day.
    """
    if frequency is Frequency.CONTINUOUS:
        return None
    start = period.last or period.first
    return calendar.nth_working_day(start, working_days) if working_days else start


def coverage(
    period: Period,
    *,
    late_after: date | None,
    is_public: bool,
    public_on: date | None,
    has_nothing: bool,
    today: date,
) -> Coverage:
    """How a period stands; ``public_on`` is the day on which its first publication was public.

    That day may be unknown, and nothing is called late for it. ``has_nothing``: somebody stated
    that there was nothing to publish.
    """
    if is_public:
        is_late = late_after is not None and public_on is not None and public_on > late_after
        return Coverage.LATE if is_late else Coverage.ON_TIME
    if has_nothing:
        return Coverage.NOTHING
    if late_after is None:
        is_over = period.last is not None and today > period.last
        return Coverage.MISSING if is_over else Coverage.RUNNING
    if today > late_after:
        return Coverage.MISSING
    return Coverage.DUE if period.last is None or today > period.last else Coverage.RUNNING


def _first_day(day: date, months: int) -> date:
    """The first day of the calendar's month, quarter or year around ``day``."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)
