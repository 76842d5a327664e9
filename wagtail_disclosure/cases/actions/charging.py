"""What an excessive request costs: the notice, and the payment (OGI Art. 42)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import (
    change_state,
    lock,
    move_clock,
    pause,
    record,
    save_row,
)
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.clock import terms
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent, FeeNotice
from wagtail_disclosure.core.models import PauseCause
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.fees import BY_CASE, BY_PAGE
from wagtail_disclosure.rules.plain_text import clean_text

# 国办函〔2020〕109号: the fee is paid within 20 working days of the notice.
PAYMENT_DAYS = 20
FEE = "fee-notice"


def fee_of(basis: str, count: int) -> int:
    """What the applicant's case number ``count`` of the month costs, or so many pages of one."""
    if basis == FeeNotice.Basis.CASES:
        return BY_CASE.fee_of(count)
    return BY_PAGE.total(count)


@transaction.atomic
def charge(
    case: Case,
    *,
    basis: str,
    count: int,
    how_to_pay: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> FeeNotice:
    """Tell the applicant what the request costs; nothing counts until it is paid.

    Raises NotAllowed, CaseMovedOn, NotPossible where it is free or was charged before.
    """
    case = lock(case, "charge", by=by, version=version, for_letter=True)
    change_state(case, CaseAction.CHARGE)
    cause, amount = _cause_of_charge(case), fee_of(basis, count)
    if not amount:
        raise NotPossible(_("That many are free of charge."))
    notice = FeeNotice(
        case=case, asked_on=on, working_days=PAYMENT_DAYS, basis=basis, count=count, amount=amount
    )
    save_row(notice, by=by, reason=reason)
    pause(notice, by=by, reason=reason, source=cause.citation)
    details = {"basis": basis, "count": count, "amount": amount}
    record(case, CaseEvent.Kind.CHARGED, by=by, reason=reason, on=on, details=details)
    values = {"how_to_pay": clean_text(how_to_pay), "pay_by": terms.last_day_of(notice)}
    counted = f"{notice.get_basis_display()}: {count}"
    tell(case, LetterKind.FEE, by=by, on=on, amount=str(amount), calculation=counted, **values)
    return notice


def _cause_of_charge(case: Any) -> PauseCause:
    """The law's pause for a fee. Raises NotPossible where it knows none, or one was charged."""
    cause = PauseCause.objects.filter(law_id=case.law_id, code=FEE).first()
    if cause is None:
        raise NotPossible(_("%(law)s knows no fee for a request.") % {"law": case.law})
    if case.feenotices.exists():
        raise NotPossible(_("A fee notice was sent before; there is one for each case."))
    return cause


@transaction.atomic
def record_payment(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """The fee was paid ``on`` that day; the clock goes on. Raises NotAllowed, CaseMovedOn."""
    case = lock(case, "record_payment", by=by, version=version)
    change_state(case, CaseAction.RECORD_PAYMENT)
    notice = case.feenotices.get(ended_on__isnull=True)
    if on < notice.asked_on:
        raise NotPossible(_("A fee can't be paid before the notice of it."))
    notice.is_paid, notice.ended_on = True, on
    save_row(notice, by=by, reason=reason)
    move_clock(case, ClockKind.RESUME, on=on, by=by, reason=reason, cause=notice.pause_cause)
    record(case, CaseEvent.Kind.PAID, by=by, reason=reason, on=on)
    return case
