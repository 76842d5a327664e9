"""Destroying what a retention rule says, once, and with a record that it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from wagtail_disclosure.cases.actions.recording import write_event
from wagtail_disclosure.cases.models import Case, CaseEvent, Erasure, RequestDigest, RetentionRule
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.retention.due import Due, cases_due, due
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.rules.retention import RetentionStage

KEEPER = Actor.software("disclosure_apply_retention")
# The questions whose answers go, by their kind.
QUESTIONS = {
    RetentionStage.IDENTITY_DOCUMENT: {"id_document"},
    RetentionStage.CONTACT: {"email", "phone", "address"},
}


@dataclass(frozen=True)
class Erased:
    """What became of something that was due: ``is_done``, or its key is lost."""

    due: Due
    is_done: bool


def apply_rules(*, on: date) -> Iterator[Erased]:
    """Destroy everything that is due on day ``on``, each in a transaction of its own.

    What is held up meanwhile is left out, and what can't be read is named and left as it is.
    """
    for found in due(on=on):
        try:
            if erase(found.case_id, found.rule, on=on):
                yield Erased(found, is_done=True)
        except CannotDecrypt:
            yield Erased(found, is_done=False)


@transaction.atomic
def erase(case_id: int, rule: RetentionRule, *, on: date) -> bool:
    """Destroy what ``rule`` says of a case; False where that is not due any more.

    Raises encryption.CannotDecrypt where only part is to be destroyed and the key is lost.
    """
    # A hold is placed with the same lock, so it is either seen below or comes too late.
    case = Case.objects.select_for_update().get(pk=case_id)
    # As it is now: whoever keeps longer, or nothing for ever, is heard in the middle of a run.
    rule_now = RetentionRule.objects.select_for_update().filter(pk=rule.pk).first()
    if rule_now is None or not cases_due(rule_now, on=on).filter(pk=case_id).exists():
        return False
    stage, days = RetentionStage(rule_now.stage), rule_now.period.on(on)
    if stage == RetentionStage.CONTENT:
        _destroy_content(case)
    else:
        _forget_answers(case, QUESTIONS[stage])
    Erasure.objects.create(
        case=case,
        stage=stage,
        days=days,
        on=on,
        actor_id=KEEPER.id,
        actor_name=KEEPER.name,
        reason=rule_now.basis,
    )
    details = {"stage": stage.value, "days": days}
    write_event(
        case, CaseEvent.Kind.ERASED, by=KEEPER, reason=rule_now.basis, on=on, details=details
    )
    return True


def _forget_answers(case: Case, kinds: set[str]) -> None:
    """Keep of who the applicant is only the answers to other kinds of questions."""
    definition = Definition.from_content(case.concrete().form_definition.content)
    keys = {field.key for field in definition.fields if field.type in kinds}
    identity = case.applicantidentity
    kept = {key: answer for key, answer in identity.unseal().items() if key not in keys}
    identity.reseal(kept)


def _destroy_content(case: Case) -> None:
    """Destroy the key of the case, and with it every word and file about it.

    The rows stay, so that nothing of the record is missing; they can't be read by anybody.
    """
    case.key.destroy()
    case.applicantidentity.destroy()
    case.casecontent.destroy()
    # Without them nobody can tell any more that two requests came from one person.
    RequestDigest.objects.filter(case=case).delete()
    for stored in case.files.all():
        _delete_later(stored.file)


def _delete_later(stored: Any) -> None:
    """The ciphertext, once it is certain; where the storage fails it stays, and is unreadable."""
    transaction.on_commit(partial(stored.storage.delete, stored.name), robust=True)
