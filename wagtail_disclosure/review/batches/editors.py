"""Who worked on the rows of batches since they were cleared last, and so can't decide on them."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Revision

from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.review.models import BatchItem, Clearance, ContentEdit, ReviewBatch
from wagtail_disclosure.review.models.batches import BatchItemQuerySet
from wagtail_disclosure.review.models.edits import in_form
from wagtail_disclosure.review.translations.localize import (
    have_translated,
    translators_among,
)

# Ids in one query.
MANY = 1000


def count_edited_by(batch: ReviewBatch, user: Any) -> int:
    """In how many waiting rows ``user`` had a hand since it was cleared, or in just its form."""
    return sum(
        len({key for _batch, key, _user in _hands(items, model, [user.pk])})
        for model, items in _by_type(batch.items.waiting())
    )


def editors_among(users: Collection[Any], batches: Collection[ReviewBatch]) -> dict[Any, set[Any]]:
    """By the id of each batch, those of ``users`` who had a hand in a row that waits in it.

    Users are named by id. The number of queries depends on the number of types only, save on sites
    with translations, whose writers are looked up a thousand rows at a time.
    """
    found: dict[Any, set[Any]] = {batch.pk: set() for batch in batches}
    if not users:
        return found
    for model, items in _by_type(BatchItem.objects.waiting().filter(batch__in=found)):
        for batch_id, _key, user in _hands(items, model, users):
            found[batch_id].add(user)
    return found


def _hands(
    items: BatchItemQuerySet, model: type[Any], users: Collection[Any]
) -> Iterator[tuple[Any, str, Any]]:
    """Batch, row and user, where one of ``users`` had a hand in a row; all are of one type."""
    # Nothing waits in two batches at once.
    of_row = items.order_by().filter(object_id=OuterRef("object_id"))
    for edits, counts in (_revised(items, model, users), _noted(items, model, users)):
        # Seldom, and what follows takes long to put together.
        if edits.exists():
            edits = edits.annotate(
                cleared_at=_cleared_at(model),
                batch_id=Subquery(of_row.values("batch_id")[:1]),
                proposed=Subquery(of_row.values("fingerprint")[:1]),
            )
            rows = edits.filter(Q(cleared_at=None) | counts).order_by()
            yield from rows.values_list("batch_id", "object_id", "user_id").distinct()
    yield from _translators(items, model, users)


def _by_type(items: BatchItemQuerySet) -> Iterator[tuple[type[Any], BatchItemQuerySet]]:
    """The rows of each type; those whose app is no longer installed can't become public anyway."""
    for label in items.order_by().values_list("object_type", flat=True).distinct():
        try:
            model = apps.get_model(label)
        except LookupError:
            continue
        yield model, items.filter(object_type=label)


def _revised(
    items: BatchItemQuerySet, model: type[Any], users: Collection[Any]
) -> tuple[QuerySet[Revision], Q]:
    """What these people wrote of the rows as far as it is kept, and which of it counts: what came
    since the row was cleared last.
    """
    edits = Revision.objects.filter(
        user__in=users,
        content_type=ContentType.objects.get_for_model(model, for_concrete_model=False),
        object_id__in=items.order_by().values("object_id"),
    )
    return edits, Q(created_at__gt=F("cleared_at"))


def _noted(
    items: BatchItemQuerySet, model: type[Any], users: Collection[Any]
) -> tuple[QuerySet[ContentEdit], Q]:
    """The same, kept for good. Earlier versions come back: in just this form, age doesn't count."""
    edits = ContentEdit.objects.filter(
        user_id__in=users,
        object_type=model._meta.label_lower,
        object_id__in=items.order_by().values("object_id"),
    )
    return edits, Q(moment__gt=F("cleared_at")) | in_form(F("proposed"))


def _cleared_at(model: type[Any]) -> Subquery:
    """When the object of the outer query was cleared last."""
    last = Clearance.objects.filter(
        object_type=model._meta.label_lower,
        object_id=OuterRef("object_id"),
        decision=Clearance.Decision.CLEARED,
    ).order_by("-pk")
    return Subquery(last.values("decided_at")[:1])


def _translators(
    items: BatchItemQuerySet, model: type[Any], users: Collection[Any]
) -> Iterator[tuple[Any, str, Any]]:
    """Batch, row and user, where one of ``users`` wrote a translation that somebody saved."""
    if not have_translated(users):
        # So nobody has to go through all rows.
        return
    for chunk in in_chunks(items.values_list("object_id", "batch_id").iterator(), MANY):
        batch_of = dict(chunk)
        rows = model._base_manager.filter(pk__in=list(batch_of))
        for key, writers in translators_among(users, rows).items():
            for user in writers:
                yield batch_of[str(key)], str(key), user
