"""More time to answer: proposed by who works on it, approved by somebody else (OGI Art. 33)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import (
    change_state,
    lock,
    move_clock,
    record,
    save_row,
)
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent, Extension
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import TimeLimit
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind

ANSWER = "answer"


@transaction.atomic
def propose_extension(
    case: Case, *, amount: int, by: Any, reason: str, on: date, version: int | None = None
) -> Extension:
    """Ask for ``amount`` more, in the unit of the law's time limit, while there is time left.

    Raises NotAllowed, CaseMovedOn, NotPossible: once a case, and at most what the law allows.
    """
    case = lock(case, "propose_extension", by=by, version=version)
    change_state(case, CaseAction.PROPOSE_EXTENSION)
    _refuse_extension(case, amount=amount, on=on)
    if case.extensions.exclude(state=Extension.State.REFUSED).exists():
        # OGI Art. 33 knows one extension, of 20 working days at most.
        raise NotPossible(_("More time was proposed before; the law allows that once."))
    actor = Actor.of(by)
    extension = Extension(case=case, amount=amount, reason=reason, proposed_on=on)
    extension.proposed_by_id, extension.proposed_by_name = actor.id, actor.name
    save_row(extension, by=by, reason=reason)
    details = {"amount": amount}
    kind = CaseEvent.Kind.EXTENSION_PROPOSED
    record(case, kind, by=by, reason=reason, on=on, details=details)
    return extension


@transaction.atomic
def approve_extension(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Grant what was proposed, before the time is over; never by whoever proposed it.

    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "extend", by=by, version=version, for_letter=True)
    change_state(case, CaseAction.EXTEND)
    extension = _decide(case, Extension.State.APPROVED, by=by, reason=reason, on=on)
    _refuse_extension(case, amount=extension.amount, on=on)
    move_clock(
        case,
        ClockKind.EXTEND,
        on=on,
        by=by,
        reason=reason,
        amount=extension.amount,
        source=_limit(case).citation,
    )
    details = {"amount": extension.amount}
    record(case, CaseEvent.Kind.EXTENDED, by=by, reason=reason, on=on, details=details)
    # OGI Art. 33: the applicant is told.
    tell(case, LetterKind.EXTENSION, by=by, on=on, reasons=extension.reason)
    return case


@transaction.atomic
def refuse_extension(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Leave the due date as it is. Raises NotAllowed, CaseMovedOn, NotPossible."""
    case = lock(case, "extend", by=by, version=version)
    change_state(case, CaseAction.EXTEND)
    _decide(case, Extension.State.REFUSED, by=by, reason=reason, on=on)
    record(case, CaseEvent.Kind.EXTENSION_REFUSED, by=by, reason=reason, on=on)
    return case


def _decide(case: Any, state: str, *, by: Any, reason: str, on: date) -> Extension:
    rows = case.extensions.select_for_update()
    extension = rows.filter(state=Extension.State.PROPOSED).first()
    if extension is None:
        raise CaseMovedOn(case)
    actor = Actor.of(by)
    if actor.id == extension.proposed_by_id:
        raise NotPossible(_("More time is approved by somebody who did not propose it."))
    extension.state = state
    extension.decided_on = on
    extension.decided_by_id, extension.decided_by_name = actor.id, actor.name
    save_row(extension, by=by, reason=reason)
    return extension


def _limit(case: Any) -> TimeLimit:
    return TimeLimit.objects.get(law_id=case.law_id, code=ANSWER)


def _refuse_extension(case: Any, *, amount: int, on: date) -> None:
    limit = TimeLimit.objects.filter(law_id=case.law_id, code=ANSWER).first()
    if limit is None or not limit.extension:
        raise NotPossible(_("%(law)s allows no extension.") % {"law": case.law})
    if not 0 < amount <= limit.extension:
        message = _("The law allows an extension of 1 to %(longest)d (%(unit)s), not %(amount)d.")
        values = {"longest": limit.extension, "unit": limit.get_unit_display(), "amount": amount}
        raise NotPossible(message % values)
    if case.due_on is None:
        raise NotPossible(_("The clock stands still. Extend the time once it runs again."))
    if on > case.due_on:
        raise NotPossible(
            _("The answer was due on %(day)s: what is over can't be extended.")
            % {"day": case.due_on.isoformat()}
        )
