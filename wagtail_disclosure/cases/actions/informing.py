"""Letters that somebody decides to write, although nothing else happens to the case."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, Consultation, Letter
from wagtail_disclosure.rules.plain_text import clean_text


@transaction.atomic
def ask_reasons(
    case: Case,
    *,
    reply_by: date,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Letter:
    """Ask an applicant who asks for too much, or too often, to give reasons (OGI Art. 35).

    The clock goes on: the law lets nothing stand still for it. Raises NotAllowed, CaseMovedOn,
    NotPossible.
    """
    case = lock(case, "ask_reasons", by=by, version=version, for_letter=True)
    if not case.is_open:
        raise CaseMovedOn(case)
    if reply_by <= on:
        raise NotPossible(_("Leave the applicant at least until tomorrow to reply."))
    return tell(case, LetterKind.ASK_REASONS, by=by, on=on, reason=reason, reply_by=reply_by)


@transaction.atomic
def inform_objector(
    case: Case,
    *,
    consultation: Consultation,
    information: str,
    reasons: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Letter:
    """Tell a third party who objected what is disclosed all the same, and why (OGI Art. 32).

    Raises NotAllowed, CaseMovedOn, NotPossible, and ValidationError for words that say who applied.
    """
    case = lock(case, "inform_objector", by=by, version=version, for_letter=True)
    objected = case.consultations.objections().filter(pk=consultation.pk).first()
    if objected is None:
        raise NotPossible(_("This third party did not object."))
    information, reasons = clean_text(information), clean_text(reasons)
    applicant = merge_fields.values_for(case)
    for text in (information, reasons):
        merge_fields.refuse_identity(text, applicant)
    party = objected.party
    return tell(
        case,
        LetterKind.DISCLOSURE_NOTICE,
        by=by,
        on=on,
        reason=reason,
        recipient_name=party["name"],
        recipient_address=party["address"],
        information=information,
        reasons=reasons,
    )
