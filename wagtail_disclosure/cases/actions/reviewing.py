"""The secrecy review of an answer: its tiers confirm it, ask the committee, or give it back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import change_state, lock, record, save_row
from wagtail_disclosure.cases.answer_review import Standing, standing_of
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Answer, AnswerDecision, Case, CaseEvent
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record as record_clearance
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.roles import Role, acting_for, people
from wagtail_disclosure.rules.case_states import CaseAction, CaseState

Decision = AnswerDecision.Decision


@transaction.atomic
def clear_answer(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Clearance | None:
    """Confirm the answer in exactly its present form; the last tier's clears it for delivery.

    Where the unit's review profile is not for answers, one second person clears it. Never somebody
    who wrote any of it. Returns None while tiers are left. Raises NotAllowed, CaseMovedOn,
    NotPossible.
    """
    case = lock(case, "clear_answer", by=by, version=version)
    reviewed, standing = _in_review(case, "clear_answer", by=by)
    if role := standing.next_role:
        _decide(standing, Decision.CONFIRMED, by=by, reason=reason, on=on, role=role)
        standing = standing_of(reviewed)
        if standing.open_roles:
            about = {"role": role}
            kind = CaseEvent.Kind.ANSWER_CONFIRMED
            record(case, kind, by=by, reason=reason, on=on, details=about)
            return None
    clearance = record_clearance(
        reviewed,
        proposed_by=Actor(id=reviewed.author_id, name=reviewed.author_name),
        decided_by=Actor.of(by),
        reason=reason,
        steps=[one.as_step() for one in standing.counting],
    )
    reviewed.state = Answer.State.CLEARED
    save_row(reviewed, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_CLEARED, by=by, reason=reason, on=on)
    return clearance


@transaction.atomic
def refer_answer(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """Ask the secrecy committee, which then decides finally; ``reason`` is the question.

    Raises NotAllowed, CaseMovedOn, and NotPossible where nobody there could decide.
    """
    case = lock(case, "refer_answer", by=by, version=version)
    _reviewed, standing = _in_review(case, "refer_answer", by=by)
    if not standing.next_role:
        raise NotPossible(_("The secrecy committee has no part in this review."))
    if standing.next_role == Role.COMMITTEE:
        raise NotPossible(_("The secrecy committee decides this itself."))
    members = set(people([(Role.COMMITTEE, standing.unit)])[Role.COMMITTEE, standing.unit.pk])
    if not members - standing.barred - {by.pk}:
        raise NotPossible(_("Nobody on the secrecy committee could decide it."))
    role = standing.next_role
    _decide(standing, Decision.REFERRED, by=by, reason=reason, on=on, role=role)
    record(case, CaseEvent.Kind.ANSWER_REFERRED, by=by, reason=reason, on=on)
    return case


@transaction.atomic
def return_answer(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Give the answer back to its author, who reads ``reason``; its review begins anew then.

    Whose turn it is does so, or whoever has the right to clear answers: nothing gets out by it, and
    where a tier has nobody left the case goes on. Raises NotAllowed, CaseMovedOn.
    """
    case = lock(case, "return_answer", by=by, version=version)
    change_state(case, CaseAction.RETURN_ANSWER)
    returned = Answer.objects.select_for_update().get(case_id=case.pk, live=False)
    standing = standing_of(returned)
    has_turn = standing.next_role and standing.why_not(by) is None
    if not (has_turn or policy.has_right(by, "return_answer", case)):
        raise NotAllowed("return_answer", case)
    if standing.roles:
        role = standing.next_role if has_turn else ""
        _decide(standing, Decision.RETURNED, by=by, reason=reason, on=on, role=role)
    returned.state = Answer.State.DRAFT
    save_row(returned, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_RETURNED, by=by, reason=reason, on=on)
    return case


def _in_review(case: Case, action: str, *, by: Any) -> tuple[Answer, Standing]:
    """The answer that waits for a decision, which ``by`` may take."""
    reviewed = Answer.objects.filter(case_id=case.pk, state=Answer.State.IN_REVIEW).first()
    if reviewed is None or case.state != CaseState.ANSWER_IN_REVIEW:
        raise CaseMovedOn(case)
    standing = standing_of(reviewed)
    if reason := standing.why_not(by):
        raise NotPossible(reason)
    # Where no tier is left, its role lets nobody in.
    if not standing.next_role and not policy.has_right(by, action, case):
        raise NotAllowed(action, case)
    if {one.fingerprint for one in standing.counting} - {fingerprint_of(reviewed)}:
        raise NotPossible(_("The answer was changed during its review. Return it."))
    return reviewed, standing


def _decide(
    standing: Standing, decision: str, *, role: str, by: Any, reason: str, on: date
) -> None:
    actor = Actor.of(by)
    principal = acting_for(by, role, standing.unit) if role else None
    absent = Actor.of(principal) if principal is not None else Actor(id=None, name="")
    AnswerDecision.objects.create(
        case_id=standing.answer.case_id,
        answer=standing.answer,
        proposal_id=standing.proposal_id,
        unit_id=standing.unit.pk if standing.unit else None,
        role=role,
        decision=decision,
        fingerprint=fingerprint_of(standing.answer),
        on=on,
        actor_id=actor.id,
        actor_name=actor.name,
        on_behalf_of_id=absent.id,
        on_behalf_of_name=absent.name,
        reason=reason,
    )
