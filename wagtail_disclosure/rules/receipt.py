"""On which day a request counts as received, and how far back a registration may reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.deadlines import ClockEvent, ClockKind, Term, due_on


class ReceivedWith(StrEnum):
    """What makes a request one that is received."""

    SUBMISSION = "submission"
    SIGNING = "signing"
    CONFIRMATION = "confirmation"


class ReceiptError(ValueError):
    """The days of a receipt contradict each other or the calendar; ``field`` is the wrong one."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"{type(self).__name__}: {field}")


class NotYet(ReceiptError):
    """A day that has not come yet."""


class BeforeArrival(ReceiptError):
    """Nothing can be signed for or confirmed before it is there."""


class NotAsked(ReceiptError):
    """A day that plays no part for what comes in this way."""


@dataclass(frozen=True)
class Days:
    """When something arrived, was signed for, and was confirmed with whoever sent it."""

    arrived_on: date
    signed_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Received:
    """``on`` is provisional while receipt still has to be confirmed."""

    on: date
    needs_confirmation: bool


# Which days besides the arrival are asked of what comes in by which rule.
ASKED: dict[ReceivedWith, tuple[str, ...]] = {
    ReceivedWith.SUBMISSION: (),
    ReceivedWith.SIGNING: ("signed_on", "confirmed_on"),
    ReceivedWith.CONFIRMATION: ("confirmed_on",),
}


def received(rule: ReceivedWith, days: Days, *, today: date) -> Received:
    """The day of receipt by ``rule``. Raises ReceiptError."""
    _check(rule, days, today)
    match rule:
        case ReceivedWith.SUBMISSION:
            # OGI Art. 31(1): in person, the day on which it is handed in.
            return Received(days.arrived_on, needs_confirmation=False)
        case ReceivedWith.SIGNING if days.signed_on:
            # OGI Art. 31(2): by post, the day on which the agency signs for it.
            return Received(days.signed_on, needs_confirmation=False)
    if days.confirmed_on:
        # OGI Art. 31(2), (3): mail that nobody signs for, internet and fax, the day on which it is
        # confirmed with the applicant.
        return Received(days.confirmed_on, needs_confirmation=False)
    return Received(days.arrived_on, needs_confirmation=True)


def _check(rule: ReceivedWith, days: Days, today: date) -> None:
    if days.arrived_on > today:
        raise NotYet("arrived_on")
    for field, day in _later_days(days):
        if field not in ASKED[rule]:
            raise NotAsked(field)
        if day > today:
            raise NotYet(field)
        if day < days.arrived_on:
            raise BeforeArrival(field)


def _later_days(days: Days) -> Iterator[tuple[str, date]]:
    for field in ("signed_on", "confirmed_on"):
        if day := getattr(days, field):
            yield field, day


class Lateness(StrEnum):
    """How late a request is registered that was received before."""

    SAME_DAY = "same_day"
    BACKDATED = "backdated"
    TOO_LATE = "too_late"


def lateness(
    received_on: date, *, today: date, calendar: WorkingCalendar, term: Term | None
) -> Lateness:
    """Whether registering today backdates the receipt, and by more than ``term`` allows.

    OGI Art. 30 gives the agency seven working days to ask for a correction: whoever registers
    later than that takes the agency's only chance away, so it is no clerk's decision any more.
    Without a term nothing is backdated by a clerk. Raises CalendarError.
    """
    if received_on >= today:
        return Lateness.SAME_DAY
    if term is None:
        return Lateness.TOO_LATE
    last_day = due_on([ClockEvent(ClockKind.START, received_on)], term, calendar).due_on
    return Lateness.TOO_LATE if last_day is None or last_day < today else Lateness.BACKDATED
