"""Translations of guarded objects: sent to a review of their own."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.language_tier import translation_workflow
from wagtail_disclosure.review.models.originals import is_translation_workflow, public_original
from wagtail_disclosure.review.translations import localize


@dataclass(frozen=True)
class Sent:
    """What came of sending a translation: ``missing`` strings are in the original's language."""

    missing: int
    is_cleared_already: bool = False


def send(instance: Any, *, by: Any) -> Sent:
    """Save what the translators wrote as a draft and start its review, or start it again.

    Raises DecisionRefused, saying why, where there is nothing to compare it with or where the
    original brought new text that nobody has translated; ValidationError as saving does.
    """
    translation = localize.translation_of(instance)
    original = public_original(instance)
    is_new = bring_up_to_date(translation, original) or localize.is_older_than_source(translation)
    if is_new and missing_strings(translation) and _says_more(original, instance):
        raise DecisionRefused(
            _("The original was changed. Translate what is new in it below, then send it again.")
        )
    with transaction.atomic():
        translation.save_target(user=by, publish=False)
        subject = type(instance)._base_manager.get(pk=instance.pk)
        sent = Sent(missing_strings(translation), _is_cleared(subject, original))
        if not sent.is_cleared_already:
            _start(subject, by=by)
        # Whoever sent it knows; nobody else has to look after it.
        held.release(subject)
    return sent


def bring_up_to_date(translation: Any, original: Any) -> bool:
    """Let wagtail-localize read the original as it is public; whether that was necessary."""
    if is_up_to_date(translation, original):
        return False
    translation.source.update_from_db()
    return True


def is_up_to_date(translation: Any, original: Any) -> bool:
    """Whether wagtail-localize has the original as it is public."""
    return original.clearance.covers(translation.source.as_instance())


def missing_strings(translation: Any) -> int:
    """How many strings have no valid translation."""
    total, translated = translation.get_progress()
    return total - translated


def _says_more(original: Any, instance: Any) -> bool:
    """Whether the original's words are others than those that ``instance`` was compared with.

    Strings that were left untranslated then may stay so; dates and numbers are no words.
    """
    compared = Clearance.objects.last_cleared(instance)
    if compared is None or not compared.source_fingerprint:
        return True
    decisions = Clearance.objects.for_object(original)
    then = decisions.filter(fingerprint=compared.source_fingerprint).first()
    if then is None:
        return True
    names = localize.translated_names(type(original))
    now = original.clearance.content["fields"]
    return any(now.get(name) != then.content["fields"].get(name) for name in names)


def _is_cleared(subject: Any, original: Any) -> bool:
    """Whether exactly this text was compared with the original as it is today."""
    clearance = Clearance.objects.matching(subject.get_latest_revision_as_object())
    if clearance is None or not subject.live:
        return False
    return clearance.source_fingerprint == original.clearance.fingerprint


def _start(subject: Any, *, by: Any) -> None:
    round_ = subject.current_workflow_state
    if round_ is None:
        workflow = translation_workflow()
        if workflow is None:
            raise DecisionRefused(
                _("There is no translation review yet. Ask the office to run disclosure_setup.")
            )
        workflow.start(subject, by)
    elif not is_translation_workflow(round_.workflow):
        raise DecisionRefused(_("It is under another review already. That has to end first."))
    elif round_.status == WorkflowState.STATUS_NEEDS_CHANGES:
        round_.resume(user=by)
