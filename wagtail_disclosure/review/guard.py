"""The write side of the guard: no save makes uncleared content public.

Every route to the public ends in a save of a guarded object or of its base page, so that is where
the guard stands. An insert that would be live becomes a draft; an update raises ClearanceRequired.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import Page

from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance, GuardedMixin


def connect() -> None:
    """Listen to every save; models of agencies are guarded by inheritance, not by registration."""
    pre_save.connect(guard_save, dispatch_uid="wagtail_disclosure.guard_save")
    pre_delete.connect(guard_child_delete, dispatch_uid="wagtail_disclosure.guard_child_delete")


def guard_save(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Let a save through, turn it into a draft, or raise ClearanceRequired."""
    if isinstance(instance, GuardedMixin):
        _guard_object(instance, raw=raw, update_fields=update_fields)
    elif sender is Page and issubclass(instance.specific_class or Page, GuardedMixin):
        _guard_base_page(instance, raw=raw, update_fields=update_fields)
    elif parent := guarded_parent(instance):
        _guard_child(instance, parent)


def guard_child_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Taking a row away from a live object changes what the public sees, too."""
    origin = kwargs.get("origin")
    parent = guarded_parent(instance)
    if parent is not None and origin is instance:
        _guard_child(instance, parent)


def guarded_parent(instance: models.Model) -> GuardedMixin | None:
    """The guarded object that shows ``instance`` as one of its public children."""
    for field in instance._meta.concrete_fields:
        related = field.related_model
        if not field.is_relation or not issubclass(related, GuardedMixin):
            continue
        if field.remote_field.get_accessor_name() in related.public_fields:
            return getattr(instance, field.name)
    return None


def _guard_object(
    instance: GuardedMixin, *, raw: bool, update_fields: Iterable[str] | None
) -> None:
    if update_fields is not None and not _touches_public(instance, update_fields):
        _keep_pending_title_back(instance, update_fields)
        return
    if not instance.live:
        instance.clearance = None
        return
    # A fixture's children are not there yet, so its content can't be compared.
    clearance = None if raw else Clearance.objects.matching(instance)
    if clearance is None and (raw or instance._state.adding):
        instance.live = False
    elif clearance is None:
        raise ClearanceRequired(instance)
    instance.clearance = clearance


def _guard_base_page(page: Page, *, raw: bool, update_fields: Iterable[str] | None) -> None:
    """Saves on ``Page`` don't reach the columns of the specific class, ``clearance`` included."""
    public = {"live", *page.specific_class.PAGE_PUBLIC_FIELDS}
    touches_public = update_fields is None or public & set(update_fields)
    if not page.live or not touches_public:
        return
    if raw or page._state.adding:
        page.live = False
        return
    specific = page.specific_class.objects.get(pk=page.pk)
    for name in public:
        setattr(specific, name, getattr(page, name))
    if not specific.is_disclosed:
        raise ClearanceRequired(page)


def _guard_child(instance: models.Model, parent: GuardedMixin) -> None:
    """Children of a live object are only written as part of a cleared publication."""
    stored = type(parent).objects.filter(pk=parent.pk, live=True).first()
    if stored is None:
        return
    # During a publication the parent in memory is the cleared content; on its own, a child's save
    # changes live content behind the clearance's back.
    if not parent.is_disclosed:
        raise ClearanceRequired(parent)


def _touches_public(instance: GuardedMixin, update_fields: Iterable[str]) -> bool:
    public = {"live", "clearance", *type(instance).public_fields}
    return bool(public & set(update_fields))


def _keep_pending_title_back(instance: GuardedMixin, update_fields: Iterable[str]) -> None:
    """``draft_title`` is shown in choosers and explorers: it must not run ahead of the review."""
    if "draft_title" in update_fields and instance.live:
        stored = Page.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
        instance.draft_title = stored or instance.draft_title
