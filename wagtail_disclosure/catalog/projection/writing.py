"""Rows and counts, written together and in the caller's transaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Page

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.projection import CategoryCount, PublicEntry, SearchedEntry
from wagtail_disclosure.catalog.models.withdrawn import WithdrawnEntry
from wagtail_disclosure.catalog.projection.rows import COMPARED, differ, rows_of
from wagtail_disclosure.catalog.projection.searched import write_searched
from wagtail_disclosure.catalog.subtree import within
from wagtail_disclosure.core.bulk_rows import put_rows, update_rows
from wagtail_disclosure.core.restrictions import is_restricted

# A category, a class and a year.
Place = tuple[Any, str, int]
AT_ONCE = 500

# Keys of entries that became public, while writing is put off.
_put_off: ContextVar[set[Any] | None] = ContextVar("disclosure_projection", default=None)


@contextmanager
def projected_once() -> Iterator[None]:
    """Write the rows of everything disclosed within at the end, in a few statements for all.

    Nothing is written where it ends with an exception: its transaction is taken back.
    """
    batch: set[Any] = set()
    token = _put_off.set(batch)
    try:
        yield
    finally:
        _put_off.reset(token)
    write(batch)


def note(key: Any) -> None:
    """The entry with this key became public or changed: write its row, within a batch later."""
    batch = _put_off.get()
    if batch is None:
        write([key])
    else:
        batch.add(key)


@transaction.atomic(savepoint=False)
def write(keys: Collection[Any]) -> int:
    """Bring the rows of these entries up to date; returns how many were not."""
    changed = 0
    ordered = sorted(keys)
    for first in range(0, len(ordered), AT_ONCE):
        changed += _write(ordered[first : first + AT_ONCE])
    return changed


def _write(keys: list[Any]) -> int:
    _lock_counts(keys)
    wanted = rows_of(keys)
    stored = {row.pk: row for row in PublicEntry.objects.select_for_update().filter(pk__in=keys)}
    gone = stored.keys() - wanted.keys()
    new = [row for key, row in wanted.items() if key not in stored]
    changed = [row for key, row in wanted.items() if key in stored and differ(row, stored[key])]
    now = timezone.now()
    for row in changed:
        row.changed_at = now
    if gone:
        PublicEntry.objects.filter(pk__in=gone).delete()
        SearchedEntry.objects.filter(pk__in=gone).delete()
    if new or changed:
        names = ("entry_id", *COMPARED, "changed_at")
        values = ([getattr(row, name) for name in names] for row in [*new, *changed])
        put_rows(PublicEntry, names, values)
    write_searched([row.pk for row in [*new, *changed]])
    closed = {row.pk for row in changed if row.is_restricted}
    _tell_copies(
        gone=[key for key in gone | closed if not stored[key].is_restricted],
        shown=[row.pk for row in [*new, *changed] if not row.is_restricted],
    )
    before = [stored[key] for key in gone] + [stored[row.pk] for row in changed]
    _count(before=before, after=[*new, *changed])
    return len(gone) + len(new) + len(changed)


@transaction.atomic(savepoint=False)
def remove(key: Any) -> None:
    """The entry with this key is no longer public, whatever its columns say by now."""
    row = PublicEntry.objects.select_for_update().filter(pk=key).first()
    if row is not None:
        PublicEntry.objects.filter(pk=key).delete()
        SearchedEntry.objects.filter(pk=key).delete()
        _tell_copies(gone=[] if row.is_restricted else [key], shown=[])
        _count(before=[row], after=[])


@transaction.atomic(savepoint=False)
def follow(page: Page) -> None:
    """``page``, or a restriction of it, is new in its place: what is below may be open or closed
    by now, and has another address.
    """
    below = PublicEntry.objects.filter(within(page, "entry"))
    _lock(CategoryCount.objects.filter(within(page, "category")))
    keys = EntryPage._base_manager.filter(within(page)).values("pk")
    PublicEntry.objects.filter(pk__in=keys).update(changed_at=timezone.now())
    closed = PublicEntry.objects.filter(is_restricted("entry__path"), pk__in=keys).values("pk")
    categories = set(below.order_by().values_list("category", flat=True).distinct())
    opened = below.filter(is_restricted=True).exclude(pk__in=closed)
    newly_closed = below.filter(is_restricted=False, pk__in=closed)
    _tell_copies(gone=_keys(newly_closed), shown=_keys(opened))
    PublicEntry.objects.filter(pk__in=opened.values("pk")).update(is_restricted=False)
    PublicEntry.objects.filter(pk__in=newly_closed.values("pk")).update(is_restricted=True)
    recount(categories)


@transaction.atomic(savepoint=False)
def recount(categories: Collection[Any]) -> int:
    """Count anew what is right below these pages; returns how many counts were wrong."""
    wrong = 0
    ordered = sorted(categories)
    for first in range(0, len(ordered), AT_ONCE):
        some = ordered[first : first + AT_ONCE]
        stored = {
            (row.category_id, row.disclosure_class, row.year): row.entries
            for row in _lock(CategoryCount.objects.filter(category__in=some))
        }
        counted = counted_below(Q(category__in=some))
        difference = Counter(counted)
        difference.subtract(stored)
        wrong += sum(map(bool, difference.values()))
        _add(difference)
    return wrong


def counted_below(which: Q) -> dict[Place, int]:
    """What the counts of such rows should be."""
    rows = PublicEntry.objects.filter(which, is_restricted=False).order_by()
    grouped = rows.values("category", "disclosure_class", "year").annotate(number=Count("pk"))
    return {
        (row["category"], row["disclosure_class"], row["year"]): row["number"] for row in grouped
    }


def _keys(rows: Any) -> list[Any]:
    return list(rows.order_by().values_list("pk", flat=True))


def _tell_copies(*, gone: Collection[Any], shown: Collection[Any]) -> None:
    """Keys of what visitors saw until now and of what they see from now on."""
    if shown:
        WithdrawnEntry.objects.forget(shown)
    if gone:
        WithdrawnEntry.objects.note(gone, at=timezone.now())


def _count(*, before: Iterable[PublicEntry], after: Iterable[PublicEntry]) -> None:
    difference: Counter[Place] = Counter(_places(after))
    difference.subtract(_places(before))
    _add(difference)


def _places(rows: Iterable[PublicEntry]) -> Iterator[Place]:
    for row in rows:
        if not row.is_restricted:
            yield row.category_id, row.disclosure_class, row.year


def _add(difference: dict[Place, int]) -> None:
    """In one order, so that two who write at once wait for each other and not both forever."""
    places = {place for place, number in difference.items() if number}
    known = places & _add_to_stored(places, difference)
    # A category that is just being deleted gets no new count.
    new = sorted(place for place in places - known if difference[place] > 0)
    if new:
        names = ("category_id", "disclosure_class", "year")
        # Somebody else may just have written them; then it's they who are added to.
        CategoryCount.objects.bulk_create(
            (CategoryCount(**dict(zip(names, place, strict=True))) for place in new),
            ignore_conflicts=True,
        )
        _add_to_stored(set(new), difference)


def _add_to_stored(places: set[Place], difference: dict[Place, int]) -> set[Place]:
    """Add to those of the counts that are there; returns which are."""
    counts = CategoryCount.objects.filter(category__in={category for category, *_rest in places})
    stored = {(row.category_id, row.disclosure_class, row.year): row for row in _lock(counts)}
    known = [(row, difference[place]) for place, row in stored.items() if place in places]
    update_rows(CategoryCount, ["entries"], [(row.pk, [row.entries + n]) for row, n in known])
    return stored.keys() & places


def _lock_counts(keys: Collection[Any]) -> None:
    """Before restrictions are read: who changes those waits for the same rows."""
    paths = EntryPage._base_manager.filter(pk__in=keys).values_list("path", flat=True)
    above = {path[: -Page.steplen] for path in paths}
    _lock(CategoryCount.objects.filter(category__path__in=above))


def _lock(counts: Any) -> list[CategoryCount]:
    return list(counts.select_for_update(of=("self",)).order_by("pk"))
