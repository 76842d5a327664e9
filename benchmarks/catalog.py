"""The catalog at the size of a large agency, on one database.

Run ``make bench``: it runs this for SQLite and PostgreSQL. Ours, a naive catalog of the same
entries, a tenth of ours, and a blank site are databases of their own; one process asks them in
turns. The figures go to the file that is named; nothing passes or fails here.
"""

import os
import resource
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks import catalogs, databases, figures, loading, pages, words  # noqa: E402
from benchmarks.databases import connected_to, searched_by  # noqa: E402
from benchmarks.figures import Figure  # noqa: E402
from benchmarks.pages import BLANK, LARGE, NAIVE, SMALL  # noqa: E402
from wagtail_disclosure.core.page_indexes import installation  # noqa: E402

ALL = [BLANK, LARGE, SMALL, NAIVE, words.SMALL_NAIVE, loading.FRESH]
MOST_MEGABYTES = 500
IN_ONE_FILE = 10_000

_started = time.perf_counter()


def main(size: int, results: Path) -> None:
    measured: list[Figure] = []
    try:
        build_template()
        measured.append(fill_ours(size))
        fill_naive(size)
        for part in (pages.measure_serving, pages.measure_copies, pages.measure_facets):
            measured += part()
            say(part.__name__)
        measured += [words.measure_recall(), words.measure_relevance()]
        say("measure_recall and measure_relevance")
        measured += loading.measure_import(size)
    finally:
        figures.write(measured, results)
        databases.drop_all(ALL)


def build_template() -> None:
    """An agency with an empty catalog, and a blank site like it."""
    databases.create_template()
    call_command("migrate", verbosity=0)
    call_command("disclosure_setup", verbosity=0)
    installation.install()
    catalogs.make_agency()
    databases.copy("", BLANK)
    databases.copy("", NAIVE)
    catalogs.import_categories()
    databases.copy("", loading.FRESH)
    databases.copy("", LARGE)
    say("the template")


def fill_ours(size: int) -> Figure:
    """Import a tenth, keep a copy of that, and import the rest."""
    first = size // 10
    for start, number in ((0, first), (first, size - first)):
        with connected_to(LARGE):
            for position in range(start, start + number, IN_ONE_FILE):
                catalogs.import_entries(position, min(IN_ONE_FILE, start + number - position))
                catalogs.publish_batches()
            catalogs.write_plain_texts(start, number)
            databases.analyze()
        if not start:
            databases.copy(LARGE, SMALL)
        say(f"{start + number} entries of ours")
    # Linux says kilobytes.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = "import and clear: most memory, in MB"
    return Figure(name, databases.NAME, megabytes, MOST_MEGABYTES, "lower")


def fill_naive(size: int) -> None:
    first = size // 10
    with searched_by(settings.STOCK_SEARCH):
        for start, number in ((0, first), (first, size - first)):
            with connected_to(NAIVE):
                catalogs.fill_naive(start, number)
                databases.analyze()
            if not start:
                databases.copy(NAIVE, words.SMALL_NAIVE)
    say(f"{size} entries of the naive catalog")


def say(done: str) -> None:
    sys.stdout.write(f"{time.perf_counter() - _started:7.0f} s  {databases.NAME}: {done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
