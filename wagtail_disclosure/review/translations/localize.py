"""What wagtail-localize does to guarded objects, for sites that have it installed.

It saves and publishes translations from ``on_commit`` and without a user. An exception there
would stop whatever comes after it, so its publications become drafts instead.
"""

from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet
from wagtail.models import Page, TranslatableMixin, WorkflowState

# Translation key and id of the locale.
Place = tuple[Any, Any]


def is_installed() -> bool:
    return apps.is_installed("wagtail_localize")


def is_kept_by_localize(instance: Any) -> bool:
    """Whether wagtail-localize writes this object from the translations of another."""
    return is_installed() and _translations_into(instance).exists()


def translation_of(instance: Any) -> Any | None:
    """The running translation that wagtail-localize writes ``instance`` from, if there is one."""
    if not is_installed():
        return None
    return _translations_into(instance).filter(enabled=True).select_related("source").first()


def original_of(instance: Any) -> Any | None:
    """What ``instance`` is the running translation of, as it is stored; None for an original."""
    if not is_installed() or not hasattr(instance, "translation_key"):
        return None
    running = _translations_into(instance).filter(enabled=True)
    found = type(instance)._base_manager.filter(
        translation_key=instance.translation_key,
        locale_id__in=running.values("source__locale_id"),
    )
    return found.select_related("clearance").first()


def is_older_than_source(translation: Any) -> bool:
    """Whether there are strings in it, and nobody wrote one since its original changed."""
    strings = apps.get_model("wagtail_localize", "StringTranslation")._default_manager.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    newest = strings.aggregate(newest=Max("updated_at"))["newest"]
    return newest is not None and newest < translation.source.last_updated_at


def translated_names(model: type[Any]) -> list[str]:
    """Names of the fields and child relations of ``model`` whose texts are translated."""
    # The library is optional, so it can't be imported above.
    fields = import_module("wagtail_localize.fields")
    found = fields.get_translatable_fields(model)
    return [field.field_name for field in found if isinstance(field, fields.TranslatableField)]


def running_into(objects: Iterable[Any]) -> dict[Place, list[Any]]:
    """The places of those ``objects`` that are running translations: the locales they come from."""
    if not is_installed():
        return {}
    places = {(one.translation_key, one.locale_id) for one in objects}
    running = running_translations().filter(source__object_id__in={key for key, _locale in places})
    found: dict[Place, list[Any]] = {}
    for key, locale_id, source_id in running.values_list(
        "source__object_id", "target_locale_id", "source__locale_id"
    ):
        if (key, locale_id) in places:
            found.setdefault((key, locale_id), []).append(source_id)
    return found


def translators_of(rounds: Iterable[WorkflowState]) -> dict[Any, frozenset[Any]]:
    """Everybody who wrote something of what each round is about, at any time, by the round's id.

    The number of queries depends on the number of types only.
    """
    if not is_installed():
        return {}
    places = dict(_places_of(rounds))
    writers = _writers_of(places.values())
    return {pk: frozenset(writers.get(place, ())) for pk, place in places.items()}


def translators_among(users: Collection[Any], objects: QuerySet[Any]) -> dict[Any, set[Any]]:
    """By the id of each object, who of ``users`` wrote something of it in its language.

    Users are named by id; objects of which none of them wrote anything are left out. The number of
    queries is constant.
    """
    if not is_installed() or not issubclass(objects.model, TranslatableMixin):
        return {}
    places = {
        pk: (key, locale_id)
        for pk, key, locale_id in objects.values_list("pk", "translation_key", "locale_id")
    }
    writers = _writers_of(places.values(), last_translated_by__in=users)
    return {pk: writers[place] for pk, place in places.items() if place in writers}


def have_translated(users: Collection[Any]) -> bool:
    """Whether any of ``users``, named by id, ever wrote something of a translation."""
    return is_installed() and any(
        rows.filter(last_translated_by__in=users).exists() for rows in _written_texts()
    )


def translators_into(instance: Any) -> set[Any]:
    """The ids of all who wrote something of ``instance`` in its language, at any time."""
    if not is_installed() or not hasattr(instance, "translation_key"):
        return set()
    place = instance.translation_key, instance.locale_id
    return _writers_of([place]).get(place, set())


def _writers_of(places: Iterable[Place], **only: Any) -> dict[Place, set[Any]]:
    """Who wrote what stands in each of these places."""
    keys = {key for key, _locale in places}
    found: dict[Place, set[Any]] = {}
    for texts in _written_texts():
        rows = texts.filter(context__object_id__in=keys, last_translated_by__isnull=False, **only)
        values = rows.values_list("context__object_id", "locale_id", "last_translated_by_id")
        for key, locale_id, user_id in values.distinct():
            found.setdefault((key, locale_id), set()).add(user_id)
    return found


def _written_texts() -> Iterator[QuerySet[Any]]:
    """What people wrote, of texts and of what stands in their place."""
    for name in ("StringTranslation", "SegmentOverride"):
        yield apps.get_model("wagtail_localize", name)._default_manager.all()


def _places_of(rounds: Iterable[WorkflowState]) -> Iterator[tuple[Any, Place]]:
    """The id of each round with translation key and locale of its object."""
    by_type: dict[Any, dict[str, Any]] = {}
    for round_ in rounds:
        by_type.setdefault(round_.content_type_id, {})[round_.object_id] = round_.pk
    for type_id, ids in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None and issubclass(model, TranslatableMixin):
            rows = model._base_manager.filter(pk__in=ids)
            for pk, key, locale_id in rows.values_list("pk", "translation_key", "locale_id"):
                yield ids[str(pk)], (key, locale_id)


def translated_by(user: Any) -> QuerySet[Any]:
    """Translation keys of everything that ``user`` wrote a translation for."""
    strings = apps.get_model("wagtail_localize", "StringTranslation")._default_manager
    return strings.filter(last_translated_by=user).values("context__object_id")


def saves_a_draft_over_public_text(instance: Any) -> bool:
    """Whether this full save is wagtail-localize's, which hides a snippet to write its draft.

    Whoever really takes a snippet back calls ``unpublish()``, which forgets the live revision, or
    saves ``update_fields=["live"]``.
    """
    is_draft = not instance.live and not instance._state.adding
    # Pages are saved with the state that they have.
    if not is_draft or isinstance(instance, Page) or not getattr(instance, "live_revision_id", 0):
        return False
    stored = type(instance)._base_manager.filter(pk=instance.pk, live=True, clearance__isnull=False)
    return stored.exists() and is_kept_by_localize(instance)


def running_translations() -> QuerySet[Any]:
    """All translations that somebody keeps up to date through wagtail-localize."""
    return _translations().filter(enabled=True)


def _translations() -> QuerySet[Any]:
    return apps.get_model("wagtail_localize", "Translation")._default_manager.all()


def _translations_into(instance: Any) -> QuerySet[Any]:
    if not hasattr(instance, "translation_key"):
        return _translations().none()
    return _translations().filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id
    )
