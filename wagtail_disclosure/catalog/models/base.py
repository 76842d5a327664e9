from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import PageViewRestriction

from wagtail_disclosure.review.models import GuardedPageMixin
from wagtail_disclosure.review.untranslated import OfferedUntranslatedMixin

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


class CatalogTypeMixin(OfferedUntranslatedMixin, GuardedPageMixin):
    """What all page types of the catalog have in common."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail has them; on a site without any, which is most, in one query not two.

        None at all, where the page comes with the answer.
        """
        known = self.__dict__.get("any_restricted")
        if not (PageViewRestriction.objects.exists() if known is None else known):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_untranslated_url(self) -> str:
        """Where readers of the active language get this page as it is, with a notice."""
        return reverse("wagtail_disclosure_catalog:untranslated", args=[self.pk])

    def get_indexed_instance(self) -> Any:
        """What the search indexes for this page; nothing yet within a batch."""
        batch = _put_off.get()
        if batch is None:
            return super().get_indexed_instance()
        batch.setdefault(type(self), set()).add(self.pk)
        return None
