"""All rows and counts made anew, a few hundred at a time: a site of any size needs the same memory.

Rows that are right are left alone, so that who asks what changed since is told of nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.projection import CategoryCount, PublicEntry
from wagtail_disclosure.catalog.projection import writing
from wagtail_disclosure.catalog.projection.searched import write_searched


@dataclass(frozen=True)
class Rebuilt:
    """How many rows there are, and how many rows and counts were not as they should be."""

    rows: int
    changed_rows: int
    changed_counts: int
    changed_searched: int


def rebuild() -> Rebuilt:
    """Safe while others publish, and once more after it was interrupted."""
    changed = sum(writing.write(keys) for keys in chunks_of_entries())
    counts = sum(writing.recount(keys) for keys in chunks_of_categories())
    terms = sum(write_searched(keys) for keys in chunks_of_entries())
    return Rebuilt(PublicEntry.objects.count(), changed, counts, terms)


def chunks_of_entries() -> Iterator[list[Any]]:
    """The keys of all entries; a row has none but these."""
    return _chunks(EntryPage._base_manager.all())


def chunks_of_categories() -> Iterator[list[Any]]:
    """The keys of all pages that have a count or should have one."""
    counted = CategoryCount.objects.values_list("category", flat=True)
    listed = PublicEntry.objects.values_list("category", flat=True)
    keys = sorted(set(counted.distinct()) | set(listed.order_by().distinct()))
    for first in range(0, len(keys), writing.AT_ONCE):
        yield keys[first : first + writing.AT_ONCE]


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    while keys := list(ordered.filter(pk__gt=last)[: writing.AT_ONCE]):
        yield keys
        last = keys[-1]
