from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from wagtail.models import PageViewRestriction

from wagtail_disclosure.review.models import GuardedPageMixin

# Keys of saved pages by their model, while indexing is put off.
_put_off: ContextVar[dict[type, set[Any]] | None] = ContextVar("disclosure_put_off", default=None)


@contextmanager
def indexing_put_off() -> Iterator[dict[type, set[Any]]]:
    """Within, saved pages are noted by model and key instead of being indexed for search."""
    batch: dict[type, set[Any]] = {}
    token = _put_off.set(batch)
    try:
        yield batch
    finally:
        _put_off.reset(token)


class CatalogTypeMixin(GuardedPageMixin):
    """What all page types of the catalog have in common."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail has them; on a site without any, which is most, in one query not two."""
        if not PageViewRestriction.objects.exists():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_indexed_instance(self) -> Any:
        """What the search indexes for this page; nothing yet within a batch."""
        batch = _put_off.get()
        if batch is None:
            return super().get_indexed_instance()
        batch.setdefault(type(self), set()).add(self.pk)
        return None
