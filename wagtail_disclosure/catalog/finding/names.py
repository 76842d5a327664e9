"""What the values of facets are called, in addresses and to readers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.classes import CLASS_NAMES, PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, Genre, SubjectClass
from wagtail_disclosure.catalog.models.description import VALIDITY_NAMES
from wagtail_disclosure.core.file_checks import CONTENT_TYPES
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass

LABELS = {
    "class": _("Disclosure class"),
    "category": _("Category"),
    "body": pgettext_lazy("facet", "Issuing body"),
    "unit": _("Responsible unit"),
    "year": pgettext_lazy("facet", "Year of publication"),
    "validity": _("Validity"),
    "subject": _("Subject class"),
    "genre": _("Genre"),
    "format": pgettext_lazy("facet", "File format"),
}
TERMS = {"body": PublicBody, "unit": Unit, "subject": SubjectClass, "genre": Genre}
YEARS = range(1000, 10_000)


@dataclass(frozen=True)
class Names:
    """``codes`` are for addresses, by what the rows have; ``labels`` for readers, by code."""

    codes: Mapping[Any, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def keys_of(self, codes: Collection[str]) -> list[Any]:
        """What the rows have, for the values of an address."""
        return [key for key, code in self.codes.items() if code in codes]


def same(labels: Mapping[str, Any]) -> Names:
    """Names of values that are in the rows as they are in addresses."""
    return Names({code: code for code in labels}, {code: str(n) for code, n in labels.items()})


def names_of_classes() -> Names:
    return same({value: CLASS_NAMES[DisclosureClass(value)] for value, _name in PAGE_CLASS_CHOICES})


def names_of_validities() -> Names:
    return same({kind.value: name for kind, name in VALIDITY_NAMES.items()})


def names_of_years(seen: Collection[int], chosen: Collection[str]) -> Names:
    """Any year can be asked for; the latest come first."""
    typed = (int(value) for value in chosen if value.isascii() and value.isdecimal())
    asked = {year for year in typed if year in YEARS}
    years = sorted({*filter(None, seen), *asked}, reverse=True)
    return Names({year: str(year) for year in years}, {str(year): str(year) for year in years})


def names_of_formats(seen: Collection[str]) -> Names:
    kinds = sorted({*CONTENT_TYPES, *(kind for kinds in seen for kind in split_formats(kinds))})
    return same({kind: kind.upper() for kind in kinds})


def split_formats(framed: str) -> tuple[str, ...]:
    """The kinds of files in a row."""
    return tuple(filter(None, framed.split(",")))


def names_of_terms(
    seen: Mapping[str, Collection[Any]], chosen: Mapping[str, Collection[str]]
) -> dict[str, Names]:
    """By facet: the terms that rows name, and those that were chosen (one query for all)."""
    found: dict[str, list[tuple[Any, str, str]]] = {facet: [] for facet in TERMS}
    first, *others = (
        _terms(facet, Q(pk__in=set(seen[facet]) - {None}) | Q(code__in=chosen.get(facet, ())))
        for facet in TERMS
    )
    for key, code, name, facet in first.union(*others, all=True):
        found[facet].append((key, code, str(name)))
    return {facet: _sorted(terms) for facet, terms in found.items()}


def _terms(facet: str, which: Q) -> QuerySet[Any]:
    named = TERMS[facet].objects.filter(which).order_by()
    return named.values_list("pk", "code", "name", Value(facet, output_field=CharField()))


def _sorted(terms: Iterable[tuple[Any, str, str]]) -> Names:
    ordered = sorted(terms, key=lambda term: (term[2], term[1]))
    codes = {key: code for key, code, _name in ordered}
    return Names(codes, {code: name for _key, code, name in ordered})


def names_of_categories(locale: Locale) -> Names:
    """The public categories on the first level, by their paths and as they were cleared."""
    # Not filtered: SQLite would read all pages in the language to find the catalog among them.
    in_language = Case(When(locale=locale, then=0), default=1)
    levels = CatalogPage.objects.disclosed().order_by(in_language, "path").values("depth")[:1]
    level: Any = Subquery(levels) + 1
    if connection.vendor == "postgresql":
        # A query of its own: PostgreSQL expects many pages on a level that it does not know.
        level = sum(row["depth"] + 1 for row in levels)
    categories = CategoryPage.objects.disclosed().filter(locale=locale, depth=level)
    cleared = categories.annotate(cleared=cleared_values("title", "code", "slug"))
    found = [
        (path, values["code"] or values["slug"], values["title"])
        for path, values in cleared.order_by("path").values_list("path", "cleared")
    ]
    codes = {path: code for path, code, _title in found}
    return Names(codes, {code: title for _path, code, title in found})


def path_length(names: Names) -> int:
    """How much of a path tells the category on the first level."""
    return len(next(iter(names.codes), "")) or Page.steplen
