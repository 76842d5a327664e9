"""From a submission to an officer: confirming receipt, and assigning."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import change_state, lock, record
from wagtail_disclosure.cases.clock import computing as clock
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind

RECEIPT_CITATION = "第三十一条 / Art. 31"


@transaction.atomic
def accept(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """Confirm that the request was received ``on`` that day; the clock starts with it.

    OGI Art. 31(3): by internet, the day on which both sides confirm; never before submission.
    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "accept", by=by, version=version)
    if on < case.submitted_on:
        raise NotPossible(_("A request can't be received before the day it was submitted."))
    change_state(case, CaseAction.ACCEPT)
    ClockEvent.objects.create(
        case_id=case.pk,
        kind=ClockKind.START,
        on=on,
        source=RECEIPT_CITATION,
        actor_id=by.pk,
        actor_name=Actor.of(by).name,
        reason=reason,
    )
    case.received_on = on
    try:
        clock.store_due(case, is_received=True)
    except clock.NoTimeLimit as problem:
        message = _("%(law)s has no time limit for the answer. Somebody has to add it first.")
        raise NotPossible(message % {"law": case.law}) from problem
    record(case, CaseEvent.Kind.ACCEPTED, by=by, reason=reason, on=on)
    return case


@transaction.atomic
def assign(
    case: Case,
    *,
    to: Any,
    by: Any,
    reason: str,
    on: date,
    unit: Unit | None = None,
    version: int | None = None,
) -> Case:
    """Put officer ``to`` in charge, for ``unit`` or else the first unit that ``to`` works for.

    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "assign", by=by, version=version)
    units = Unit.objects.filter(body_id=case.body_id, officers__user=to).order_by("pk")
    chosen = units.filter(pk=unit.pk).first() if unit else units.first()
    if chosen is None or not to.is_active:
        raise NotPossible(
            _("%(name)s is no information officer of that unit.") % {"name": Actor.of(to).name}
        )
    change_state(case, CaseAction.ASSIGN)
    case.unit = chosen
    case.officer = to
    case.officer_name = Actor.of(to).name
    details = {"unit": chosen.code, "officer": case.officer_name}
    record(case, CaseEvent.Kind.ASSIGNED, by=by, reason=reason, on=on, details=details)
    return case
