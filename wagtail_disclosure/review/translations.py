"""Translations of guarded objects: sent to a review of their own, and stale when it is time."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from wagtail_disclosure.review import held, localize
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.language_tier import translation_workflow
from wagtail_disclosure.review.models.originals import is_translation_workflow, public_original


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
    if bring_up_to_date(translation, original) and missing_strings(translation):
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
    if original.clearance.covers(translation.source.as_instance()):
        return False
    translation.source.update_from_db()
    return True


def missing_strings(translation: Any) -> int:
    """How many strings have no valid translation."""
    total, translated = translation.get_progress()
    return total - translated


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


def is_stale(instance: Any) -> bool:
    """Whether the original was changed since this translation was cleared; in one query."""
    return changed_original(instance) is not None


def changed_original(instance: Any) -> Any | None:
    """The original of a public translation, as it is public now, where it was changed since.

    An alias shows the translation that it follows, and that one's age.
    """
    clearance = instance.clearance if instance.live else None
    if clearance is None or not clearance.source_fingerprint or not localize.is_installed():
        return None
    running = localize.running_translations().filter(
        source__object_id=clearance.translation_key,
        target_locale__language_code=clearance.language_code,
    )
    return (
        type(instance)
        ._default_manager.disclosed()
        .filter(
            translation_key=clearance.translation_key,
            locale_id__in=running.values("source__locale_id"),
        )
        .exclude(clearance__fingerprint=clearance.source_fingerprint)
        .select_related("clearance", "locale")
        .first()
    )


def stale(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``rows``, of one translatable guarded type, whose original was changed since.

    Annotated with ``original_changed_at``; in one query.
    """
    if not localize.is_installed() or not hasattr(rows.model, "translation_key"):
        return rows.none()
    running = localize.running_translations().filter(
        source__object_id=OuterRef(OuterRef("translation_key")),
        target_locale_id=OuterRef(OuterRef("locale_id")),
    )
    changed = rows.model._base_manager.filter(
        translation_key=OuterRef("translation_key"),
        locale_id__in=running.values("source__locale_id"),
        live=True,
        clearance__isnull=False,
    ).exclude(clearance__fingerprint=OuterRef("clearance__source_fingerprint"))
    cleared = rows.filter(live=True, clearance__isnull=False)
    # When the original was cleared as it is now.
    moment = Subquery(changed.values("clearance__decided_at")[:1])
    compared = cleared.exclude(clearance__source_fingerprint="")
    return compared.annotate(original_changed_at=moment).exclude(original_changed_at=None)
