"""The due date of a case: computed from its clock events each time, never edited."""

from datetime import date

from django.utils import timezone

from wagtail_disclosure.cases.models.cases import Case, local_date
from wagtail_disclosure.core.models import TimeLimit
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.deadlines import ClockEvent, ClockKind, Due, due_on

ANSWER = "answer"
EVERY_WEEKDAY = WorkingCalendar(code="weekdays")


def today() -> date:
    """Today where the agency is."""
    return local_date(timezone.now())


class NoTimeLimit(LookupError):
    """The law of a case says nothing about how long an answer may take."""


def calendar_of(case: Case) -> WorkingCalendar:
    """The calendar of the agency; without one, plain weekdays, so every due date is provisional."""
    calendar = case.body.calendar
    return calendar.as_rules() if calendar else EVERY_WEEKDAY


def clock_events(case: Case) -> list[ClockEvent]:
    """The events of the clock; before receipt is confirmed, as if it were confirmed that day.

    OGI Art. 31(3): a request by internet is received on the day that both sides confirm. Until
    then the day of submission stands in for it, and the due date is provisional.
    """
    # In the order of their days: what happened may be recorded later than what came after it.
    if case.pk and (rows := list(case.clockevents.order_by("on", "pk"))):
        return [row.as_rules() for row in rows]
    return [ClockEvent(kind=ClockKind.START, on=case.received_on)]


def compute_due(case: Case, calendar: WorkingCalendar | None = None) -> Due:
    """When the answer is due, every day explained. Raises NoTimeLimit."""
    limit = TimeLimit.objects.filter(law_id=case.law_id, code=ANSWER).first()
    if limit is None:
        raise NoTimeLimit(f"{case.law} has no time limit “{ANSWER}”.")
    return due_on(clock_events(case), limit.as_term(), calendar or calendar_of(case))


def awaits_notice(case: Case) -> bool:
    """Whether ``case`` is due on a day that no official notice covers yet, so that it may move."""
    limit = TimeLimit.objects.filter(law_id=case.law_id, code=ANSWER).first()
    if limit is None or case.due_on is None or not limit.as_term().needs_calendar:
        return False
    calendar = case.body.calendar
    return calendar is None or calendar.official_through < case.due_on


def store_due(case: Case, *, is_received: bool) -> None:
    """Write the due date and its explanation onto ``case``, without saving it."""
    due = compute_due(case)
    case.due_on = due.due_on
    case.due_explanation = due.as_rows()
    case.is_provisional = due.provisional or not is_received
