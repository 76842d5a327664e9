"""Facets: what a search finds, counted by what it is.

The database counts once, by all facets together; how many each value of each facet has follows from
these combinations. So a search costs the same queries whatever is chosen.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, Expression, F, Q, Value, When
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.finding import names
from wagtail_disclosure.catalog.finding.criteria import FACETS, Criteria
from wagtail_disclosure.catalog.finding.names import Names
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core.page_cache.remembering import remembered
from wagtail_disclosure.rules.validity import Validity

# A combination of values, one tuple of them for each facet, and how many entries have it.
Combination = tuple[tuple[tuple[str, ...], ...], int]


@dataclass(frozen=True)
class Tally:
    """How many entries a search finds, and by facet and value, how many each would leave.

    The numbers of a facet are counted as if nothing of that facet were chosen.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]


def tally(combinations: Iterable[Combination], chosen: Mapping[str, Collection[str]]) -> Tally:
    """Values of one facet are alternatives; all facets have to fit."""
    wanted = [frozenset(chosen.get(facet, ())) for facet in FACETS]
    counters: list[Counter[str]] = [Counter() for _facet in FACETS]
    total = 0
    for values, number in combinations:
        misfits = [
            place
            for place, (has, wants) in enumerate(zip(values, wanted, strict=True))
            if wants and wants.isdisjoint(has)
        ]
        if len(misfits) > 1:
            continue
        total += 0 if misfits else number
        for place in misfits or range(len(FACETS)):
            for value in values[place]:
                counters[place][value] += number
    return Tally(total, dict(zip(FACETS, counters, strict=True)))


def validity_of_rows(day: date) -> Expression:
    """As ``rules.validity.validity_on`` has it; empty where nothing says."""
    has_ended = Q(expires_on=None) | Q(expires_on__lte=day)
    is_repealed = Q(validity=Validity.REPEALED.value) | Q(is_repealed=True)
    is_known = ~Q(validity="") | Q(effective_on__isnull=False) | Q(expires_on__isnull=False)
    return Case(
        When(effective_on__gt=day, then=Value(Validity.NOT_YET.value)),
        When(is_repealed & has_ended, then=Value(Validity.REPEALED.value)),
        When(
            Q(expires_on__lte=day) | Q(expires_on=None, validity=Validity.EXPIRED.value),
            then=Value(Validity.EXPIRED.value),
        ),
        When(
            Q(validity=Validity.AMENDED.value) | Q(is_amended=True),
            then=Value(Validity.AMENDED.value),
        ),
        When(is_known, then=Value(Validity.IN_FORCE.value)),
        default=Value(""),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Counted:
    """A search with its numbers: ``criteria`` as far as they are known, ``unknown`` the rest."""

    criteria: Criteria
    unknown: tuple[str, ...]
    names: Mapping[str, Names]
    tally: Tally


COLUMNS = {
    "class": "disclosure_class",
    "body": "issuing_body",
    "unit": "responsible_unit",
    "year": "year",
    "validity": "validity_then",
    "subject": "subject_class",
    "genre": "genre",
    "format": "formats",
}


def narrow(
    rows: PublicEntryQuerySet, criteria: Criteria, *, locale: Locale, day: date
) -> PublicEntryQuerySet:
    """Those of ``rows`` that have what was chosen; none where that is nothing we know."""
    nothing: dict[str, set[Any]] = {facet: set() for facet in FACETS}
    categories = names.names_of_categories(locale) if criteria.of("category") else Names()
    return having(rows, criteria, _names(nothing, criteria, categories), day)


def having(
    rows: PublicEntryQuerySet, criteria: Criteria, known: Mapping[str, Names], day: date
) -> PublicEntryQuerySet:
    """:func:`narrow` where the names are ``known`` already."""
    fits = Q()
    for facet, values in criteria.chosen.items():
        keys = known[facet].keys_of(values)
        if facet == "category":
            fits &= any_of(Q(entry__path__range=(k, k + "Z" * Page.steplen)) for k in keys)
        elif facet == "format":
            fits &= any_of(Q(formats__contains=f",{key},") for key in keys)
        else:
            fits &= Q(**{f"{COLUMNS[facet]}__in": keys})
    return rows.alias(validity_then=validity_of_rows(day)).filter(fits)


def any_of(conditions: Iterable[Q]) -> Q:
    """What any of the conditions is true of; nothing where there is none."""
    return reduce(or_, conditions, Q(pk__in=()))


def count(
    rows: PublicEntryQuerySet,
    criteria: Criteria,
    *,
    locale: Locale,
    day: date,
    request: HttpRequest | None = None,
) -> Counted:
    """Count ``rows``, which have the words, by every facet (one query, and two for names).

    The numbers are the same whatever is chosen: a site that keeps copies of its pages counts them
    once for each generation.
    """
    about = ("facets", locale.pk, criteria.words, day.isoformat())
    categories, combinations = remembered(about, lambda: _combinations(rows, locale, day), request)
    seen = [{values[place] for values in combinations} for place in range(len(FACETS))]
    known = _names(dict(zip(FACETS, seen, strict=True)), criteria, categories)
    kept = criteria.only({facet: set(known[facet].labels) for facet in FACETS})
    unknown = [v for f in FACETS for v in criteria.of(f) if v not in kept.of(f)]
    coded = [
        (tuple(_codes(f, v, known[f]) for f, v in zip(FACETS, values, strict=True)), number)
        for values, number in combinations.items()
    ]
    return Counted(kept, tuple(unknown), known, tally(coded, kept.chosen))


def _combinations(
    rows: PublicEntryQuerySet, locale: Locale, day: date
) -> tuple[Names, dict[tuple[Any, ...], int]]:
    """The categories that are told apart, and all combinations that ``rows`` have."""
    categories = names.names_of_categories(locale)
    annotated = rows.order_by().annotate(
        category_path=Substr("entry__path", 1, names.path_length(categories)),
        validity_then=validity_of_rows(day),
    )
    columns = [F("category_path") if f == "category" else F(COLUMNS[f]) for f in FACETS]
    named = {f"facet_{place}": column for place, column in enumerate(columns)}
    grouped = annotated.values(**named).annotate(number=Count("pk"))
    found = grouped.values_list(*named, "number")
    return categories, {tuple(values): number for *values, number in found}


def _names(seen: Mapping[str, set[Any]], criteria: Criteria, categories: Names) -> dict[str, Names]:
    return {
        "class": names.names_of_classes(),
        "category": categories,
        "year": names.names_of_years(seen["year"], criteria.of("year")),
        "validity": names.names_of_validities(),
        "format": names.names_of_formats(seen["format"]),
        **names.names_of_terms(seen, criteria.chosen),
    }


def _codes(facet: str, value: Any, known: Names) -> tuple[str, ...]:
    if facet == "format":
        return names.split_formats(value)
    code = known.codes.get(value)
    return (code,) if code else ()
