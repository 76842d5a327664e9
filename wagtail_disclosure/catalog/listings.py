"""Entries as rows of a public list, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import HttpRequest

from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.querysets import EntryQuerySet
from wagtail_disclosure.core import conf
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass

CLEARED = (
    "title",
    "summary",
    "index_number",
    "document_number",
    "created_on",
    "published_on",
    "responsible_unit",
    "disclosure_class",
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


def for_listing(entries: EntryQuerySet) -> EntryQuerySet:
    """``entries`` with what a row shows and without what it doesn't.

    What was cleared is shown, whatever was written past the guard.
    """
    shown = entries.with_public_on().annotate(cleared=cleared_values(*CLEARED))
    return shown.select_related("responsible_unit").defer("body", "class_reason")


def rows_of(entries: Iterable[Any], request: HttpRequest | None) -> list[EntryRow]:
    return [_row_of(entry, request) for entry in entries]


def page_of_category(
    entries: EntryQuerySet, category: Any, request: HttpRequest, *, count: int
) -> PaginatorPage:
    """The asked-for page (``?page=``) of the ``entries`` right below a category, newest first.

    A number too high gives the last page, nonsense the first.
    """
    below = entries.filter(path__startswith=category.path, depth=category.depth + 1)
    paginator = KnownCountPaginator(
        for_listing(below.newest_first()), conf.entries_per_page(), count=count
    )
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = rows_of(page.object_list, request)
    return page


def _row_of(entry: Any, request: HttpRequest | None) -> EntryRow:
    cleared = entry.cleared
    kind = DisclosureClass(cleared["disclosure_class"])
    has_cleared_unit = entry.responsible_unit_id == cleared["responsible_unit"]
    stated_day = _day(cleared["published_on"])
    return EntryRow(
        title=cleared["title"],
        url=entry.get_url(request) or "",
        summary=cleared["summary"] or "",
        index_number=cleared["index_number"] or "",
        document_number=cleared["document_number"] or "",
        created_on=_day(cleared["created_on"]),
        published_on=stated_day or (None if entry.published_on else entry.public_on),
        unit=str(entry.responsible_unit) if has_cleared_unit else "",
        disclosure_class=kind,
        class_name=str(CLASS_NAMES[kind]),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
