"""From a desk to a case: what a clerk enters for somebody who asked in person or by letter."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wagtail_disclosure.cases.actions.receipt import RECEIPT_CITATION
from wagtail_disclosure.cases.actions.recording import write_event
from wagtail_disclosure.cases.clock.computing import EVERY_WEEKDAY
from wagtail_disclosure.cases.exceptions import FormUsedAlready, NotPossible
from wagtail_disclosure.cases.intake import submitting as intake
from wagtail_disclosure.cases.intake.storing import whole_or_not_at_all
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent, Registration
from wagtail_disclosure.cases.models.cases import local_date
from wagtail_disclosure.cases.registration import custody
from wagtail_disclosure.cases.registration.clerks import offices_of, policy
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import IntakeWindow, ReceiptRule, TimeLimit
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.receipt import (
    Days,
    Lateness,
    Received,
    ReceivedWith,
    lateness,
    received,
)

CORRECTION = "correction-notice"
REGISTERED_REASON = gettext_noop("registered at a window")
NOON = time(12)


class NotYourWindow(PermissionDenied):
    """This person may not register at this window."""


class ReasonMissing(NotPossible):
    """Receipt on a day before today is a decision, and it needs a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why it is registered only today."))


class TooLate(NotPossible):
    """So late a registration is for the disclosure office to decide."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This day is further back than a clerk may register. Give the request to the "
                "disclosure office, which can."
            )
        )


@dataclass(frozen=True)
class Arrival:
    """How it came: the days, orally or not, how many papers, and why it is registered later."""

    days: Days
    is_oral: bool = False
    paper_count: int = 0
    reason: str = ""


def register(
    *,
    window: IntakeWindow,
    definition: Definition,
    answers: dict[str, Any],
    token: str,
    arrival: Arrival,
    by: Any,
    at: datetime,
    files: intake.Files = intake.NO_FILES,
) -> intake.Receipt:
    """Make a case of what came in at ``window``; doing it again gives the same receipt.

    Where the law counts it as received already, its clock starts in the same transaction, to which
    ``files``, scans of its papers, belong as well. Raises NotYourWindow, ReceiptError,
    ReasonMissing, TooLate, CalendarError, FormUsedAlready.
    """
    if not policy.user_has_permission_for_instance(by, "register", window):
        raise NotYourWindow(_("You may not register at this window."))
    today = local_date(at)
    receipt_day = received(received_with(window), arrival.days, today=today)
    is_backdated = _check_lateness(receipt_day, window=window, arrival=arrival, by=by, today=today)
    entry = _entry(receipt_day, window=window, by=by, at=at)
    with whole_or_not_at_all() as stored:
        receipt = intake.submit(
            definition=definition,
            answers=answers,
            token=token,
            at=_moment(arrival.days.arrived_on, at),
            entry=entry,
            files=files,
        )
        stored.extend(receipt.stored)
        if _is_new(receipt.case, window=window, arrival=arrival):
            _write_registration(receipt.case, arrival=arrival, by=entry.by, at=at)
            if entry.received_on:
                _start_clock(receipt.case, by=by, arrival=arrival)
            if is_backdated:
                _record_backdating(receipt.case, by=by, reason=arrival.reason, today=today)
    return receipt


def _entry(receipt_day: Received, *, window: IntakeWindow, by: Any, at: datetime) -> intake.Entry:
    return intake.Entry(
        by=Actor.of(by),
        reason=REGISTERED_REASON,
        received_on=None if receipt_day.needs_confirmation else receipt_day.on,
        window=window,
        entered_at=at,
    )


def received_with(window: IntakeWindow) -> ReceivedWith:
    """What makes something received at ``window``; where the law says nothing, handing it in."""
    rule = ReceiptRule.objects.filter(law_id=window.body.law_id, channel=window.channel).first()
    return ReceivedWith(rule.received_with) if rule else ReceivedWith.SUBMISSION


def _check_lateness(
    receipt_day: Received, *, window: IntakeWindow, arrival: Arrival, by: Any, today: date
) -> bool:
    """Whether a day of receipt before today is being decided here."""
    if receipt_day.needs_confirmation:
        # Nothing is decided yet: whoever confirms receipt decides on its day.
        return False
    limit = TimeLimit.objects.filter(law_id=window.body.law_id, code=CORRECTION).first()
    calendar = window.body.calendar
    late = lateness(
        receipt_day.on,
        today=today,
        calendar=calendar.as_rules() if calendar else EVERY_WEEKDAY,
        term=limit.as_term() if limit else None,
    )
    if late is Lateness.SAME_DAY:
        return False
    if late is Lateness.TOO_LATE and not offices_of(by).filter(pk=window.body_id).exists():
        raise TooLate
    if not arrival.reason.strip():
        raise ReasonMissing
    return True


def _moment(day: date, at: datetime) -> datetime:
    """The moment of handing in; of an earlier day nobody knows the hour."""
    if day == local_date(at):
        return at
    return datetime.combine(day, NOON, tzinfo=conf.time_zone())


def _is_new(case: Case, *, window: IntakeWindow, arrival: Arrival) -> bool:
    """Whether it was not registered before. Raises FormUsedAlready where it was, but otherwise."""
    before = Registration.objects.filter(case_id=case.pk).first()
    if before is None:
        return True
    same = {name: getattr(before, name) == value for name, value in _values(arrival).items()}
    if case.window_id != window.pk or not all(same.values()):
        raise FormUsedAlready
    return False


def _values(arrival: Arrival) -> dict[str, Any]:
    return {
        **vars(arrival.days),
        "is_oral": arrival.is_oral,
        "paper_count": arrival.paper_count,
    }


def _write_registration(case: Case, *, arrival: Arrival, by: Actor, at: datetime) -> None:
    Registration.objects.create(
        case_id=case.pk,
        registered_at=at,
        registered_by_id=by.id,
        registered_by_name=by.name,
        **_values(arrival),
    )
    if arrival.paper_count:
        custody.take_in(case, at=case.window, by=by, on=arrival.days.arrived_on)


def _start_clock(case: Case, *, by: Any, arrival: Arrival) -> None:
    rule = ReceiptRule.objects.filter(law_id=case.law_id, channel=case.window.channel).first()
    actor = Actor.of(by)
    ClockEvent.objects.create(
        case_id=case.pk,
        kind=ClockKind.START,
        on=case.received_on,
        source=rule.citation if rule else RECEIPT_CITATION,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=arrival.reason or REGISTERED_REASON,
    )
    write_event(case, CaseEvent.Kind.ACCEPTED, by=by, reason="", on=case.received_on)


def _record_backdating(case: Case, *, by: Any, reason: str, today: date) -> None:
    details = {"received": case.received_on.isoformat(), "registered": today.isoformat()}
    kind = CaseEvent.Kind.RECEIPT_BACKDATED
    write_event(case, kind, by=by, reason=reason, on=today, details=details)
