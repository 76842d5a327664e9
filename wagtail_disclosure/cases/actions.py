"""Every change of a case: one function each, with permission, transaction and record inside."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases import clock, merge_fields
from wagtail_disclosure.cases.casework import change_state, lock, record, write_event
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.intake import Receipt, submit
from wagtail_disclosure.cases.models import Answer, Case, CaseEvent, ClockEvent
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Outcome, Unit
from wagtail_disclosure.review.actions import record as record_clearance
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.rules.case_states import CaseAction, can
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.plain_text import clean_text

__all__ = [
    "Receipt",
    "accept",
    "answer",
    "assign",
    "clear_answer",
    "draft_answer",
    "return_answer",
    "reveal_applicant",
    "send_answer_to_review",
    "submit",
]

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
    _save_answer(draft, by=by, reason=reason)
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
    draft.state = Answer.State.IN_REVIEW
    _save_answer(draft, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_PROPOSED, by=by, reason=reason, on=on)
    return case


@transaction.atomic
def clear_answer(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Clearance:
    """Clear the answer, in exactly its present form, for delivery to the applicant.

    Never by somebody who wrote any of it. Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "clear_answer", by=by, version=version)
    reviewed = Answer.objects.filter(case_id=case.pk, state=Answer.State.IN_REVIEW).first()
    if reviewed is None:
        raise CaseMovedOn(case)
    if by.pk in authors_of(reviewed):
        raise NotPossible(_("An answer is cleared by somebody who did not write it."))
    clearance = record_clearance(
        reviewed,
        proposed_by=Actor(id=reviewed.author_id, name=reviewed.author_name),
        decided_by=Actor.of(by),
        reason=reason,
    )
    reviewed.state = Answer.State.CLEARED
    _save_answer(reviewed, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_CLEARED, by=by, reason=reason, on=on)
    return clearance


@transaction.atomic
def return_answer(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Give the answer back to its author, who reads ``reason``.

    Raises NotAllowed, CaseMovedOn.
    """
    case = lock(case, "return_answer", by=by, version=version)
    change_state(case, CaseAction.RETURN_ANSWER)
    returned = Answer.objects.select_for_update().get(case_id=case.pk, live=False)
    returned.state = Answer.State.DRAFT
    _save_answer(returned, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_RETURNED, by=by, reason=reason, on=on)
    return case


@transaction.atomic
def answer(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """Deliver the cleared answer and close the case.

    Raises ClearanceRequired unless a second person cleared the answer in exactly its present
    form; NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "answer", by=by, version=version)
    change_state(case, CaseAction.ANSWER)
    if on < case.received_on:
        raise NotPossible(_("A request can't be answered before the day it was received."))
    delivered = Answer.objects.select_for_update().get(case_id=case.pk, live=False)
    if delivered.state != Answer.State.CLEARED:
        raise ClearanceRequired(delivered)
    # The guard compares the text with what was cleared when this is saved.
    delivered.live = True
    delivered.state = Answer.State.DELIVERED
    delivered.delivered_on = on
    _save_answer(delivered, by=by, reason=reason)
    case.closed_on = on
    details = {"outcome": delivered.outcome.code}
    record(case, CaseEvent.Kind.ANSWERED, by=by, reason=reason, on=on, details=details)
    return case


@transaction.atomic
def reveal_applicant(case: Case, *, by: Any, purpose: str, on: date) -> dict[str, Any]:
    """Who applied, by form field; that ``by`` looked, and for what purpose, is on the record.

    Raises NotAllowed.
    """
    if not policy.user_has_permission_for_instance(by, "reveal", case):
        raise NotAllowed("reveal", case)
    write_event(case, CaseEvent.Kind.APPLICANT_REVEALED, by=by, reason=purpose, on=on)
    return case.applicantidentity.unseal()


def authors_of(draft: Answer) -> set[int]:
    """Ids of everybody who wrote any version of the text."""
    versions = draft.history.filter(state=Answer.State.DRAFT)
    return {draft.author_id, *versions.values_list("author_id", flat=True)}


def _save_answer(draft: Answer, *, by: Any, reason: str) -> None:
    attribute(draft, by=Actor.of(by), reason=reason)
    draft.save()
