"""The search index against the rows: what the public may read can be found, by its own words."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backends
from modelsearch.backends.database.fallback import DatabaseSearchBackend as Unindexed
from modelsearch.index import class_is_indexed
from wagtail.search.models import IndexEntry

from wagtail_disclosure.core.search.documents import ComparableIndex
from wagtail_disclosure.review.models.guarded import guarded_models
from wagtail_disclosure.review.verification import Problem

CHUNK = 100


def verify_search() -> Iterator[Problem]:
    """Disclosed rows that the index doesn't know as they are, and what it has too much.

    Results are filtered when somebody searches, so that a row that is not disclosed is in none of
    them. The index of another search server is not looked at, and what text an entry holds in that
    of our own backend only.
    """
    if not _is_in_database():
        return
    for model in guarded_models():
        if class_is_indexed(model) and hasattr(model._default_manager, "disclosed"):
            yield from _unknown(model)
            yield from _different(model)
            yield from _stale(model)


def _is_in_database() -> bool:
    return any(
        base.__module__.startswith("modelsearch.backends.database.") and base is not Unindexed
        for backend in get_search_backends()
        for base in type(backend).__mro__
    )


def _own_index() -> ComparableIndex | None:
    """The index of our own backend: that of another can't say what it holds."""
    for backend in get_search_backends():
        index = backend.get_index_for_model(IndexEntry)
        if isinstance(index, ComparableIndex):
            return index
    return None


def _entries(model: Any) -> Any:
    return IndexEntry._default_manager.filter(content_type=ContentType.objects.get_for_model(model))


def _unknown(model: Any) -> Iterator[Problem]:
    entries = _entries(model).filter(object_id=Cast(OuterRef("pk"), TextField()))
    message = _("The search does not find it. Run update_index.")
    for row in model._default_manager.disclosed().filter(~Exists(entries)).order_by("pk"):
        yield Problem.of(row, "search", message)


def _different(model: Any) -> Iterator[Problem]:
    """Text that was left behind by a write which the index was not told of."""
    index = _own_index()
    if index is None:
        return
    message = _("The search index has other text than it. Run update_index.")
    entries = _entries(model).filter(object_id=Cast(OuterRef("pk"), TextField()))
    known = model._default_manager.disclosed().filter(Exists(entries)).order_by("pk")
    rows = known.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        for row in index.outdated(model, chunk):
            # A row that is itself not what was cleared is told with the objects.
            if row.is_disclosed:
                yield Problem.of(row, "search_text", message)


def _stale(model: Any) -> Iterator[Problem]:
    known = model._base_manager.annotate(key=Cast("pk", TextField())).values("key")
    stale = _entries(model).exclude(object_id__in=known).order_by("pk")
    for key in stale.values_list("object_id", flat=True).iterator(chunk_size=500):
        yield Problem(
            code="search_stale",
            message=_("The search index has a row that is gone. Run update_index."),
            object_type=model._meta.label_lower,
            object_id=key,
        )
