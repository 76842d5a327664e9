"""The numbers at the top of the report, each with the address of its rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.http import urlencode
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.catalog.translation_status.levels import (
    Level,
    Scope,
    levels,
    with_depth,
)
from wagtail_disclosure.review.translations.states import (
    TranslationState,
    keys_in_review,
    with_states,
)

Keys = dict[str, list[str]]


@dataclass(frozen=True)
class Cell:
    """How many rows of a level are in a state, and the query of the report that lists them."""

    count: int
    name: str
    query: str


@dataclass(frozen=True)
class Line:
    """One level in one language; ``done`` in whole percent, rounded down."""

    level: Level
    total: int
    done: int
    query: str
    cells: list[Cell]


@dataclass(frozen=True)
class LanguageTotals:
    locale: Locale
    name: str
    lines: list[Line]


def totals_for(user: Any, locales: list[Locale]) -> list[LanguageTotals]:
    """Of each language into which anything is to be translated.

    The number of queries depends on the number of types and languages only.
    """
    scope, in_review = Scope.of(user), keys_in_review()
    found = [
        LanguageTotals(locale, locale.get_display_name(), list(_lines(scope, locale, in_review)))
        for locale in locales
    ]
    return [totals for totals in found if totals.lines]


def _lines(scope: Scope, locale: Locale, in_review: Keys) -> Iterator[Line]:
    counts: dict[type[Any], Counter[tuple[int, str]]] = {}
    for level in levels():
        if level.model not in counts:
            counts[level.model] = _counts(scope.rows(level.model), locale, in_review)
        states = {
            state.value: counts[level.model][level.depth or 0, state.value]
            for state in TranslationState
        }
        if total := sum(states.values()):
            yield _line(level, locale, states, total)


def _counts(rows: QuerySet[Any], locale: Locale, in_review: Keys) -> Counter[tuple[int, str]]:
    rows = with_states(rows, locale, in_review=in_review)
    is_category = rows.model is CategoryPage
    rows = with_depth(rows) if is_category else rows.annotate(category_depth=Value(0))
    grouped = rows.order_by().values("category_depth", "translation_state")
    return Counter(
        {
            (row["category_depth"], row["translation_state"]): row["number"]
            for row in grouped.annotate(number=Count("pk"))
        }
    )


def _line(level: Level, locale: Locale, states: dict[str, int], total: int) -> Line:
    place = {"language": locale.language_code, "level": level.name}
    cells = [
        Cell(states[state.value], str(state.label), urlencode({**place, "state": state.value}))
        for state in TranslationState
    ]
    done = states[TranslationState.PUBLISHED.value] * 100 // total
    return Line(level, total, done, urlencode(place), cells)
