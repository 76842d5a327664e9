"""Saves on ``Page``: they reach the columns that every page has, but not the seal."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard import sealing
from wagtail_disclosure.review.guard.addresses import check_rename, follow_stored_parent
from wagtail_disclosure.review.guard.decisive import DECISIVE, as_written, names_of
from wagtail_disclosure.review.guard.drafts import (
    is_kept_by_software,
    keep_pending_title_back,
    make_draft,
    tell_afterwards,
)
from wagtail_disclosure.review.models import Clearance, GuardedMixin

# Where a base page that is being saved remembers what to seal its row with.
TO_SEAL = "_disclosure_to_seal"


def guard_base_page(
    sender: type[models.Model],
    instance: Page,
    raw: bool = False,
    using: str | None = None,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Let a save pass, turn it into a draft, or raise ClearanceRequired."""
    vars(instance).pop(TO_SEAL, None)
    model = _type_of(instance, raw)
    if model is None or not issubclass(model, GuardedMixin):
        return
    decisive = {*DECISIVE, *model.PAGE_PUBLIC_FIELDS}
    names = names_of(instance, update_fields)
    if names is not None and not names & decisive:
        keep_pending_title_back(instance, names)
        return
    written = as_written(instance, names)
    if not written.live:
        check_rename(written)
        sealing.hide(model, instance.pk, using)
    elif raw or instance._state.adding:
        make_draft(instance, names)
        tell_afterwards(instance, raw=raw)
        sealing.hide(model, instance.pk, using)
    elif _shows_something_new(written, model):
        _guard_update(instance, written, model, names, using)
    if instance.live and not instance._state.adding:
        follow_stored_parent(instance)


def _type_of(page: Page, raw: bool) -> type[models.Model] | None:
    try:
        return page.specific_class
    except ContentType.DoesNotExist:
        if raw:
            # A fixture may bring a page before its content type; the page's own row decides then.
            return None
        raise


def seal_base_page(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    """Show the page again, after it was saved."""
    clearance = vars(instance).pop(TO_SEAL, None)
    if clearance is not None:
        sealing.seal(instance.specific_class, instance.pk, clearance, kwargs.get("using"))


def _shows_something_new(page: Page, model: type[GuardedMixin]) -> bool:
    """Moving a page saves all columns of the base page, most often unchanged."""
    stored = Page._base_manager.filter(pk=page.pk).first()
    if stored is None or not stored.live:
        return True
    names = [*model.PAGE_PUBLIC_FIELDS, "locale_id", "alias_of_id"]
    return any(getattr(stored, name) != getattr(page, name) for name in names)


def _guard_update(
    page: Page,
    written: Page,
    model: type[GuardedMixin],
    names: set[str] | None,
    using: str | None,
) -> None:
    specific = model._base_manager.filter(pk=page.pk).first()
    if specific is None:
        return
    for name in (*model.PAGE_PUBLIC_FIELDS, "live", "locale_id", "alias_of_id"):
        setattr(specific, name, getattr(written, name))
    clearance = Clearance.objects.matching(specific)
    if clearance is not None:
        sealing.unseal(model, page.pk, clearance, using)
        setattr(page, TO_SEAL, clearance)
    elif is_kept_by_software(specific, names):
        make_draft(page, names)
        tell_afterwards(page)
        sealing.hide(model, page.pk, using)
    else:
        raise ClearanceRequired(page)
