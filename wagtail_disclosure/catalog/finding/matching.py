"""Which entries have the words, as a condition for the rows that say what is public."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale

from wagtail_disclosure.catalog.finding.criteria import Criteria
from wagtail_disclosure.catalog.finding.ranking import RankedKeys, keys_with
from wagtail_disclosure.catalog.models import EntryPage, PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core.search.terms import are_kept

# From a search server of another kind come keys, of which a database takes only so many.
MOST_KEYS = 10_000


def public_rows(locale: Locale, words: str = "") -> PublicEntryQuerySet:
    """What is disclosed in a language, and has the words where any are given."""
    rows = PublicEntry.objects.disclosed().filter(locale=locale)
    return rows.filter(entry__in=_keys_with(words)) if words else rows


def ranked(rows: PublicEntryQuerySet, criteria: Criteria) -> Any:
    """The keys of these rows, to be sliced, those first that fit the words best."""
    if are_kept():
        return RankedKeys(rows, criteria.words)
    # Search backends understand plain conditions only, so the rows come as a set of keys.
    entries = EntryPage.objects.filter(pk__in=rows.order_by().values("pk"))
    return _KeysOf(entries.only("path").search(criteria.words))


@dataclass(frozen=True)
class _KeysOf:
    found: Any

    def __getitem__(self, asked: slice) -> list[Any]:
        return [entry.pk for entry in self.found[asked]]


def _keys_with(words: str) -> Any:
    if are_kept():
        return keys_with(words)
    found = EntryPage.objects.all().search(words, order_by_relevance=False)
    if hasattr(found, "get_queryset"):
        return found.get_queryset().order_by().values("pk")
    return [entry.pk for entry in found[:MOST_KEYS]]
