"""When people are reminded of a last day: some working days before it, and then again and again.

A stage is a number: the working days before the last day at which it begins, and below zero the
weeks, or other spans, for which something is late: -1 from the first day after it.
"""

from collections.abc import Iterable
from datetime import date

from wagtail_disclosure.rules.calendars import WorkingCalendar


def stage_on(
    day: date, last_day: date, calendar: WorkingCalendar, *, before: Iterable[int], again_after: int
) -> int | None:
    """The stage that ``last_day`` has reached on ``day``; None: there is time enough.

    Only the newest one: whoever was not reminded for days is reminded once, of how it stands now.
    """
    if day > last_day:
        return -1 - ((day - last_day).days - 1) // again_after
    left = calendar.count_working_days(after=day, through=last_day)
    return min((stage for stage in before if stage >= left), default=None)
