"""When something ends that others were asked for: a correction, an opinion, a payment, a task.

Counted whenever it is asked, with the calendar and the law as they are.
"""

from datetime import date

from wagtail_disclosure.cases.clock.computing import calendar_of
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.core.models import TimeLimit
from wagtail_disclosure.rules.deadlines import ClockEvent, ClockKind, Due, Term, TermUnit, due_on


def limit_of(waiting: Waiting) -> TimeLimit | None:
    """The time limit of the law for it, if the law has one."""
    if not waiting.limit_code:
        return None
    limits = TimeLimit.objects.filter(law_id=waiting.case.law_id, code=waiting.limit_code)
    return limits.first()


def term_of(waiting: Waiting) -> Term | None:
    """How long it may take: as long as the agency allowed, else as the law says."""
    if waiting.working_days:
        return Term(amount=waiting.working_days, unit=TermUnit.WORKING_DAYS)
    limit = limit_of(waiting)
    return limit.as_term() if limit else None


def end_of(waiting: Waiting) -> Due | None:
    """The last day of it, every day explained; None where nothing limits it."""
    term = term_of(waiting)
    if term is None:
        return None
    start = ClockEvent(kind=ClockKind.START, on=waiting.asked_on)
    return due_on([start], term, calendar_of(waiting.case))


def last_day_of(waiting: Waiting) -> date | None:
    """Its last day; None where nothing limits it."""
    end = end_of(waiting)
    return end.due_on if end else None


def is_over(waiting: Waiting, *, on: date) -> bool:
    """Whether its last day has passed by ``on``."""
    last = last_day_of(waiting)
    return last is not None and last < on
