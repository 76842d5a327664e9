"""Others are asked before the agency decides, and answer or do not (OGI Arts. 32 to 34)."""

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
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent, Consultation
from wagtail_disclosure.core.models import PauseCause
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.plain_text import clean_line, clean_text

LETTERS = {
    Consultation.Kind.THIRD_PARTY: LetterKind.CONSULTATION,
    Consultation.Kind.JOINT_MAKER: LetterKind.JOINT_MAKER,
    Consultation.Kind.OTHER_AGENCY: LetterKind.COOPERATION,
}


@transaction.atomic
def consult(
    case: Case,
    *,
    kind: str,
    name: str,
    address: str,
    information: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Consultation:
    """Ask a third party or another agency, whose time does not count where the law says so.

    ``information`` is what they are asked about, and ``on`` the day on which they got the
    question. The letters to them and to the applicant are written. Raises NotAllowed,
    CaseMovedOn, NotPossible, and ValidationError for information that says who applied.
    """
    case = lock(case, "consult", by=by, version=version, for_letter=True)
    change_state(case, CaseAction.CONSULT)
    information = clean_text(information)
    # OGI Art. 32: they are asked about information; who wants it is not theirs to know.
    merge_fields.refuse_identity(information, merge_fields.values_for(case))
    consultation = Consultation(case=case, asked_on=on, kind=kind)
    party = {
        "name": clean_line(name),
        "address": clean_text(address),
        "information": information,
    }
    consultation.seal("sealed_party", party)
    save_row(consultation, by=by, reason=reason)
    if cause := _pause_cause(consultation):
        pause(consultation, by=by, reason=reason, source=cause.citation)
    details = {"kind": kind}
    record(case, CaseEvent.Kind.CONSULTED, by=by, reason=reason, on=on, details=details)
    _write_letters(case, consultation, by=by, on=on)
    return consultation


@transaction.atomic
def end_consultation(
    case: Case,
    *,
    consultation: Consultation,
    response: str,
    text: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Case:
    """Record what they said, or that they said nothing in time; the clock goes on.

    Raises NotAllowed, CaseMovedOn, NotPossible for silence while there is time left.
    """
    case = lock(case, "end_consultation", by=by, version=version)
    change_state(case, CaseAction.END_CONSULTATION)
    row = case.consultations.select_for_update().get(pk=consultation.pk)
    _refuse_end(row, response=response, on=on)
    limit = terms.limit_of(row)
    row.response = response
    if response == Consultation.Response.SILENT and limit:
        # OGI Art. 32: the agency decides; Art. 34: a joint maker consents by saying nothing.
        row.on_silence = limit.on_silence
    if text:
        row.seal("sealed_response", {"text": clean_text(text)})
    row.ended_on = on
    save_row(row, by=by, reason=reason)
    resume(case, row, by=by, reason=reason, on=on)
    details = {"kind": row.kind, "response": response}
    record(case, CaseEvent.Kind.CONSULTATION_ENDED, by=by, reason=reason, on=on, details=details)
    return case


def resume(case: Any, row: Consultation, *, by: Any, reason: str, on: date) -> None:
    """End the pause of the clock that began with ``row``, where there is one."""
    if case.clockevents.filter(kind=ClockKind.PAUSE, cause=row.pause_cause).exists():
        move_clock(
            case, ClockKind.RESUME, on=on, by=by, reason=reason, cause=row.pause_cause, source=""
        )


def _write_letters(case: Any, row: Consultation, *, by: Any, on: date) -> None:
    kind = LETTERS[Consultation.Kind(row.kind)]
    about = "question" if kind == LetterKind.COOPERATION else "information"
    party = row.party
    values = {
        "recipient_name": party["name"],
        "recipient_address": party["address"],
        about: party["information"],
        # Without a time limit of the law: whenever they can.
        "reply_by": terms.last_day_of(row) or on,
    }
    tell(case, kind, by=by, on=on, **values)
    if kind == LetterKind.CONSULTATION:
        # OGI Art. 33: the applicant is told that the clock stands still, and why.
        tell(case, LetterKind.CONSULTATION_NOTICE, by=by, on=on)


def _refuse_end(row: Consultation, *, response: str, on: date) -> None:
    if row.ended_on is not None:
        raise NotPossible(_("The response is recorded already."))
    if on < row.asked_on:
        raise NotPossible(_("The answer can't be older than the question."))
    if response == Consultation.Response.SILENT and not terms.is_over(row, on=on):
        until = terms.last_day_of(row) or "–"
        raise NotPossible(_("They have until %(day)s to answer.") % {"day": until})


def _pause_cause(row: Consultation) -> PauseCause | None:
    causes = PauseCause.objects.filter(law_id=row.case.law_id, code=row.pause_law_code)
    return causes.first()
