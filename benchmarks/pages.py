"""Public pages as visitors get them: the whole stack but the web server's sockets."""

import io
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import texts
from benchmarks.databases import NAME, connected_to
from benchmarks.figures import Figure, in_turns
from benchmarks.naive.models import BarePage
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.core.page_cache.generations import begin_generation

BLANK, SMALL, LARGE, NAIVE = "blank", "small", "large", "naive"
START = "/zh-hans/"
SEARCH = "/zh-hans/search/"
MOST_QUERIES = 9


def _handler(middleware: list[str]) -> WSGIHandler:
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


_with_copies = _handler(settings.MIDDLEWARE)
_without_copies = _handler([name for name in settings.MIDDLEWARE if "page_cache" not in name])


def get(address: str, *, copies: bool = False, **parameters: str) -> bytes:
    """What the page at ``address`` says; raises RuntimeError where there is none.

    Every page is made anew, unless readers may get ``copies``; what pages have in common, and the
    way to them, is remembered between two of them, as on a site.
    """
    site = _with_copies if copies else _without_copies
    statuses: list[str] = []
    response = site(_environ(address, urlencode(parameters)), lambda s, *_: statuses.append(s))
    content = b"".join(response)
    response.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{address} answers {statuses}.")
    return content


def _environ(address: str, query: str) -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def asking(database: str, address: str, **parameters: Any) -> Callable[[], bytes]:
    """An action that asks for a page of the catalog in that database."""

    def ask() -> bytes:
        with connected_to(database):
            return get(address, **parameters)

    return ask


def measure_serving() -> list[Figure]:
    """Entries and categories against a bare page of a site without entries."""
    pages, bare = addresses(), BarePage.objects.get().url
    actions = {"blank bare": asking(BLANK, bare), "bare": asking(LARGE, bare)}
    actions |= {f"{LARGE} {name}": asking(LARGE, page) for name, page in pages.items()}
    actions |= {f"{SMALL} {name}": asking(SMALL, page) for name, page in pages.items()}
    seconds = in_turns(actions)
    blank = seconds["blank bare"]
    figures = [
        Figure(
            "any other page: rate against a blank home",
            NAME,
            blank / seconds["bare"],
            0.95,
            "higher",
        )
    ]
    for name, address in pages.items():
        here = seconds[f"{LARGE} {name}"]
        figures.append(
            Figure(f"{name}: rate against a blank home", NAME, blank / here, 0.5, "higher")
        )
        growth = seconds[f"{SMALL} {name}"] / here
        figures.append(
            Figure(f"{name}: rate against a tenth of the entries", NAME, growth, 0.9, "higher")
        )
        queries = _queries(address)
        figures.append(Figure(f"{name}: queries", NAME, queries, MOST_QUERIES, "lower"))
    return figures


def measure_copies() -> list[Figure]:
    """Copies of pages for readers whom nobody knows, against a view that only says hello."""
    pages = {name: addresses()[name] for name in ("entry", "category of the third level")}
    actions = {"hello": asking(LARGE, "/hello/", copies=True)}
    actions |= {name: asking(LARGE, page, copies=True) for name, page in pages.items()}
    seconds = in_turns(actions)
    figures = []
    for name, address in pages.items():
        rate = seconds["hello"] / seconds[name]
        figures.append(Figure(f"{name}, copy: rate against a bare view", NAME, rate, 0.4, "higher"))
        queries = _queries(address, copies=True)
        figures.append(Figure(f"{name}, copy: queries", NAME, queries, 1, "lower"))
    return figures


def measure_facets() -> list[Figure]:
    """A search with its facets, against Wagtail's own search and counting.

    Ours keeps its numbers until something is written, so that is measured, too.
    """
    questions = {
        "facets": {},
        "facets with text": {"q": texts.COMMON_WORD},
        "facets with text, filtered": {"q": texts.COMMON_WORD, "unit": "U3"},
    }
    naive = {name: asking(NAIVE, "/naive/", **asked) for name, asked in questions.items()}
    ours = {name: asking(LARGE, SEARCH, **asked) for name, asked in questions.items()}
    seconds = in_turns(
        {(name, NAIVE): ask for name, ask in naive.items()}
        | {(name, LARGE): ask for name, ask in ours.items()}
    )
    # Not in turns with the others: each of these makes them count anew.
    changed = in_turns({name: _after_a_change(ask) for name, ask in ours.items()})
    figures = []
    for name, goal in zip(questions, (10, 8, 8), strict=True):
        theirs, kept = seconds[name, NAIVE], seconds[name, LARGE]
        rate = f"{name}: rate against naive"
        first = f"{name}, after a change: rate against naive"
        figures.append(Figure(rate, NAME, theirs / kept, goal, "higher"))
        figures.append(Figure(first, NAME, theirs / changed[name], goal, "higher"))
    return figures


def _after_a_change(ask: Callable[[], bytes]) -> Callable[[], bytes]:
    def run() -> bytes:
        with connected_to(LARGE):
            begin_generation()
        return ask()

    return run


def addresses() -> dict[str, str]:
    """An entry, and categories of all levels, as the large catalog has them."""
    with connected_to(LARGE):
        leaf = CategoryPage.objects.get(code=texts.LEAVES[7])
        top, middle = CategoryPage.objects.ancestor_of(leaf).order_by("depth")
        entry = EntryPage.objects.child_of(leaf).first()
        levels = {"first": top, "second": middle, "third": leaf}
        return {
            "entry": entry.url,
            **{f"category of the {level} level": page.url for level, page in levels.items()},
        }


def _queries(address: str, *, copies: bool = False) -> int:
    with connected_to(LARGE), CaptureQueriesContext(connection) as captured:
        get(address, copies=copies)
        return len(captured)
