"""Wagtail's public API v2 that gives out what is disclosed, and nothing else.

Register :class:`DisclosedPagesAPIViewSet` where Wagtail's guide registers ``PagesAPIViewSet``. Live
is not enough: a guarded page is given out only in exactly the form that was cleared.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from wagtail.api.v2.serializers import PageAliasOfField, PageParentField, PageSerializer
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.review.models import Clearance, GuardedMixin
from wagtail_disclosure.review.models.children import disclosed_rows
from wagtail_disclosure.review.models.guarded import guarded_pages


class DisclosedParentField(PageParentField):
    """Names the page above, if the public may see it in the form that it has."""

    def get_attribute(self, instance: Page) -> Page | None:
        return _if_unchanged(super().get_attribute(instance))


class DisclosedAliasOfField(PageAliasOfField):
    """Names the page that an alias follows, if the public may see it in the form that it has."""

    def get_attribute(self, instance: Page) -> Page | None:
        source = super().get_attribute(instance)
        visible = self.context["base_queryset"]
        if source is None or not visible.filter(pk=source.pk).exists():
            return None
        return _if_unchanged(source)


class DisclosedPageSerializer(PageSerializer):
    parent = DisclosedParentField(read_only=True)
    alias_of = DisclosedAliasOfField(read_only=True)


class DisclosedPagesMixin:
    """For a subclass of ``PagesAPIViewSet`` of an agency's own."""

    base_serializer_class = DisclosedPageSerializer

    def get_base_queryset(self) -> PageQuerySet:
        """What Wagtail gives out, without guarded pages that are not disclosed."""
        return super().get_base_queryset().filter(pk__in=disclosed_pages().values("pk"))

    def paginate_queryset(self, queryset: Any) -> list[Page]:
        """A row that was changed past the guard is left out, whatever its columns say."""
        return list(without_changed(super().paginate_queryset(queryset)))

    def get_object(self) -> Any:
        page = super().get_object()
        if isinstance(page, GuardedMixin) and not page.is_disclosed:
            raise Http404
        return page


class DisclosedPagesAPIViewSet(DisclosedPagesMixin, PagesAPIViewSet):
    """Pages of the public API: those of guarded types while they are disclosed, others as usual."""


def disclosed_pages() -> PageQuerySet:
    """Live pages of any type, those of guarded types only while the public may see them."""
    guarded = guarded_pages()
    types = ContentType.objects.get_for_models(*guarded).values()
    shown = ~Q(content_type__in=[content_type.pk for content_type in types])
    for model in guarded:
        shown |= Q(pk__in=disclosed_rows(model).values("pk"))
    return Page.objects.live().filter(shown)


def without_changed(pages: Iterable[Page]) -> Iterable[Page]:
    """Those of ``pages`` whose rows say exactly what was cleared; unguarded ones are kept."""
    pages = list(pages)
    found = Page.objects.filter(pk__in=[page.pk for page in pages]).specific()
    specific = {page.pk: page for page in found}
    guarded = [page for page in specific.values() if isinstance(page, GuardedMixin)]
    clearances = Clearance.objects.in_bulk({page.clearance_id for page in guarded})
    for page in guarded:
        page.clearance = clearances.get(page.clearance_id)
    changed = {page.pk for page in guarded if not page.is_disclosed}
    return [page for page in pages if page.pk not in changed]


def _if_unchanged(page: Page | None) -> Page | None:
    return next(iter(without_changed([page])), None) if page is not None else None
