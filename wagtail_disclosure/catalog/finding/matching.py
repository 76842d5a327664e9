"""Which entries have the words, as a condition for the rows that say what is public."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale

from wagtail_disclosure.catalog.finding.ranking import RankedKeys, keys_with, with_words
from wagtail_disclosure.catalog.models import EntryPage, PublicEntry, SearchedEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core.search.terms import Words, are_kept

Narrowing = Callable[[PublicEntryQuerySet], PublicEntryQuerySet]
# From a search server of another kind come keys, of which a database takes only so many.
MOST_KEYS = 10_000


def public_rows(locale: Locale, words: str = "") -> PublicEntryQuerySet:
    """What is disclosed in a language, and has the words where any are given."""
    rows = PublicEntry.objects.disclosed().filter(locale=locale)
    return rows.filter(entry__in=_keys_with(words)) if words else rows


def countable_rows(locale: Locale, words: str = "") -> PublicEntryQuerySet:
    """The same for whom ``CountedFields`` are enough."""
    if words and are_kept():
        return with_words(SearchedEntry.objects.disclosed().filter(locale=locale), Words(words))
    return public_rows(locale, words)


def ranked(locale: Locale, words: str, narrowed: Narrowing = lambda rows: rows) -> Any:
    """The keys of what is disclosed and fits, to be sliced, those that fit the words best first."""
    if are_kept():
        return RankedKeys(narrowed(SearchedEntry.objects.filter(locale=locale)), words)
    # Search backends understand plain conditions only, so the rows come as a set of keys.
    rows = narrowed(public_rows(locale)).order_by().values("pk")
    return _KeysOf(EntryPage.objects.filter(pk__in=rows).only("path").search(words))


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
