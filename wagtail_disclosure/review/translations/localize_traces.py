"""What wagtail-localize keeps of an object: its source text, its strings, their translations.

Strings are shared by all objects that contain them, so only those that nobody else uses go.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q

LOCALIZE = "wagtail_localize"
SEGMENTS = ("StringSegment", "TemplateSegment", "RelatedObjectSegment", "OverridableSegment")


def forget(translation_keys: Iterable[Any]) -> None:
    """Delete everything that wagtail-localize knows about the objects with these keys."""
    if not apps.is_installed(LOCALIZE):
        return
    keys = list(translation_keys)
    _delete_in_contexts(Q(context__object__in=keys))
    _model("TranslationSource").objects.filter(object__in=keys).delete()
    _model("TranslationContext").objects.filter(object__in=keys).delete()
    _forget_unused()


def forget_fields(translation_key: Any, names: Iterable[str]) -> None:
    """Read the sources of an object anew, and delete the translations of these fields of it."""
    if not apps.is_installed(LOCALIZE):
        return
    for source in _model("TranslationSource").objects.filter(object=translation_key):
        source.update_from_db()
    for name in names:
        inside = Q(context__path=name) | Q(context__path__startswith=f"{name}.")
        _delete_in_contexts(Q(context__object=translation_key) & inside)
    _forget_unused()


def _delete_in_contexts(found: Q) -> None:
    # Segments first: they protect their context.
    for name in (*SEGMENTS, "StringTranslation", "SegmentOverride"):
        _model(name).objects.filter(found).delete()


def _forget_unused() -> None:
    """Strings and templates that no source contains, and that nobody translated elsewhere.

    Those of earlier texts are no longer tied to any object, so all of them go.
    """
    _model("String").objects.filter(segments=None, translations=None).delete()
    _model("Template").objects.filter(segments=None).delete()


def _model(name: str) -> Any:
    return apps.get_model(LOCALIZE, name)
