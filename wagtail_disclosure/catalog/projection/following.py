"""What changes the projection: publication and withdrawal, moves, new names and restrictions.

Also what the search index takes in, from which the terms of entries are.
"""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.projection import writing
from wagtail_disclosure.catalog.projection.searched import write_searched
from wagtail_disclosure.core.search.terms import indexed
from wagtail_disclosure.review import signals


def connect() -> None:
    """Listen; all of it happens in the transaction of whoever sends."""
    uid = "wagtail_disclosure.projection"
    signals.disclosed.connect(_disclosed, sender=EntryPage, dispatch_uid=uid)
    signals.withdrawn.connect(_withdrawn, sender=EntryPage, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    page_slug_changed.connect(_renamed, dispatch_uid=uid)
    indexed.connect(_indexed, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)


def _disclosed(sender: type[models.Model], key: Any, **kwargs: Any) -> None:
    writing.note(key)


def _withdrawn(sender: type[models.Model], key: Any, **kwargs: Any) -> None:
    writing.remove(key)


def _indexed(sender: type[models.Model], keys: Collection[Any], **kwargs: Any) -> None:
    if issubclass(sender, EntryPage):
        write_searched(keys)


def _moved(
    sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    if url_path_before == url_path_after:
        # Sorted anew among its neighbors.
        return
    if issubclass(sender, EntryPage):
        writing.write([instance.pk])
    writing.follow(Page.objects.get(pk=instance.pk))


def _renamed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    writing.follow(Page.objects.get(pk=instance.pk))


def _restricted(
    sender: type[models.Model],
    instance: PageViewRestriction,
    raw: bool = False,
    origin: Any = None,
    **kwargs: Any,
) -> None:
    goes_with_its_page = Page in (getattr(origin, "model", type(origin)).__mro__)
    if not raw and not goes_with_its_page:
        writing.follow(Page.objects.get(pk=instance.page_id))
