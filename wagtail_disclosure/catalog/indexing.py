"""Many saves, one indexing: an import saves each page several times over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_disclosure.catalog.models.base import indexing_put_off
from wagtail_disclosure.catalog.shown_rows import load_rows
from wagtail_disclosure.core.bulk_references import write_references
from wagtail_disclosure.review.batches.rows import in_chunks


@contextmanager
def indexed_once() -> Iterator[None]:
    """Write search entries and the reference index of everything saved within once, at the end."""
    with disable_reference_index_auto_update(), indexing_put_off() as batch:
        yield
    for model, keys in batch.items():
        for some in in_chunks(sorted(keys)):
            pages = list(model._default_manager.filter(pk__in=some))
            load_rows(pages)
            index_loaded(pages)


@transaction.atomic(savepoint=False)
def index_loaded(pages: Sequence[Any]) -> None:
    """Write search entries and the reference index of pages of one type, as they are in memory."""
    if not pages:
        return
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(type(pages[0]), pages)
    write_references(pages)
