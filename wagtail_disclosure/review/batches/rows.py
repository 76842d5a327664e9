"""Reading the drafts of a batch: many at a time, and each as it would become public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision

from wagtail_disclosure.core.keys import root_key
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.drafts import glance
from wagtail_disclosure.review.models import BatchItem, ReviewBatch, addresses
from wagtail_disclosure.review.models.guarded import guarded_pages
from wagtail_disclosure.review.publishing import loading, types
from wagtail_disclosure.review.publishing.ordinary import is_as_stored

# Rows in memory at once.
CHUNK = 200

# Type and id of an object.
Key = tuple[str, str]


@dataclass
class Draft:
    """An object and its latest revision."""

    stored: Any
    revision: Revision

    @cached_property
    def subject(self) -> Any:
        """The object in the form that its latest revision has."""
        return self.revision.as_object()

    @cached_property
    def glance(self) -> Any:
        """Like ``subject``, without the queries that only its publication needs: for lists."""
        return glance(self.stored, self.revision.content)

    @property
    def title(self) -> str:
        return self.revision.object_str


def in_chunks(rows: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The rows in lists of ``size``, without ever holding more."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def drafts(items: Iterable[BatchItem]) -> dict[Key, Draft]:
    """The latest draft of each item's object; objects that were deleted are not in it."""
    found: dict[Key, Draft] = {}
    for rows in _by_type(items).values():
        found.update(_drafts_of_type(rows))
    return found


def _by_type(items: Iterable[BatchItem]) -> dict[str, list[BatchItem]]:
    by_type: dict[str, list[BatchItem]] = {}
    for item in items:
        by_type.setdefault(item.object_type, []).append(item)
    return by_type


def _drafts_of_type(items: list[BatchItem]) -> Iterator[tuple[Key, Draft]]:
    model = items[0].model
    if model is None or not issubclass(model, DraftStateMixin):
        return
    known = {field.name for field in model._meta.concrete_fields}
    related = [name for name in ("locale", "responsible_unit") if name in known]
    # One object for all drafts that name it.
    keys = [model._meta.pk.to_python(item.object_id) for item in items]
    objects = model._base_manager.prefetch_related(*related).in_bulk(keys)
    by_id = {str(key): stored for key, stored in objects.items()}
    revisions = Revision.objects.in_bulk([stored.latest_revision_id for stored in by_id.values()])
    for item in items:
        stored = by_id.get(item.object_id)
        revision = stored and revisions.get(stored.latest_revision_id)
        if revision is not None:
            revision.content_object = stored
            yield item.key, Draft(stored, revision)


def load_subjects(found: Iterable[Draft]) -> None:
    """Give each draft its form from its own rows, where these hold just that: without a query."""
    by_type: dict[type[Any], list[Draft]] = {}
    for draft in found:
        by_type.setdefault(type(draft.stored), []).append(draft)
    for model, of_type in by_type.items():
        if not types.is_served(model):
            continue
        loading.load_children([draft.stored for draft in of_type])
        for draft in of_type:
            if is_as_stored(draft.stored, draft.revision):
                draft.subject = draft.stored


def rows_of_pages_above(batch: ReviewBatch, below: Iterable[Draft]) -> list[BatchItem]:
    """Waiting rows about pages above those ``below``, topmost first, wherever they stand.

    A public address names only cleared ones.
    """
    paths = {path for draft in below for path in addresses.paths_above(draft.stored)}
    above = dict(Page.objects.filter(path__in=paths).values_list("pk", "depth"))
    labels = [model._meta.label_lower for model in guarded_pages()]
    rows = batch.items.waiting().filter(object_type__in=labels, object_id__in=map(str, above))
    return sorted(rows, key=lambda row: above[int(row.object_id)])


def drop_changed(batch: ReviewBatch) -> list[BatchItem]:
    """Let go of the rows that are not what was put in any more; returns them.

    Saving a draft does that already. This is for what came another way, and for deleted objects.
    """
    dropped: list[BatchItem] = []
    for doubtful in in_chunks(_doubtful(batch)):
        found = drafts(doubtful)
        gone = [item for item in doubtful if item.key not in found]
        _leave(gone, BatchItem.State.TAKEN_OUT, reason=_("It was deleted."))
        there = [item for item in doubtful if item.key in found]
        edited = [item for item in there if not is_as_proposed(item, found[item.key])]
        _leave(edited, BatchItem.State.EDITED)
        dropped += [*gone, *edited]
    return dropped


def _doubtful(batch: ReviewBatch) -> Iterator[BatchItem]:
    """Those whose latest revision is not the very one that was put in; only these are read."""
    waiting = batch.items.waiting()
    for label in waiting.order_by().values_list("object_type", flat=True).distinct():
        items = waiting.filter(object_type=label)
        model = BatchItem(object_type=label).model
        if model is not None and issubclass(model, DraftStateMixin):
            key = Cast(OuterRef("object_id"), root_key(model))
            untouched = model._base_manager.filter(
                pk=key,
                latest_revision=OuterRef("revision_id"),
                latest_revision__created_at=OuterRef("revision_at"),
            )
            items = items.filter(~Exists(untouched))
        yield from items.iterator(CHUNK)


def is_as_proposed(item: BatchItem, draft: Draft) -> bool:
    """Whether the draft is still what the item was put in for, told by the cheapest means."""
    revision = draft.revision
    is_same = revision.pk == item.revision_id and revision.created_at == item.revision_at
    return is_same or fingerprints.fingerprint_of(draft.subject) == item.fingerprint


def _leave(items: list[BatchItem], state: str, *, reason: str = "") -> None:
    if items:
        BatchItem.objects.filter(pk__in=[item.pk for item in items]).leave(state, reason=reason)
