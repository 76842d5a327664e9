"""When something ends that others were asked for: a correction, an opinion, a payment, a task.

Counted whenever it is asked, with the calendar and the law as they are.
"""

import logging
from datetime import date

from django.utils.functional import cached_property

from wagtail_disclosure.cases.clock.computing import calendar_of
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.core.models import TimeLimit
from wagtail_disclosure.rules.calendars import CalendarError, WorkingCalendar
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    DeadlineError,
    Due,
    Term,
    TermUnit,
    due_on,
)

logger = logging.getLogger("wagtail_disclosure.cases")


def limit_of(waiting: Waiting) -> TimeLimit | None:
    """The time limit of the law for it, if the law has one."""
    if not waiting.limit_code:
        return None
    limits = TimeLimit.objects.filter(law_id=waiting.case.law_id, code=waiting.limit_code)
    return limits.first()


def term_of(waiting: Waiting) -> Term | None:
    """How long it may take: as long as the agency allowed, else as the law says."""
    if own := _own_term(waiting):
        return own
    limit = limit_of(waiting)
    return limit.as_term() if limit else None


def end_of(waiting: Waiting) -> Due | None:
    """The last day of it, every day explained; None where nothing limits it."""
    term = term_of(waiting)
    if term is None:
        return None
    return _end(waiting, term, calendar_of(waiting.case))


def last_day_of(waiting: Waiting) -> date | None:
    """Its last day; None where nothing limits it."""
    end = end_of(waiting)
    return end.due_on if end else None


def is_over(waiting: Waiting, *, on: date) -> bool:
    """Whether its last day has passed by ``on``."""
    last = last_day_of(waiting)
    return last is not None and last < on


class LastDays:
    """The last days of many things: every calendar and every time limit is read once.

    One that can't be counted is logged and has none, which keeps nobody from the others.
    """

    def __init__(self) -> None:
        self._calendars: dict[int, WorkingCalendar] = {}

    def of(self, waiting: Waiting) -> date | None:
        """The last day of ``waiting``; None where nothing limits it."""
        try:
            term = _own_term(waiting) or self._term_of_law(waiting)
            return _end(waiting, term, self.calendar_of(waiting.case)).due_on if term else None
        except (DeadlineError, CalendarError) as error:
            name = type(error).__name__
            logger.error("No last day of %s %s: %s", type(waiting).__name__, waiting.pk, name)
            return None

    def after(self, case: Case, day: date, number: int) -> date | None:
        """The working day with ``number`` after ``day``, where the agency of ``case`` is."""
        try:
            return self.calendar_of(case).nth_working_day(day, number)
        except CalendarError as error:
            logger.error("No last day for %s: %s", case.number, error)
            return None

    def calendar_of(self, case: Case) -> WorkingCalendar:
        """The calendar of the agency of ``case``."""
        if case.body_id not in self._calendars:
            self._calendars[case.body_id] = calendar_of(case)
        return self._calendars[case.body_id]

    def _term_of_law(self, waiting: Waiting) -> Term | None:
        limit = self._limits.get((waiting.case.law_id, waiting.limit_code))
        return limit.as_term() if limit else None

    @cached_property
    def _limits(self) -> dict[tuple[int, str], TimeLimit]:
        return {(limit.law_id, limit.code): limit for limit in TimeLimit.objects.all()}


def _own_term(waiting: Waiting) -> Term | None:
    if not waiting.working_days:
        return None
    return Term(amount=waiting.working_days, unit=TermUnit.WORKING_DAYS)


def _end(waiting: Waiting, term: Term, calendar: WorkingCalendar) -> Due:
    start = ClockEvent(kind=ClockKind.START, on=waiting.asked_on)
    return due_on([start], term, calendar)
