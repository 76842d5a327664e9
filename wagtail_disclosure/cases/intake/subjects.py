"""What a request is about: a disclosed page, or another disclosed object, named in the address.

A page is named by its number, everything else by its type and number: ``app.model:12``.
"""

from typing import Any

from wagtail.models import Page

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.models.guarded import guarded_models

LONGEST_NUMBER = 18


def subject_key(subject: Any) -> str:
    """How an address names ``subject``; see ``disclosed_subject()``."""
    if isinstance(subject, GuardedMixin) and not isinstance(subject, Page):
        return f"{subject._meta.label_lower}:{subject.pk}"
    return str(subject.pk)


def disclosed_subject(typed: str, page: Any) -> Any:
    """The object that a request is about; a page in the language of ``page`` where it can be.

    None for anything that the public may not see, as if there were no such thing.
    """
    label, separator, number = typed.rpartition(":")
    if not number.isascii() or not number.isdigit() or len(number) > LONGEST_NUMBER:
        return None
    return _disclosed_object(label, number) if separator else _disclosed_page(number, page)


def page_number(subject: Any) -> int | None:
    """What a case keeps of the page that it is about; other objects are in its description."""
    return subject.pk if isinstance(subject, Page) else None


def _disclosed_page(number: str, page: Any) -> Page | None:
    found = Page.objects.filter(pk=number).first()
    if found is None:
        return None
    versions = Page.objects.filter(translation_key=found.translation_key).live().public()
    ranked = sorted(versions.specific(), key=lambda version: version.locale_id != page.locale_id)
    return next((version for version in ranked if _is_public(version)), None)


def _disclosed_object(label: str, number: str) -> Any:
    kinds = {
        model._meta.label_lower: model
        for model in guarded_models()
        if not issubclass(model, Page) and hasattr(model, "disclosure_class")
    }
    if label not in kinds:
        return None
    found = kinds[label].objects.disclosed().filter(pk=number).first()
    return found if found is not None and _is_public(found) else None


def _is_public(subject: Any) -> bool:
    return isinstance(subject, GuardedMixin) and subject.is_disclosed
