"""Many saves, one indexing: an import saves each page several times over."""

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_disclosure.catalog.models.base import indexing_put_off


@contextmanager
def indexed_once() -> Iterator[None]:
    """Write search entries and the reference index of everything saved within once, at the end."""
    with disable_reference_index_auto_update(), indexing_put_off() as batch:
        yield
    for model, keys in batch.items():
        pages = list(model._default_manager.filter(pk__in=keys))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, pages)
        for page in pages:
            ReferenceIndex.create_or_update_for_object(page)
