"""The disclosure log as visitors read it: filtered, a page at a time, as it was cleared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models.law import OUTCOME_NAMES
from wagtail_disclosure.core.search.questions import read_question
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.outcomes import RELEASING

SHOWN = ("title", "slug", "asked", "outcome", "answered_on", "responsible_unit")
# Of what has the words, so many are looked at; whoever finds more adds another word.
MOST_FOUND = 1000


@dataclass(frozen=True)
class LogRow:
    """An entry in the list; ``language`` is its code."""

    title: str
    asked: str
    url: str
    outcome: str
    answered_on: date | None
    unit: str
    language: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for: words, a year, a kind of outcome; what is nonsense is left out."""

    words: str = ""
    year: int | None = None
    outcome: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.year or self.outcome)


@dataclass(frozen=True)
class Log:
    """One page of the log, and what it can be narrowed to."""

    rows: PaginatorPage
    asked: Asked
    years: list[int]
    outcomes: list[tuple[str, str]]


def read_log(log: Any, entries: Any, request: HttpRequest) -> Log:
    """The asked-for page (``?q=&year=&outcome=&page=``) of ``entries`` below ``log``."""
    shown = entries_of(log, entries)
    asked = read_asked(request.GET)
    found = _narrowed(shown, entries, asked)
    page = Paginator(_for_listing(found), conf.entries_per_page()).get_page(request.GET.get("page"))
    # Past the guard a row may have got the clearance of another: that one has another address.
    own = [row for row in page.object_list if row.slug == row.cleared["slug"]]
    page.object_list = [_row_of(row, log, request) for row in own]
    years = shown.order_by().dates("answered_on", "year", order="DESC")
    outcomes = [(kind.value, str(OUTCOME_NAMES[kind])) for kind in RELEASING]
    return Log(rows=page, asked=asked, years=[day.year for day in years], outcomes=outcomes)


def entries_of(log: Any, entries: Any) -> PageQuerySet:
    """The disclosed entries of ``log`` and its versions in other languages, each answer once.

    In the language of ``log``; where there is none yet, in the site's default one, else in any.
    """
    versions = type(log).objects.filter(translation_key=log.translation_key)
    below = [Q(path__startswith=path) for path in versions.values_list("path", flat=True)]
    disclosed = entries.disclosed()
    known = disclosed.order_by().filter(translation_key=OuterRef("translation_key"), alias_of=None)
    default = Locale.objects.filter(language_code=conf.default_language()).values("pk")[:1]
    is_own, is_default = Q(locale=log.locale_id), Q(locale=default)
    has_own = Exists(known.filter(is_own))
    has_better = Exists(known.filter(is_own | is_default | Q(pk__lt=OuterRef("pk"))))
    shown = disclosed.filter(reduce(or_, below), alias_of=None)
    return shown.filter(is_own | (is_default & ~has_own) | (~is_default & ~has_better))


def read_asked(query: Mapping[str, str]) -> Asked:
    """What somebody asks the log for."""
    year, outcome = query.get("year", ""), query.get("outcome", "")
    is_year = len(year) == len("2026") and year.isascii() and year.isdigit() and year > "0000"
    return Asked(
        words=read_question(query.get("q", "")).words,
        year=int(year) if is_year else None,
        outcome=outcome if outcome in [kind.value for kind in RELEASING] else "",
    )


def crumb_of_log(entry: Page, logs: PageQuerySet, request: HttpRequest) -> list[dict[str, str]]:
    """Title and address of the log that ``entry`` is in, if it is among ``logs`` (one query)."""
    rows = logs.filter(path=entry.path[: -Page.steplen]).annotate(cleared=cleared_values("title"))
    return [
        {"title": row["cleared"]["title"], "url": _address_of(row["url_path"], request)}
        for row in rows.values("url_path", "cleared")
    ]


def _narrowed(shown: PageQuerySet, entries: Any, asked: Asked) -> PageQuerySet:
    if asked.year:
        shown = shown.filter(answered_on__year=asked.year)
    if asked.outcome:
        shown = shown.filter(outcome__kind=asked.outcome)
    if asked.words:
        # Search backends understand plain conditions only, so the rows come as a set of keys.
        among = entries.filter(pk__in=shown.order_by().values("pk"))
        keys = [found.pk for found in among.search(asked.words)[:MOST_FOUND]]
        shown = shown.filter(pk__in=keys)
    return shown


def _for_listing(entries: PageQuerySet) -> PageQuerySet:
    ordered = entries.order_by("-answered_on", "-pk").annotate(cleared=cleared_values(*SHOWN))
    return ordered.select_related("outcome", "responsible_unit", "locale").defer("answered")


def _row_of(entry: Any, log: Any, request: HttpRequest) -> LogRow:
    """What was cleared is shown, whatever was written past the guard."""
    cleared = entry.cleared
    has_cleared_unit = entry.responsible_unit_id == cleared["responsible_unit"]
    is_own = entry.locale_id == log.locale_id
    return LogRow(
        title=cleared["title"],
        asked=cleared["asked"] or "",
        url=_address_of(entry.url_path, request) if is_own else entry.get_untranslated_url(),
        outcome=str(entry.outcome) if entry.outcome_id == cleared["outcome"] else "",
        answered_on=date.fromisoformat(cleared["answered_on"]),
        unit=str(entry.responsible_unit or "") if has_cleared_unit else "",
        language=entry.locale.language_code,
    )


def _address_of(url_path: str, request: HttpRequest | None) -> str:
    return Page(url_path=url_path).get_url(request) or ""
