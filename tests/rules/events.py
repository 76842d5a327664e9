"""Clock events in one word each, and what they make due under OGI Art. 33."""

from datetime import date

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.calendars import (
    WorkingCalendar,
)
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    Term,
    TermUnit,
    due_on,
)

ANSWER = Term(20, TermUnit.WORKING_DAYS, "OGI Art. 33")
PLAIN = WorkingCalendar(code="plain", official_through=date(2030, 12, 31))


def start(on):
    return ClockEvent(ClockKind.START, on)


def pause(on, cause="third party", source=""):
    return ClockEvent(ClockKind.PAUSE, on, cause=cause, source=source)


def resume(on, cause="third party"):
    return ClockEvent(ClockKind.RESUME, on, cause=cause)


def restart(on):
    return ClockEvent(ClockKind.RESTART, on)


def transfer(on, source=""):
    return ClockEvent(ClockKind.TRANSFER, on, source=source)


def extend(on, amount):
    return ClockEvent(ClockKind.EXTEND, on, amount=amount)


def due(*events, term=ANSWER, calendar=None):
    return due_on(events, term, calendar or china()).due_on
