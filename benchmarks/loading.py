"""What an import costs from the file to the public page, beside adding pages one by one."""

import statistics
from collections.abc import Callable
from itertools import count

from django.conf import settings
from wagtail.models import Page, Site

from benchmarks import catalogs, texts
from benchmarks.databases import NAME, connected_to, searched_by
from benchmarks.figures import ROUNDS, Figure, timed
from benchmarks.naive.models import NaiveCategoryPage
from benchmarks.pages import BLANK, LARGE, NAIVE
from wagtail_disclosure.core.models import Unit

IMPORTED = 1000
ADDED = 40
FRESH = "fresh"


def measure_import(size: int) -> list[Figure]:
    """Import and clear, into an empty catalog and into the large one, in turns with add_child."""
    position = count(size, IMPORTED)
    taken: dict[str, list[float]] = {BLANK: [], NAIVE: [], FRESH: [], LARGE: []}
    for _round in range(ROUNDS):
        first = next(position)
        for name in (BLANK, NAIVE):
            taken[name].append(_add_pages(name, first) / ADDED)
        for name in (FRESH, LARGE):
            taken[name].append(timed(_importing(name, first)) / IMPORTED)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    return [
        Figure(
            "import and clear: rate against add_child on an empty tree",
            NAME,
            medians[BLANK] / medians[FRESH],
            15,
            "higher",
        ),
        Figure(
            "import and clear: rate against add_child on a full tree",
            NAME,
            medians[NAIVE] / medians[LARGE],
            60,
            "higher",
        ),
        Figure(
            "import and clear: cost of an entry against the first 1 000",
            NAME,
            medians[LARGE] / medians[FRESH],
            1.3,
            "lower",
        ),
    ]


def _importing(database: str, first: int) -> Callable[[], None]:
    def run() -> None:
        with connected_to(database):
            catalogs.import_entries(first, IMPORTED)
            catalogs.publish_batches()

    return run


def _add_pages(database: str, first: int) -> float:
    """Seconds for some live pages, added and indexed as Wagtail does it."""
    with connected_to(database), searched_by(settings.STOCK_SEARCH):
        unit = Unit.objects.select_related("body").get(code="U1")
        parent = NaiveCategoryPage.objects.filter(code=texts.LEAVES[0]).first()
        parent = parent or Site.objects.get().root_page
        parent = Page.objects.get(pk=parent.pk)
        return timed(
            lambda: [
                parent.add_child(instance=catalogs.naive_entry(text, unit))
                for text in texts.texts(first, ADDED)
            ]
        )
