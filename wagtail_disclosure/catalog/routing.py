"""From an address to a page of the catalog in one query, however deep the catalog is.

Wagtail itself asks twice for each level.
"""

import json
from functools import cache
from itertools import accumulate
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import JSONObject
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.child_rows import RowsAsJson, rows_below, take_rows
from wagtail_disclosure.catalog.subtree import within
from wagtail_disclosure.core.restrictions import is_restricted

CATEGORY = "disclosure_category"
ENTRY = "disclosure_entry"
TYPES = (CATEGORY, ENTRY)
# Joined so that a page comes with everything that it shows.
JOINED = (
    "locale",
    "disclosure_category__clearance",
    "disclosure_category__responsible_unit",
    "disclosure_entry__clearance",
    "disclosure_entry__responsible_unit",
    "disclosure_entry__issuing_body",
    "disclosure_entry__subject_class",
    "disclosure_entry__genre",
    "disclosure_entry__disclosure_basis",
)


def find_below(page: Page, path_components: list[str]) -> tuple[Any, list[str]] | None:
    """The deepest page below ``page`` that the address names, and what is left of the address.

    ``page`` gets its title as it was cleared, ``cleared_title``. The page that was found gets what
    its own page shows of others: whether ``any_restricted`` page is on the site, the
    ``categories_above`` it if not, and ``public_versions``, addresses by language.
    """
    steps = [f"{component}/" for component in path_components]
    addresses = list(accumulate(steps, initial=page.url_path))[1:]
    along = list(
        _pages()
        # Of the two conditions Wagtail has an index for the names.
        .filter(slug__in=path_components, url_path__in=addresses)
        .filter(within(page))
        .annotate(title_of_start=_cleared_title(page))
        .order_by("depth")
    )
    if not along:
        return None
    found = along[-1]
    page.cleared_title = found.title_of_start
    specific = _specific(found)
    specific.any_restricted = found.any_restricted
    specific.public_versions = _by_language(found.public_versions)
    if not found.any_restricted:
        above = [getattr(other, CATEGORY, None) for other in along[:-1]]
        if all(above):
            specific.categories_above = above
    return specific, path_components[found.depth - page.depth :]


@cache
def _pages() -> PageQuerySet:
    """Pages with all that comes along; put together once, for that takes longer than the query."""
    return Page.objects.annotate(
        any_restricted=Exists(PageViewRestriction.objects.all()),
        public_versions=_public_versions(),
        **rows_below(),
    ).select_related(*JOINED)


def _public_versions() -> Subquery:
    """Language and address of all versions that anybody may see."""
    sealed = [
        ~Q(**{f"{name}__cleared_fingerprint": ""}) & Q(**{f"{name}__clearance__isnull": False})
        for name in TYPES
    ]
    versions = Page._base_manager.filter(
        ~is_restricted(),
        sealed[0] | sealed[1],
        translation_key=OuterRef("translation_key"),
        live=True,
    )
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


def _specific(page: Page) -> Any:
    for name in TYPES:
        joined = getattr(page, name, None)
        # An agency's own type may derive from one of ours.
        if joined is not None and type(joined) is page.specific_class:
            if name == ENTRY:
                take_rows(joined, page)
            return joined
    return page.specific
