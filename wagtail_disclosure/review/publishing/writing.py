"""Writing what publishing one after the other would have written, in a few statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry
from wagtail.search import index
from wagtail.search.backends import get_search_backends
from wagtail.signals import page_published, published

from wagtail_disclosure.core.bulk_rows import insert_objects, insert_rows
from wagtail_disclosure.core.search.documents import ComparableIndex
from wagtail_disclosure.review.guard import held, sealing
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.publishing.ordinary import Ordinary


class Overtaken(Exception):
    """Of the pages to be published, some are no longer the drafts that were read."""


def publish(rows: Sequence[Ordinary], *, user: Any, **decision: Any) -> None:
    """Clear these drafts, all of one type, as ``decision`` says, and publish them.

    Within a transaction, in which they were locked. Raises Overtaken where that was in vain.
    Receivers of ``page_published`` and ``published`` are told of each; no save is signalled.
    """
    model = type(rows[0].page)
    clearances = _record(rows, decision)
    sealing.unseal_pages(model, clearances)
    _show(rows, clearances)
    sealing.seal_pages(model, clearances)
    held.release_all(model, clearances)
    _log(rows, user)
    for row in rows:
        page_published.send(sender=model, instance=row.page, revision=row.revision)
        published.send(sender=model, instance=row.page, revision=row.revision)
    _index(model, clearances)


def _record(rows: Sequence[Ordinary], decision: dict[str, Any]) -> dict[Any, Clearance]:
    clearances = [
        Clearance.of(
            row.page,
            row.content,
            fingerprint=row.fingerprint,
            source_fingerprint=row.source_fingerprint,
            decision=Clearance.Decision.CLEARED,
            **decision,
        )
        for row in rows
    ]
    insert_objects(clearances)
    return {row.page.pk: one for row, one in zip(rows, clearances, strict=True)}


def _show(rows: Sequence[Ordinary], clearances: Mapping[Any, Clearance]) -> None:
    now = timezone.now()
    drafts = Page._base_manager.filter(
        pk__in=clearances,
        latest_revision__in=[row.revision.pk for row in rows],
        live=False,
    )
    values: dict[str, Any] = {
        "live": True,
        "expired": False,
        "has_unpublished_changes": False,
        "first_published_at": now,
        "last_published_at": now,
    }
    if drafts.update(live_revision=F("latest_revision"), **values) != len(rows):
        raise Overtaken
    for row in rows:
        clearance = clearances[row.page.pk]
        values.update(
            live_revision=row.revision,
            clearance=clearance,
            cleared_fingerprint=clearance.fingerprint,
        )
        for name, value in values.items():
            setattr(row.page, name, value)


def _log(rows: Sequence[Ordinary], user: Any) -> None:
    """As Wagtail logs a publication."""
    context = get_active_log_context()
    user = user or context.user
    type_ = ContentType.objects.get_for_model(rows[0].page, for_concrete_model=False)
    values = {
        "content_type": type_.pk,
        "action": "wagtail.publish",
        "timestamp": timezone.now(),
        "user": user and user.pk,
        "uuid": context.uuid,
        "content_changed": True,
        "deleted": False,
        "data": {},
    }
    insert_rows(
        PageLogEntry,
        ["page", "label", "revision", *values],
        (
            [row.page.pk, row.page.get_admin_display_title(), row.revision.pk, *values.values()]
            for row in rows
        ),
    )


def _index(model: type[Any], keys: Mapping[Any, Any]) -> None:
    """Only what is not in the search yet: what it finds of a page is the same as of its draft.

    Other indexes than those in the database also know whether a page is live.
    """
    if not index.class_is_indexed(model) or not getattr(model, "search_auto_update", True):
        return
    for backend in get_search_backends(with_auto_update=True):
        found = backend.get_index_for_model(model)
        open_keys = found.missing(model, keys) if isinstance(found, ComparableIndex) else keys
        if open_keys:
            backend.add_bulk(model, model.get_indexed_objects().filter(pk__in=open_keys))
