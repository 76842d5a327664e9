"""From an address to a page of the catalog: a query for all categories on the way, one for entries.

Wagtail itself asks twice for each level.
"""

import json
from functools import cache
from itertools import accumulate, takewhile
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.shown_rows import RowsAsJson, rows_below, take_rows
from wagtail_disclosure.catalog.subtree import within
from wagtail_disclosure.core.page_cache.remembering import Memory, memory_of
from wagtail_disclosure.core.restrictions import is_restricted

# Joined so that a page comes with everything that it shows.
OF_CATEGORIES = ("locale", "clearance", "responsible_unit")
OF_ENTRIES = ("clearance", "responsible_unit")
# What is public of a category, and what the guard compares: who drafted and who cleared it, and
# why, is not for a memory that other programs may look into.
COLUMNS = (
    *("path", "depth", "numchild", "content_type", "translation_key", "url_path", "live"),
    *("last_published_at", "alias_of", "cleared_fingerprint", "locale__language_code"),
    *(f"clearance__{name}" for name in ("object_type", "object_id", "scheme", "fingerprint")),
    *(f"clearance__{name}" for name in ("source_fingerprint", "content", "decision", "kind")),
    *(f"responsible_unit__{name}" for name in ("code", "name", "body")),
)


def find_below(
    page: Page, path_components: list[str], request: HttpRequest | None
) -> tuple[Any, list[str]] | None:
    """The category or entry below ``page`` that the address names, and what is left of the address.

    None where the first names no category. ``page`` gets its title as it was cleared,
    ``cleared_title``. What was found gets what its own page shows of others: whether
    ``any_restricted`` page is on the site, the ``categories_above`` it if not, and
    ``public_versions``, addresses by language.
    """
    along, entry = _along(page, path_components, memory_of(request))
    if not along:
        return None
    page.cleared_title = along[0].title_of_start
    category, rest = along[-1], path_components[len(along) :]
    found, above = (entry, along) if entry else (category, along[:-1])
    specific = found if found.specific_class is type(found) else found.specific
    # By the row itself: the way to it may be of a moment ago.
    specific.any_restricted = found.any_restricted
    specific.public_versions = _by_language(found.rows_of_versions)
    if not found.any_restricted:
        specific.categories_above = above
    return specific, rest[1:] if entry else rest


def _along(page: Page, path_components: list[str], memory: Memory) -> tuple[list[Any], Any]:
    """The categories that the address names one after the other, and the entry after them.

    Categories that anybody may see are remembered where they lead all the way, or to an entry.
    """
    *parents, last = path_components
    along = memory.get(_about(page, path_components))
    if along is not None:
        return along, None
    above = memory.get(_about(page, parents)) if parents else None
    if above is not None and (entry := _entry_below(above[-1], last)):
        return above, entry
    along = _categories_along(page, path_components)
    rest = path_components[len(along) :]
    was_asked = above is not None and len(rest) == 1
    entry = _entry_below(along[-1], rest[0]) if along and rest and not was_asked else None
    leads_there = not rest or (entry is not None and len(rest) == 1)
    if leads_there and all(category.is_sealed and not category.is_closed for category in along):
        memory.keep(_about(page, path_components[: len(along)]), along)
    return along, entry


def _about(page: Page, path_components: list[str]) -> tuple[object, ...]:
    return "categories along", page.pk, *path_components


def _categories_along(page: Page, path_components: list[str]) -> list[Any]:
    """As far as nothing but categories is there."""
    steps = [f"{component}/" for component in path_components]
    addresses = list(accumulate(steps, initial=page.url_path))[1:]
    found = list(
        _categories()
        # Of the two conditions Wagtail has an index for the names.
        .filter(slug__in=path_components, url_path__in=addresses)
        .filter(within(page))
        .annotate(title_of_start=_cleared_title(page))
        .order_by("depth")
    )
    expected = enumerate(found, page.depth + 1)
    return [category for _, category in takewhile(lambda p: p[0] == p[1].depth, expected)]


def _entry_below(category: Any, slug: str) -> Any:
    url_path = f"{category.url_path}{slug}/"
    entry = _entries().filter(slug=slug, url_path=url_path).filter(within(category)).first()
    if entry is not None:
        if type(entry) is entry.specific_class:
            take_rows(entry)
        if entry.locale_id == category.locale_id:
            entry.locale = category.locale
    return entry


@cache
def _categories() -> PageQuerySet:
    """With all that comes along; put together once, for that takes longer than the query."""
    model = apps.get_model("wagtail_disclosure_catalog", "CategoryPage")
    found = _with_versions(model).annotate(is_closed=is_restricted())
    return found.select_related(*OF_CATEGORIES).only(*model.public_fields, *COLUMNS)


@cache
def _entries() -> PageQuerySet:
    model = apps.get_model("wagtail_disclosure_catalog", "EntryPage")
    found = _with_versions(model).annotate(**rows_below())
    return found.select_related(*OF_ENTRIES).order_by()


def _with_versions(model: Any) -> PageQuerySet:
    any_restricted = Exists(PageViewRestriction.objects.all())
    return model.objects.annotate(any_restricted=any_restricted, rows_of_versions=_versions(model))


def _versions(model: Any) -> Subquery:
    """Language and address of all versions that anybody may see."""
    versions = model.objects.disclosed().filter(translation_key=OuterRef("translation_key"))
    row = JSONObject(language=F("locale__language_code"), url_path=F("url_path"))
    return Subquery(
        versions.order_by().values("translation_key").annotate(rows=RowsAsJson(row)).values("rows")
    )


def _by_language(versions: str | None) -> dict[str, str]:
    return {row["language"]: row["url_path"] for row in json.loads(versions or "[]")}


def _cleared_title(page: Page) -> Subquery:
    """Asked for along the way: the pages below name this one at the start of their paths."""
    title = KeyTextTransform("title", "clearance__content__fields")
    rows = type(page)._base_manager.filter(pk=page.pk)
    return Subquery(rows.annotate(cleared_title=title).values("cleared_title"))
