"""Entries as rows of a public list, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core import conf
from wagtail_disclosure.rules.classification import DisclosureClass

# What a row shows; the rest isn't fetched.
SHOWN = (
    "title",
    "summary",
    "index_number",
    "document_number",
    "created_on",
    "public_on",
    "responsible_unit",
    "disclosure_class",
    "locale",
)


@dataclass(frozen=True)
class EntryRow:
    """An entry as a list shows it; ``url`` leads to its page."""

    title: str
    url: str
    summary: str
    index_number: str
    document_number: str
    created_on: date | None
    published_on: date | None
    unit: str
    disclosure_class: DisclosureClass
    class_name: str

    @property
    def on_request(self) -> bool:
        return self.disclosure_class is DisclosureClass.ON_REQUEST


class KnownCountPaginator(Paginator):
    """A paginator that was told how many rows there are, and so does not ask the database."""

    def __init__(self, rows: Any, per_page: int, *, count: int):
        super().__init__(rows, per_page)
        self.count = count


def for_listing(rows: PublicEntryQuerySet) -> PublicEntryQuerySet:
    """``rows`` with what a list shows of them, and without what it doesn't."""
    shown = rows.select_related("responsible_unit").only(*SHOWN)
    return shown.annotate(url_path=F("entry__url_path"))


def rows_of(rows: Iterable[Any], request: HttpRequest | None) -> list[EntryRow]:
    return [_row_of(row, request) for row in rows]


def page_of_category(
    listed: PublicEntryQuerySet, category: Any, request: HttpRequest, *, count: int
) -> PaginatorPage:
    """The asked-for page (``?page=``) of what is ``listed`` right below a category.

    A number too high gives the last page, nonsense the first.
    """
    below = listed.right_below(category)
    paginator = KnownCountPaginator(below, conf.entries_per_page(), count=count)
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = rows_of(page.object_list, request) if count else []
    return page


def _row_of(row: Any, request: HttpRequest | None) -> EntryRow:
    kind = DisclosureClass(row.disclosure_class)
    return EntryRow(
        title=row.title,
        url=address_of(row.url_path, request),
        summary=row.summary,
        index_number=row.index_number,
        document_number=row.document_number,
        created_on=row.created_on,
        published_on=row.public_on,
        unit=str(row.responsible_unit) if row.responsible_unit else "",
        disclosure_class=kind,
        class_name=str(CLASS_NAMES[kind]),
    )
