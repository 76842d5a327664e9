"""The projection against what is public: rows and counts that are missing, wrong or too many."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.catalog.models import CategoryCount, EntryPage, PublicEntry
from wagtail_disclosure.catalog.projection import rebuilding, writing
from wagtail_disclosure.catalog.projection.rows import differ, rows_of
from wagtail_disclosure.catalog.projection.searched import write_searched, wrong_searched
from wagtail_disclosure.review.verification import Problem, Remedy, remakers

ROW = "projection"
COUNT = "projection_count"
SEARCHED = "projection_searched"


def register() -> None:
    """What ``disclosure_verify --fix`` does about each."""
    remakers.register(ROW, _remake_row)
    remakers.register(COUNT, _remake_counts)
    remakers.register(SEARCHED, _remake_searched)


def verify_projection() -> Iterator[Problem]:
    """Yields one problem for each entry, and one for each category."""
    for keys in rebuilding.chunks_of_entries():
        wrong = list(_rows(keys))
        yield from wrong
        told = {problem.object_id for problem in wrong}
        yield from _searched([key for key in keys if str(key) not in told])
    for keys in rebuilding.chunks_of_categories():
        yield from _counts(keys)


def _rows(keys: list[Any]) -> Iterator[Problem]:
    wanted = rows_of(keys)
    stored = PublicEntry.objects.in_bulk(keys)
    for key in keys:
        if message := _flaw(wanted.get(key), stored.get(key)):
            yield _problem(EntryPage, key, ROW, message)


def _flaw(wanted: PublicEntry | None, stored: PublicEntry | None) -> str:
    if wanted is None:
        return _("The lists still have its row, which they hide.") if stored else ""
    if stored is None:
        return _("The lists don't have it.")
    return _("The lists have something else of it.") if differ(wanted, stored) else ""


def _searched(keys: list[Any]) -> Iterator[Problem]:
    message = _("The search has something else of it.")
    for key in wrong_searched(keys):
        yield _problem(EntryPage, key, SEARCHED, message)


def _counts(keys: list[Any]) -> Iterator[Problem]:
    wrong = Counter(writing.counted_below(Q(category__in=keys)))
    for row in CategoryCount.objects.filter(category__in=keys):
        wrong[row.category_id, row.disclosure_class, row.year] -= row.entries
    for key in sorted({category for (category, *_rest), number in wrong.items() if number}):
        yield _problem(Page, key, COUNT, _("The numbers of its entries are wrong."))


def _problem(model: Any, key: Any, code: str, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        object_type=model._meta.label_lower,
        object_id=str(key),
        remedy=Remedy.REMAKE,
    )


def _remake_row(key: str) -> bool:
    return bool(writing.write([int(key)]))


def _remake_searched(key: str) -> bool:
    return bool(write_searched([int(key)]))


def _remake_counts(key: str) -> bool:
    return bool(writing.recount([int(key)]))
