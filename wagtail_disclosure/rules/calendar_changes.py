"""What a calendar becomes when somebody corrects it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from wagtail_disclosure.rules.calendars import (
    CalendarError,
    ReasonCode,
    WorkingCalendar,
    require_date,
)

CHANGED_TO = (ReasonCode.HOLIDAY, ReasonCode.MAKE_UP_DAY, ReasonCode.CLOSURE)


class NamelessDay(CalendarError):
    """A day is to become something special, and nobody said what it is called."""

    def __init__(self, day: date, kind: ReasonCode) -> None:
        self.day = day
        super().__init__(f"{day} needs a name to become a {kind}.")


class ChangedTwice(CalendarError):
    """One change says two things about a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"{day} is changed twice.")


@dataclass(frozen=True)
class DayChange:
    """What a day becomes: a holiday, a make-up working day, a closure, or what its weekday says.

    ``kind`` is one of HOLIDAY, MAKE_UP_DAY and CLOSURE, or None for a day that is to be nothing
    special any more.
    """

    day: date
    kind: ReasonCode | None
    name: str = ""

    def __post_init__(self) -> None:
        require_date(self.day)
        if self.kind not in (None, *CHANGED_TO):
            raise CalendarError(f"{self.day} can't become “{self.kind}”.")
        if self.kind is not None and not self.name.strip():
            raise NamelessDay(self.day, self.kind)


def changed(
    calendar: WorkingCalendar,
    changes: Iterable[DayChange],
    *,
    official_through: date | None = None,
) -> WorkingCalendar:
    """``calendar`` with these days instead, official as far as given, and never less than it was.

    Raises BeforeCalendar for a day that it does not know, CalendarError for one changed twice.
    """
    days: dict[ReasonCode, dict[date, str]] = {
        ReasonCode.HOLIDAY: dict(calendar.holidays),
        ReasonCode.MAKE_UP_DAY: dict(calendar.working_days),
        ReasonCode.CLOSURE: dict(calendar.closures),
    }
    seen: set[date] = set()
    for change in changes:
        calendar.reason(change.day)
        if change.day in seen:
            raise ChangedTwice(change.day)
        seen.add(change.day)
        for named in days.values():
            named.pop(change.day, None)
        if change.kind is not None:
            days[change.kind][change.day] = change.name
    official = [day for day in (official_through, calendar.official_through) if day]
    return replace(
        calendar,
        holidays=days[ReasonCode.HOLIDAY],
        working_days=days[ReasonCode.MAKE_UP_DAY],
        closures=days[ReasonCode.CLOSURE],
        official_through=max(official, default=None),
    )
