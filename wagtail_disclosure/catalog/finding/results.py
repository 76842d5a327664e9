"""A search as its page shows it: facets to choose from, hits, and where the words are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.db.models import F
from django.http import HttpRequest
from wagtail.models import Locale

from wagtail_disclosure.catalog.finding import facets, names
from wagtail_disclosure.catalog.finding.criteria import (
    FACETS,
    OLDEST,
    RELEVANCE,
    TITLE,
    Criteria,
)
from wagtail_disclosure.catalog.finding.excerpts import Excerpt, excerpts_of
from wagtail_disclosure.catalog.finding.facets import Counted
from wagtail_disclosure.catalog.finding.matching import (
    Narrowing,
    countable_rows,
    public_rows,
    ranked,
)
from wagtail_disclosure.catalog.listings import (
    SHOWN,
    EntryRow,
    KnownCountPaginator,
    for_listing,
    rows_of,
)
from wagtail_disclosure.catalog.models import PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core import conf

# So many values of a facet are seen at once; the others are a click away.
AT_FIRST = 8
OPEN_AT_FIRST = frozenset({"class", "category", "year"})
IN_ORDER_OF_NAMES = frozenset({"class", "category", "year", "validity"})


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many hits there would be with it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values: those that are ``shown`` at once, and ``more``."""

    name: str
    label: str
    shown: Sequence[Option]
    more: Sequence[Option]

    @property
    def is_open(self) -> bool:
        """Whether its values are seen without a click."""
        is_chosen = any(option.is_chosen for option in self.shown)
        return is_chosen or self.name in OPEN_AT_FIRST


@dataclass(frozen=True)
class Choice:
    """A value that was chosen; ``url`` leads to the search without it."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True)
class Hit:
    """An entry that was found; ``excerpt`` has the words where the title does not."""

    entry: EntryRow
    excerpt: Excerpt | None


@dataclass(frozen=True)
class Results:
    """Everything that the page of a search shows."""

    criteria: Criteria
    unknown: Sequence[str]
    count: int
    facets: Sequence[Facet]
    choices: Sequence[Choice]
    page: PaginatorPage


def search(criteria: Criteria, locale: Locale, request: HttpRequest, *, day: date) -> Results:
    """Find, count, and show the asked-for page (``?page=``) of what is disclosed."""
    rows = countable_rows(locale, criteria.words)
    counted = facets.count(rows, criteria, locale=locale, day=day, request=request)

    def narrowed(rows: PublicEntryQuerySet) -> PublicEntryQuerySet:
        return facets.having(rows, counted.criteria, counted.names, day)

    return Results(
        criteria=counted.criteria,
        unknown=counted.unknown,
        count=counted.tally.total,
        facets=list(_facets(counted)),
        choices=list(_choices(counted)),
        page=_page(_listed(counted.criteria, locale, narrowed), counted, request),
    )


def in_order(rows: PublicEntryQuerySet, order: str) -> PublicEntryQuerySet:
    """``rows`` by day or title; what has no known day comes last."""
    if order == OLDEST:
        return rows.order_by(F("public_on").asc(nulls_last=True), "entry")
    if order == TITLE:
        return rows.order_by("title", "entry")
    return rows.newest_first()


def _listed(criteria: Criteria, locale: Locale, narrowed: Narrowing) -> Any:
    """Keys where the best come first, else rows."""
    if criteria.used_order == RELEVANCE:
        return ranked(locale, criteria.words, narrowed)
    found = narrowed(public_rows(locale, criteria.words))
    return _shown(in_order(found, criteria.used_order))


def _page(listed: Any, counted: Counted, request: HttpRequest) -> PaginatorPage:
    criteria, total = counted.criteria, counted.tally.total
    paginator = KnownCountPaginator(listed, conf.entries_per_page(), count=total)
    page = paginator.get_page(request.GET.get("page"))
    by_rank = criteria.used_order == RELEVANCE
    rows = _by_key(page.object_list) if by_rank else list(page.object_list)
    texts = excerpts_of(rows, criteria.words)
    page.object_list = [
        Hit(entry, texts.get(row.pk))
        for row, entry in zip(rows, rows_of(rows, request), strict=True)
    ]
    return page


def _by_key(keys: Sequence[Any]) -> list[PublicEntry]:
    rows = _shown(PublicEntry.objects.disclosed()).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _shown(rows: PublicEntryQuerySet) -> PublicEntryQuerySet:
    return for_listing(rows).only(*SHOWN, "clearance")


def _facets(counted: Counted) -> Iterator[Facet]:
    for facet in FACETS:
        options = _options(facet, counted)
        if len(options) > 1 or any(option.is_chosen for option in options):
            shown, more = options[:AT_FIRST], options[AT_FIRST:]
            yield Facet(facet, str(names.LABELS[facet]), shown, more)


def _options(facet: str, counted: Counted) -> list[Option]:
    counts, chosen = counted.tally.counts[facet], counted.criteria.of(facet)
    options = [
        Option(value, label, counts.get(value, 0), value in chosen)
        for value, label in counted.names[facet].labels.items()
        if counts.get(value) or value in chosen
    ]
    if facet not in IN_ORDER_OF_NAMES:
        options.sort(key=lambda option: -option.count)
    if len(options) > AT_FIRST:
        # What was chosen must not be out of sight.
        options.sort(key=lambda option: not option.is_chosen)
    return options


def _choices(counted: Counted) -> Iterator[Choice]:
    criteria = counted.criteria
    for facet in FACETS:
        for value in criteria.of(facet):
            label = counted.names[facet].labels[value]
            url = f"?{criteria.without(facet, value).urlencode()}"
            yield Choice(str(names.LABELS[facet]), label, url)
