"""From a submission to an officer: confirming receipt, and assigning."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import change_state, lock, move_clock, record
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent
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
    case = lock(case, "accept", by=by, version=version, for_letter=True)
    if on < case.submitted_on:
        raise NotPossible(_("A request can't be received before the day it was submitted."))
    change_state(case, CaseAction.ACCEPT)
    case.received_on = on
    move_clock(case, ClockKind.START, on=on, by=by, reason=reason, source=RECEIPT_CITATION)
    record(case, CaseEvent.Kind.ACCEPTED, by=by, reason=reason, on=on)
    tell(case, LetterKind.RECEIPT, by=by, on=on)
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
