"""A translation is cleared against its original: the text that the public can read today."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Workflow

from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.translations.localize import Place, original_of, running_into


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


def fingerprints_of_originals(objects: Collection[Any]) -> dict[Any, str | None]:
    """By primary key of each of ``objects``, all of one type, as :func:`fingerprint_of_original`.

    None where a translation has no public original, or more than one. Three queries.
    """
    running = running_into(objects)
    if not running:
        return {one.pk: "" for one in objects}
    sources = {(key, source) for (key, _locale), found in running.items() for source in found}
    shown = _public_at(type(next(iter(objects))), sources)
    found: dict[Any, str | None] = {}
    for one in objects:
        locales = running.get((one.translation_key, one.locale_id))
        is_clear = locales is not None and len(locales) == 1
        place = (one.translation_key, locales[0]) if is_clear else None
        found[one.pk] = "" if locales is None else shown.get(place)
    return found


def _public_at(model: type[Any], places: set[Place]) -> dict[Place, str]:
    """Fingerprints under which rows of ``model`` are public, by the places where they stand."""
    rows = model._base_manager.filter(
        translation_key__in={key for key, _locale in places},
        locale_id__in={locale for _key, locale in places},
        live=True,
        clearance__isnull=False,
    ).exclude(cleared_fingerprint="")
    rows = [row for row in rows.select_related("clearance") if _place_of(row) in places]
    cls = type(rows[0].clearance) if rows else None
    newest: dict[str, str] = {}
    if cls is not None:
        decisions = cls.objects.filter(
            object_type=model._meta.label_lower, object_id__in=[str(row.pk) for row in rows]
        )
        newest = dict(decisions.order_by("pk").values_list("object_id", "decision"))
    return {
        _place_of(row): row.clearance.fingerprint
        for row in rows
        if newest[str(row.pk)] == cls.Decision.CLEARED
    }


def _place_of(row: Any) -> Place:
    return row.translation_key, row.locale_id


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
