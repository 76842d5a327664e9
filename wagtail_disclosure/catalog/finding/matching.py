"""Which entries have the words, as a condition for the rows that say what is public."""

from typing import Any

from wagtail.models import Locale

from wagtail_disclosure.catalog.finding.criteria import Criteria
from wagtail_disclosure.catalog.models import EntryPage, PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet

# From a search server of another kind come keys, of which a database takes only so many.
MOST_KEYS = 10_000


def public_rows(locale: Locale, words: str = "") -> PublicEntryQuerySet:
    """What is disclosed in a language, and has the words where any are given."""
    rows = PublicEntry.objects.disclosed().filter(locale=locale)
    return rows.filter(entry__in=_keys_with(words)) if words else rows


def ranked(rows: PublicEntryQuerySet, criteria: Criteria) -> Any:
    """The keys of these rows, those first that fit the words best."""
    # Search backends understand plain conditions only, so the rows come as a set of keys.
    entries = EntryPage.objects.filter(pk__in=rows.order_by().values("pk"))
    return entries.only("path").search(criteria.words)


def _keys_with(words: str) -> Any:
    found = EntryPage.objects.all().search(words, order_by_relevance=False)
    if hasattr(found, "get_queryset"):
        return found.get_queryset().order_by().values("pk")
    return [entry.pk for entry in found[:MOST_KEYS]]
