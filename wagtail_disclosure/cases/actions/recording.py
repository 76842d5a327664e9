"""What every action on a case does alike: permission and lock, next state, history and event."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock import computing as clock
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.cases.permissions import REVIEWED, policy
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.core.recomputing.problems import in_words, problem_of
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.case_states import CLOSED_STATES, CaseAction, can, next_state
from wagtail_disclosure.rules.deadlines import ClockKind, DeadlineError

# What the words of a letter are taken from.
IN_LETTERS = (
    "applicantidentity",
    "body__calendar",
    "casecontent",
    "form_definition",
    "key",
    "law",
    "unit",
)
# What actions change of a case; what a kind of case adds comes with the submission and stays.
STORED = [field.name for field in Case._meta.local_concrete_fields if not field.primary_key]


def lock(case: Case, action: str, *, by: Any, version: int | None, for_letter: bool = False) -> Any:
    """The case as it is now, kept from others until the transaction ends.

    ``version`` is the one that ``by`` looked at when deciding. ``for_letter`` brings what a letter
    about it takes in the same statement. Raises NotAllowed, CaseMovedOn.
    """
    if action not in REVIEWED and not policy.user_has_permission(by, action):
        raise NotAllowed(action, case)
    # Asked of the row as it is now: somebody else may have been put in charge a moment ago.
    allowed = _locked(case).filter(policy.in_charge(by, action))
    locked = (allowed.select_related(*IN_LETTERS) if for_letter else allowed).first()
    if locked is None:
        raise NotAllowed(action, case)
    if version is not None and version != locked.version:
        raise CaseMovedOn(locked)
    return locked


def lock_for_applicant(case: Case) -> Any:
    """The same for whoever showed the secret of the receipt; there is no permission to ask for."""
    return _locked(case).get()


def _locked(case: Case) -> Any:
    # Of the case alone: what comes along, as its law does, others may read and change.
    of = ("self", "case_ptr")
    return type(case.concrete()).objects.select_for_update(of=of).filter(pk=case.pk)


def change_state(case: Case, action: CaseAction) -> None:
    """Raises CaseMovedOn where the present state does not allow ``action``."""
    if not can(action, case.state):
        raise CaseMovedOn(case)
    case.state = next_state(action, case.state)
    if case.state not in CLOSED_STATES:
        case.closed_on = None
        case.outcome = None


def close(case: Case, action: CaseAction, *, on: date, outcome: Outcome | None) -> None:
    """End the case with ``outcome``. Raises CaseMovedOn, NotPossible for a day too early."""
    change_state(case, action)
    if on < case.received_on:
        raise NotPossible(_("A request can't be ended before the day it was received."))
    case.closed_on = on
    case.outcome = outcome


def outcome_of(case: Case, code: str) -> Outcome | None:
    """The outcome with that code under the law of the case, if the law has it."""
    return Outcome.objects.filter(law_id=case.law_id, code=code).first()


def move_clock(
    case: Case,
    kind: ClockKind,
    *,
    on: date,
    by: Any,
    reason: str,
    cause: str = "",
    amount: int = 0,
    source: str = "",
) -> None:
    """Add an event to the clock and count the due date anew; the case is not saved.

    Raises NotPossible where the law or the clock does not allow it.
    """
    actor = Actor.of(by)
    ClockEvent.objects.create(
        case_id=case.pk,
        kind=kind,
        on=on,
        cause=cause,
        amount=amount,
        source=source,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=reason,
    )
    try:
        clock.store_due(case, is_received=True)
    except clock.NoTimeLimit as problem:
        message = _("%(law)s has no time limit for the answer. Somebody has to add it first.")
        raise NotPossible(message % {"law": case.law}) from problem
    except (DeadlineError, CalendarError) as error:
        told = problem_of(case.number, error)
        raise NotPossible(in_words({**vars(told)})) from error


def pause(row: Waiting, *, by: Any, reason: str, source: str) -> None:
    """Let the clock of its case stand still from the day on which ``row`` began."""
    move_clock(
        row.case,
        ClockKind.PAUSE,
        on=row.asked_on,
        by=by,
        reason=reason,
        cause=row.pause_cause,
        source=source,
    )


def record(
    case: Case,
    kind: str,
    *,
    by: Any,
    reason: str,
    on: date,
    details: dict[str, Any] | None = None,
) -> None:
    """Save ``case`` as its next version, with its history row and its event."""
    case.version += 1
    attribute(case, by=Actor.of(by), reason=reason)
    case.save(update_fields=STORED)
    write_event(case, kind, by=by, reason=reason, on=on, details=details)


def write_event(
    case: Case,
    kind: str,
    *,
    by: Any,
    reason: str,
    on: date,
    details: dict[str, Any] | None = None,
) -> None:
    actor = Actor.of(by)
    CaseEvent.objects.create(
        case_id=case.pk,
        kind=kind,
        on=on,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=reason,
        details=details or {},
    )


def save_row(row: Any, *, by: Any, reason: str) -> None:
    """Save a row about a case with its history."""
    attribute(row, by=Actor.of(by), reason=reason)
    row.save()
