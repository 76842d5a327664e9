"""Broken links, files that nothing holds, and expiry, each read a page at a time."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    ForeignObjectRel,
    OuterRef,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Cast
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex, Revision

from wagtail_disclosure.catalog.models import BrokenLink, EntryPage
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.querysets import EntryQuerySet
from wagtail_disclosure.core.models import StoredFile, Unit
from wagtail_disclosure.core.restrictions import is_restricted
from wagtail_disclosure.review.models.guarded import guarded_pages
from wagtail_disclosure.review.screens.hidden_drafts import without_drafts_of_others

ABOUT_TO = timedelta(days=60)
# What expired longer ago is old news.
EXPIRED_SINCE = timedelta(days=365)


def broken_links(units: QuerySet[Unit]) -> QuerySet[ReferenceIndex]:
    """References in texts of the units' public pages to pages that visitors don't get to see.

    To pages that are there: of a page that is deleted, Wagtail's index forgets what led to it, and
    :func:`dead_links` has it.
    """
    types = _types()
    in_texts = reduce(or_, (_texts_of(model) for model in types))
    public = Page.objects.filter(
        ~is_restricted(), live=True, pk=Cast(OuterRef("to_object_id"), BigIntegerField())
    )
    keys = [_keys_of(model, units) for model in types]
    written = reduce(or_, (Q(object_id__in=found) for found in keys))
    pages = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(in_texts, written, to_content_type=pages)
    return links.filter(~Exists(public)).order_by("object_id", "pk")


def dead_links(units: QuerySet[Unit]) -> QuerySet[BrokenLink]:
    """What the last check found in the units' public pages: gone, whoever asks for it."""
    written = reduce(or_, (Q(page__in=_pages_of(model, units).values("pk")) for model in _types()))
    links = BrokenLink.objects.filter(written, page__live=True)
    return links.select_related("page").order_by("page", "address")


def _types() -> list[type[Any]]:
    return [model for model in guarded_pages() if issubclass(model, CatalogTypeMixin)]


def _texts_of(model: type[Any]) -> Q:
    """References from the text fields of a type."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField)
    ]
    places = reduce(or_, (Q(model_path__startswith=name) for name in names), Q(pk=None))
    return Q(content_type=ContentType.objects.get_for_model(model)) & places


def _keys_of(model: type[Any], units: QuerySet[Unit]) -> QuerySet[Any]:
    """Keys of the units' public pages of a type, as the index of references has them."""
    return _pages_of(model, units).annotate(key=Cast("pk", CharField())).values("key")


def _pages_of(model: type[Any], units: QuerySet[Unit]) -> QuerySet[Any]:
    """The units' public pages; types that no unit answers for are everybody's who has a unit."""
    pages = model._base_manager.filter(live=True)
    if any(field.name == "responsible_unit" for field in model._meta.concrete_fields):
        mine = Q(responsible_unit__in=units.values("pk")) | Q(responsible_unit=None)
        pages = pages.filter(mine)
    return pages


def pages_of(links: Iterable[ReferenceIndex]) -> dict[str, Page]:
    """The pages that these references stand in, by their keys (one query)."""
    keys = {link.object_id for link in links}
    return {str(page.pk): page for page in Page.objects.filter(pk__in=keys)}


def targets_of(links: Iterable[ReferenceIndex], user: Any) -> dict[str, Page]:
    """The pages that these references lead to, by their keys, as far as they are there.

    A draft that ``user`` may not know of is named by nothing but its being one.
    """
    keys = {link.to_object_id for link in links}
    pages = Page.objects.filter(pk__in=keys)
    named = set(without_drafts_of_others(pages, user).values_list("pk", flat=True))
    found = {str(page.pk): page for page in pages}
    for page in found.values():
        if page.pk not in named:
            page.title = ""
    return found


def unheld_files() -> QuerySet[StoredFile]:
    """Stored files that no row holds; drafts may, which ``held_by_drafts`` tells."""
    files = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            holder = relation.related_model._base_manager
            files = files.filter(~Exists(holder.filter(**{relation.field.name: OuterRef("pk")})))
    return files.order_by("uploaded_at", "pk")


def held_by_drafts(files: Iterable[StoredFile]) -> set[Any]:
    """The keys of those among ``files`` that a draft or an earlier version names (one query)."""
    keys = [str(stored.pk) for stored in files]
    if not keys:
        return set()
    texts = Revision.objects.annotate(text=Cast("content", TextField()))
    named = texts.filter(reduce(or_, (Q(text__contains=key) for key in keys)))
    found = set()
    for text in named.values_list("text", flat=True).iterator(chunk_size=50):
        found |= {key for key in keys if key in text}
    return found


def expiring(units: QuerySet[Unit], today: date) -> EntryQuerySet:
    """Public entries that expired within a year or are about to, the next to expire first."""
    entries = EntryPage.objects.filter(
        responsible_unit__in=units.values("pk"),
        live=True,
        expires_on__range=(today - EXPIRED_SINCE, today + ABOUT_TO),
    )
    entries = entries.originals().select_related("responsible_unit")
    return entries.defer("body", "class_reason").order_by("-expires_on", "pk")
