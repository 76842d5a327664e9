"""The answer to a case: drafted, reviewed by a second person, delivered."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.itemizing import check_items
from wagtail_disclosure.cases.actions.recording import change_state, close, lock, record, save_row
from wagtail_disclosure.cases.actions.telling import tell_answer
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.models import Answer, Case, CaseEvent
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.rules.case_states import CaseAction, can
from wagtail_disclosure.rules.plain_text import clean_text


@transaction.atomic
def draft_answer(
    case: Case,
    *,
    outcome: Outcome,
    text: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Answer:
    """Write the answer, or write it anew, while the case is in progress.

    Raises ValidationError for text that names the applicant other than by merge fields;
    NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "draft_answer", by=by, version=version)
    if not can(CaseAction.PROPOSE_ANSWER, case.state):
        raise CaseMovedOn(case)
    if outcome.law_id != case.law_id:
        raise NotPossible(_("“%(outcome)s” is no outcome under this law.") % {"outcome": outcome})
    text = clean_text(text)
    merge_fields.check(text, merge_fields.values_for(case))
    draft = Answer.objects.filter(case_id=case.pk, live=False).first() or Answer(case_id=case.pk)
    draft.outcome = outcome
    draft.text = text
    draft.language = case.language
    draft.state = Answer.State.DRAFT
    draft.author_id, draft.author_name = by.pk, Actor.of(by).name
    save_row(draft, by=by, reason=reason)
    details = {"outcome": outcome.code}
    record(case, CaseEvent.Kind.ANSWER_DRAFTED, by=by, reason=reason, on=on, details=details)
    return draft


@transaction.atomic
def send_answer_to_review(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Ask a second person to clear the draft. Raises NotAllowed, CaseMovedOn, NotPossible."""
    case = lock(case, "propose_answer", by=by, version=version)
    change_state(case, CaseAction.PROPOSE_ANSWER)
    draft = Answer.objects.filter(case_id=case.pk, live=False).first()
    if draft is None:
        raise NotPossible(_("Write the answer first."))
    if case.consultations.filter(ended_on__isnull=True).exists():
        # OGI Arts. 32, 34: the agency decides once they answered, or their time is over.
        raise NotPossible(_("Others were asked and have not answered yet; record that first."))
    check_items(draft)
    draft.state = Answer.State.IN_REVIEW
    save_row(draft, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_PROPOSED, by=by, reason=reason, on=on)
    return case


@transaction.atomic
def answer(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """Deliver the cleared answer and close the case.

    Raises ClearanceRequired unless a second person cleared the answer in exactly its present
    form; NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "answer", by=by, version=version, for_letter=True)
    if not can(CaseAction.ANSWER, case.state):
        raise CaseMovedOn(case)
    delivered = Answer.objects.select_for_update().get(case_id=case.pk, live=False)
    close(case, CaseAction.ANSWER, on=on, outcome=delivered.outcome)
    if delivered.state != Answer.State.CLEARED:
        raise ClearanceRequired(delivered)
    # The guard compares the text with what was cleared when this is saved.
    delivered.live = True
    delivered.state = Answer.State.DELIVERED
    delivered.delivered_on = on
    save_row(delivered, by=by, reason=reason)
    details = {"outcome": delivered.outcome.code}
    record(case, CaseEvent.Kind.ANSWERED, by=by, reason=reason, on=on, details=details)
    tell_answer(case, delivered, by=by, on=on)
    return case


def authors_of(draft: Answer) -> set[int]:
    """Ids of everybody who wrote any version of the text."""
    versions = draft.history.filter(state=Answer.State.DRAFT)
    return {draft.author_id, *versions.values_list("author_id", flat=True)}
