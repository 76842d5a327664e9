"""What a start page shows of the catalog, in few queries."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from wagtail_disclosure.catalog.listings import EntryRow, for_listing, rows_of
from wagtail_disclosure.catalog.models import CatalogPage, PublicEntry
from wagtail_disclosure.catalog.models.categories import read_catalog
from wagtail_disclosure.catalog.tree import (
    Totals,
    Tree,
    read_totals,
    remember_catalog,
    remembered_catalog,
)
from wagtail_disclosure.core.shell import public_places

NEWEST = 5


@dataclass(frozen=True)
class FrontPage:
    """The catalog seen from the start page; ``tree`` is None where there is no public catalog."""

    catalog: CatalogPage | None = None
    tree: Tree | None = None
    totals: Totals | None = None
    newest: list[EntryRow] = field(default_factory=list)
    published_in_year: int = 0


def current_catalog(request: HttpRequest | None) -> CatalogPage | None:
    """The public catalog in the active language; asked for once per request."""
    known = remembered_catalog(request)
    if known is not None:
        return known
    place = public_places(request).get("catalog")
    if place is None or not place.is_translated:
        return None
    remember_catalog(place.page, request)
    return place.page


def front_page(request: HttpRequest, *, year: int, newest: int = NEWEST) -> FrontPage:
    """Tree, numbers and the ``newest`` entries of the catalog in the active language."""
    catalog = current_catalog(request)
    if catalog is None:
        return FrontPage()
    # All of them are below the catalog of their language; asked for by it, an index sorts them.
    entries = PublicEntry.objects.disclosed().filter(locale=catalog.locale_id).below(catalog)
    tree = read_catalog(catalog, request)
    totals = read_totals(catalog, tree, year=year)
    return FrontPage(
        catalog=catalog,
        tree=tree,
        totals=totals,
        newest=rows_of(for_listing(entries.newest_first())[:newest], request),
        published_in_year=totals.in_year,
    )
