"""What is cleared waits for its translators by itself; nothing becomes public by it.

Translators get the text as it is public, never a draft: that may still change, and few may read it.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_save
from django_tasks import task
from wagtail.models import Locale, Page

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.originals import is_public
from wagtail_disclosure.review.translations import localize, sending
from wagtail_disclosure.review.translations.states import originals
from wagtail_disclosure.review.translations.work import translatable_models

# Thousands at once: `disclosure_queue_translations` takes them, not whoever decides.
LATER = (Clearance.Kind.BATCH, Clearance.Kind.LEGACY)


def connect() -> None:
    """Listen to decisions, where wagtail-localize is installed."""
    post_save.connect(
        _after_decision, sender=Clearance, dispatch_uid="wagtail_disclosure.translations queue"
    )


def target_locales(original: Any) -> list[Locale]:
    """The languages of the site's content other than that of ``original``."""
    codes = [code for code, _name in conf.content_languages()]
    return list(Locale.objects.filter(language_code__in=codes).exclude(pk=original.locale_id))


@transaction.atomic
def queue(original: Any, locale: Locale, *, by: Any = None) -> Any | None:
    """Make a draft in ``locale`` that waits for its translators, and return it.

    What exists in that language stays as it is; of what translators keep, they get the new text to
    translate. None where it can't wait: the original isn't public, or, for a page, the page above
    it is not translated and can't be either.
    """
    original = type(original)._base_manager.filter(pk=original.pk).first()
    if original is None or not is_public(original) or _is_kept(original):
        return None
    version = version_in(original, locale)
    if version is not None and not _is_replaceable_alias(version, by):
        _bring_up_to_date(version, original)
        return version
    if isinstance(original, Page) and not _is_parent_there(original, locale, by=by):
        return None
    return _create(original, locale, by=by)


def version_in(original: Any, locale: Locale) -> Any | None:
    versions = type(original)._base_manager.filter(
        translation_key=original.translation_key, locale=locale
    )
    return versions.first()


def waiting_to_be_queued(model: type[Any], locale: Locale) -> QuerySet[Any]:
    """Public originals of a type that have nothing in ``locale``, pages above others first."""
    versions = model._base_manager.filter(
        translation_key=OuterRef("translation_key"), locale=locale
    )
    rows = originals(model).exclude(locale=locale).filter(~Exists(versions))
    return rows.order_by("path") if issubclass(model, Page) else rows.order_by("pk")


def queue_missing(locale: Locale) -> Iterator[bool]:
    """Queue everything public that has nothing in ``locale``; yields whether each could be.

    May be stopped at any time and run again.
    """
    for model in translatable_models():
        keys = list(waiting_to_be_queued(model, locale).values_list("pk", flat=True))
        for key in keys:
            yield queue(model(pk=key), locale) is not None


@task()
def queue_task(label: str, key: str) -> None:
    """Queue the object with this key in all languages."""
    original = apps.get_model(label)._base_manager.filter(pk=key).first()
    if original is not None:
        for locale in target_locales(original):
            queue(original, locale)


def _after_decision(sender: type[Clearance], instance: Clearance, raw: bool, **kwargs: Any) -> None:
    if raw or instance.decision != Clearance.Decision.CLEARED or instance.kind in LATER:
        return
    is_translation = bool(instance.source_fingerprint)
    if is_translation or not conf.queue_translations() or len(conf.content_languages()) < 2:
        return
    if instance.object_type in {model._meta.label_lower for model in translatable_models()}:
        enqueue = partial(queue_task.enqueue, instance.object_type, instance.object_id)
        transaction.on_commit(enqueue)


def _is_kept(original: Any) -> bool:
    """Whether it is a translation itself, or follows another page."""
    return bool(getattr(original, "alias_of_id", None)) or localize.is_kept_by_localize(original)


def _is_replaceable_alias(version: Any, by: Any) -> bool:
    """An alias shows the original in another language until a person asks for a translation."""
    return by is not None and bool(getattr(version, "alias_of_id", None))


def _bring_up_to_date(version: Any, original: Any) -> None:
    translation = localize.translation_of(version)
    if translation is not None and localize.original_of(version) == original:
        sending.bring_up_to_date(translation, original)


def _is_parent_there(original: Page, locale: Locale, *, by: Any) -> bool:
    parent = original.get_parent().specific
    if parent.has_translation(locale):
        return True
    if type(parent) not in translatable_models():
        return False
    return queue(parent, locale, by=by) is not None


def _create(original: Any, locale: Locale, *, by: Any) -> Any | None:
    from wagtail_localize.operations import TranslationCreator

    # What it is related to waits on its own, once it is cleared.
    creator = TranslationCreator(by, [locale])
    creator.create_translations(original, include_related_objects=False)
    created = version_in(original, locale)
    if created is not None:
        # It is a draft because it shall be one: nobody has to look after that.
        held.release(created)
    return created
