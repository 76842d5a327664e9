"""The applicant is asked to make a request clear, and answers or does not (OGI Art. 30)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import (
    change_state,
    close,
    lock,
    lock_for_applicant,
    move_clock,
    outcome_of,
    pause,
    record,
    save_row,
)
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.clock import terms
from wagtail_disclosure.cases.clock.computing import calendar_of
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent, Correction, FeeNotice
from wagtail_disclosure.core.models import Law, TimeLimit
from wagtail_disclosure.rules.case_states import CaseAction, CaseState
from wagtail_disclosure.rules.deadlines import ClockEvent, ClockKind, due_on
from wagtail_disclosure.rules.plain_text import clean_text

NOTICE = "correction-notice"


@transaction.atomic
def request_correction(
    case: Case,
    *,
    question: str,
    working_days: int,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Correction:
    """Ask the applicant, once, to make the request clear within so many working days.

    Until then nothing counts. Raises NotAllowed, CaseMovedOn, NotPossible where that was done
    before or the law's time for it is over.
    """
    case = lock(case, "request_correction", by=by, version=version, for_letter=True)
    change_state(case, CaseAction.REQUEST_CORRECTION)
    if case.corrections.exists():
        raise NotPossible(
            _("The applicant was asked for a correction before; that is done once, for everything.")
        )
    _refuse_late_notice(case, on=on)
    correction = Correction(case=case, asked_on=on, working_days=working_days)
    correction.seal("sealed_question", clean_text(question))
    save_row(correction, by=by, reason=reason)
    if case.law.clarification != Law.Clarification.NONE:
        pause(correction, by=by, reason=reason, source=_source(case))
    details = {"working_days": working_days}
    kind = CaseEvent.Kind.CORRECTION_REQUESTED
    record(case, kind, by=by, reason=reason, on=on, details=details)
    values = {"correction": correction.question, "reply_by": terms.last_day_of(correction)}
    tell(case, LetterKind.CORRECTION, by=by, on=on, **values)
    return correction


@transaction.atomic
def record_correction(
    case: Case, *, answer: str, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Note down what the applicant answered ``on`` that day; the clock goes on as the law says.

    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "record_correction", by=by, version=version)
    return _corrected(case, answer=answer, by=by, reason=reason, on=on)


@transaction.atomic
def answer_correction(case: Case, *, answer: str, on: date) -> Case:
    """The same by the applicant, who showed the secret. Raises CaseMovedOn."""
    return _corrected(lock_for_applicant(case), answer=answer, by=APPLICANT, reason="", on=on)


@transaction.atomic
def abandon(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """End a case whose applicant neither corrects nor pays in time (OGI Arts. 30, 42).

    Raises NotAllowed, CaseMovedOn, NotPossible while there is time left.
    """
    case = lock(case, "abandon", by=by, version=version)
    waits_for_payment = case.state == CaseState.AWAITING_PAYMENT
    code = "fee-unpaid" if waits_for_payment else "abandoned"
    close(case, CaseAction.ABANDON, on=on, outcome=outcome_of(case, code))
    rows = case.feenotices if waits_for_payment else case.corrections
    waiting: Correction | FeeNotice = rows.get(ended_on__isnull=True)
    if not terms.is_over(waiting, on=on):
        last = terms.last_day_of(waiting)
        raise NotPossible(_("The applicant has until %(day)s.") % {"day": last or "–"})
    waiting.ended_on = on
    save_row(waiting, by=by, reason=reason)
    details = {"cause": code}
    record(case, CaseEvent.Kind.ABANDONED, by=by, reason=reason, on=on, details=details)
    return case


def notice_until(case: Case) -> date | None:
    """The last day on which a correction may still be asked for; None where no law limits it."""
    limit = TimeLimit.objects.filter(law_id=case.law_id, code=NOTICE).first()
    if limit is None:
        return None
    start = ClockEvent(kind=ClockKind.START, on=case.received_on)
    return due_on([start], limit.as_term(), calendar_of(case)).due_on


def _refuse_late_notice(case: Case, *, on: date) -> None:
    until = notice_until(case)
    if until is not None and on > until:
        raise NotPossible(
            _(
                "A correction could be asked for until %(day)s. Handle the request as it is, or "
                "ask the applicant without holding up the answer."
            )
            % {"day": until.isoformat()}
        )


def _corrected(case: Any, *, answer: str, by: Any, reason: str, on: date) -> Case:
    change_state(case, CaseAction.RECORD_CORRECTION)
    correction = case.corrections.get(ended_on__isnull=True)
    if on < correction.asked_on:
        raise NotPossible(_("The answer can't be older than the question."))
    correction.seal("sealed_answer", clean_text(answer))
    correction.ended_on = on
    save_row(correction, by=by, reason=reason)
    _go_on(case, correction, by=by, reason=reason, on=on)
    record(case, CaseEvent.Kind.CORRECTED, by=by, reason=reason, on=on)
    return case


def _go_on(case: Any, correction: Correction, *, by: Any, reason: str, on: date) -> None:
    effect = case.law.clarification
    if effect == Law.Clarification.NONE:
        return
    told = {"on": on, "by": by, "reason": reason, "source": _source(case)}
    move_clock(case, ClockKind.RESUME, cause=correction.pause_cause, **told)
    if effect == Law.Clarification.RESTART:
        # OGI Art. 30: the time to answer counts from the day the corrected request is received.
        move_clock(case, ClockKind.RESTART, **told)


def _source(case: Any) -> str:
    limit = TimeLimit.objects.filter(law_id=case.law_id, code=NOTICE).first()
    return limit.citation if limit else ""
