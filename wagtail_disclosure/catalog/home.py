"""What a start page shows of the catalog, in few queries."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, Window
from django.http import HttpRequest
from django.utils import translation
from wagtail.coreutils import get_supported_content_language_variant

from wagtail_disclosure.catalog.listings import EntryRow, for_listing, rows_of
from wagtail_disclosure.catalog.models import CatalogPage, EntryPage
from wagtail_disclosure.catalog.models.categories import read_catalog
from wagtail_disclosure.catalog.tree import Tree, remember_catalog, remembered_catalog
from wagtail_disclosure.core import conf

NEWEST = 5


@dataclass(frozen=True)
class FrontPage:
    """The catalog seen from the start page; ``tree`` is None where there is no public catalog."""

    catalog: CatalogPage | None = None
    tree: Tree | None = None
    newest: list[EntryRow] = field(default_factory=list)
    published_in_year: int = 0


def current_catalog(request: HttpRequest | None) -> CatalogPage | None:
    """The public catalog in the active language; asked for once per request."""
    known = remembered_catalog(request)
    if known is not None:
        return known
    catalogs = CatalogPage.objects.disclosed().filter(locale__language_code=active_language())
    catalog = catalogs.order_by("path").first()
    if catalog is not None:
        remember_catalog(catalog, request)
    return catalog


def front_page(request: HttpRequest, *, year: int, newest: int = NEWEST) -> FrontPage:
    """Tree, numbers and the ``newest`` entries of the catalog in the active language."""
    catalog = current_catalog(request)
    if catalog is None:
        return FrontPage()
    entries = EntryPage.objects.disclosed().filter(path__startswith=catalog.path)
    # Counted beside the newest rows: the number of the year costs no query of its own.
    in_year = Window(Count("pk", filter=Q(public_on__year=year)))
    rows = list(for_listing(entries.newest_first()).annotate(in_year=in_year)[:newest])
    return FrontPage(
        catalog=catalog,
        tree=read_catalog(catalog, request),
        newest=rows_of(rows, request),
        published_in_year=rows[0].in_year if rows else 0,
    )


def active_language() -> str:
    """The content language that the active language stands for."""
    try:
        return get_supported_content_language_variant(translation.get_language())
    except LookupError:
        return conf.default_language()
