"""The search index against the rows: what the public may read can be found."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backends
from modelsearch.backends.database.fallback import DatabaseSearchBackend as Unindexed
from modelsearch.index import class_is_indexed
from wagtail.search.models import IndexEntry

from wagtail_disclosure.review.models.guarded import guarded_models
from wagtail_disclosure.review.verification import Problem


def verify_search() -> Iterator[Problem]:
    """Disclosed rows that the search in the database doesn't know, and what it knows too much.

    Results are filtered when somebody searches, so that a row that is not disclosed is in none of
    them; the index of another search server is not looked at.
    """
    if not _is_in_database():
        return
    for model in guarded_models():
        if class_is_indexed(model) and hasattr(model._default_manager, "disclosed"):
            yield from _unknown(model)
            yield from _stale(model)


def _is_in_database() -> bool:
    return any(
        base.__module__.startswith("modelsearch.backends.database.") and base is not Unindexed
        for backend in get_search_backends()
        for base in type(backend).__mro__
    )


def _entries(model: Any) -> Any:
    return IndexEntry._default_manager.filter(content_type=ContentType.objects.get_for_model(model))


def _unknown(model: Any) -> Iterator[Problem]:
    entries = _entries(model).filter(object_id=Cast(OuterRef("pk"), TextField()))
    message = _("The search does not find it. Run update_index.")
    for row in model._default_manager.disclosed().filter(~Exists(entries)).order_by("pk"):
        yield Problem.of(row, "search", message)


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
