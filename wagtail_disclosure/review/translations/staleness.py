"""Translations whose original was changed since they were compared with it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from wagtail_disclosure.review.translations import localize


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
