"""Whether a search finds what is there, and how soon the best is on top."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale

from benchmarks import texts
from benchmarks.databases import IS_SQLITE, NAME, connected_to
from benchmarks.figures import Figure, in_turns
from benchmarks.naive.models import NaiveEntryPage, PlainText
from benchmarks.pages import LARGE, NAIVE, SMALL
from wagtail_disclosure.catalog.finding.matching import public_rows, ranked
from wagtail_disclosure.catalog.models import EntryPage

TOP = 20
SMALL_NAIVE = "small_naive"


def measure_recall() -> Figure:
    """The share of two-character words that find exactly what ``LIKE`` finds."""
    with connected_to(LARGE):
        equal = [word for word in texts.SEARCHED if _found(word) == _contained(word)]
    name = "two-character words that find exactly what LIKE finds"
    return Figure(name, NAME, len(equal) / len(texts.SEARCHED), 1, "higher")


def _found(word: str) -> set[str]:
    rows = public_rows(_locale(), word).order_by().values("entry")
    return set(EntryPage.objects.filter(pk__in=rows).values_list("import_key", flat=True))


def _contained(word: str) -> set[str]:
    found = set(PlainText.objects.filter(text__contains=word).values_list("key", flat=True))
    if not found:
        raise RuntimeError(f"No text has {word}.")
    return found


def measure_relevance() -> Figure:
    """The best 20 of a word that nearly half of all have.

    On SQLite with the small catalogs: Wagtail's own search does not come to an end with the others.
    """
    ours, naive = (SMALL, SMALL_NAIVE) if IS_SQLITE else (LARGE, NAIVE)
    seconds = in_turns({"ours": _best(ours), "naive": _best_naive(naive)})
    size = "a tenth of the entries" if IS_SQLITE else "all entries"
    name = f"best {TOP} by relevance of {size}: rate against Wagtail's"
    return Figure(
        name, NAME, seconds["naive"] / seconds["ours"], 100 if IS_SQLITE else 10, "higher"
    )


def _best(database: str) -> Callable[[], Any]:
    def ask() -> None:
        with connected_to(database):
            _complete(list(ranked(_locale(), texts.COMMON_WORD)[:TOP]))

    return ask


def _best_naive(database: str) -> Callable[[], Any]:
    def ask() -> None:
        with connected_to(database):
            entries = NaiveEntryPage.objects.live()
            _complete(list(entries.search(texts.COMMON_WORD, backend="stock")[:TOP]))

    return ask


def _complete(found: list[Any]) -> None:
    if len(found) != TOP:
        raise RuntimeError(f"{len(found)} were found.")


def _locale() -> Locale:
    return Locale.objects.get(language_code="zh-hans")
