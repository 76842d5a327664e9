"""A translation is cleared against its original: the text that the public can read today."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Workflow

from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.translations.localize import original_of


def is_translation_workflow(workflow: Workflow) -> bool:
    """Whether a round of ``workflow`` compares a translation with its original."""
    if getattr(workflow, "review_profile", None) is not None:
        return False
    return workflow.workflow_tasks.filter(task__reviewtask__role=Role.LANGUAGE).exists()


def is_public(instance: Any) -> bool:
    """Whether ``instance``, as it is stored, is shown under a clearance that still stands."""
    is_shown = instance.live and instance.cleared_fingerprint
    clearance = instance.clearance if is_shown else None
    if clearance is None:
        return False
    newest = type(clearance).objects.for_object(instance).first()
    return newest.decision == clearance.Decision.CLEARED


def fingerprint_of_original(instance: Any) -> str:
    """The fingerprint under which the original of ``instance`` is public; empty without one."""
    original = original_of(instance)
    if original is None or not original.live or original.clearance is None:
        return ""
    return original.clearance.fingerprint


def public_original(instance: Any) -> Any:
    """The original of the translation ``instance``.

    Raises DecisionRefused where it isn't public, and where this is no translation any more.
    """
    original = original_of(instance)
    if original is None:
        raise DecisionRefused(
            _("This is no longer kept as a translation, so it needs the review of an original.")
        )
    if not is_public(original):
        raise DecisionRefused(
            _("The original isn't public, so its translation can't be either. Clear it first.")
        )
    return original


def check_original(instance: Any, *, since: datetime) -> None:
    """Raises DecisionRefused unless the original is public and the same as at ``since``."""
    original = public_original(instance)
    if original.clearance.decided_at > since:
        raise DecisionRefused(
            _(
                "The original was changed after this translation was sent. Return it, so that the "
                "change is translated too."
            )
        )
