"""The inbox of a large agency: what is overdue, and what an officer sees first."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.databases import NAME, connected_to
from benchmarks.figures import Figure, in_turns
from benchmarks.visits import Visitor
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case

EMPTY, SMALL, LARGE = "no_cases", "few_cases", "cases"
SHOWN = 20
INBOX = "/admin/disclosure/cases/"
INDEXES = ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan")
FILTERS: Mapping[str, Mapping[str, str]] = {
    "all": {},
    "overdue": {"due": "overdue"},
    "mine": {"officer": "mine"},
    "waiting for others": {"waiting": "others"},
    "in progress, due soon, not assigned": {
        "state": "in_progress",
        "due": "soon",
        "officer": "nobody",
    },
}


def measure_overdue() -> list[Figure]:
    """The first page of what is overdue, with its index and without."""
    actions = {
        "indexed": _overdue(LARGE),
        "few": _overdue(SMALL),
        "unindexed": _without_indexes(_overdue(LARGE)),
    }
    seconds = in_turns(actions)
    here = seconds["indexed"]
    return [
        Figure(
            "overdue page: rate against no index", NAME, seconds["unindexed"] / here, 40, "higher"
        ),
        Figure("overdue page: time against 10 000 cases", NAME, here / seconds["few"], 2, "lower"),
    ]


def measure_pages(visitors: Mapping[str, Visitor]) -> list[Figure]:
    """Whole pages of the admin, for the office, which sees all, and for an officer of a unit."""
    figures = []
    for who, visitor in visitors.items():
        pages = {name: visitor.getting(LARGE, INBOX, **query) for name, query in FILTERS.items()}
        queries = max(_queries(visitor, query) for query in FILTERS.values())
        figures.append(Figure(f"inbox of {who}: queries", NAME, queries, 15, "lower"))
        empty = visitor.getting(EMPTY, INBOX)
        few = visitor.getting(SMALL, INBOX, **FILTERS["overdue"])
        seconds = in_turns({"empty": empty, "few": few, **pages})
        for name in pages:
            rate = seconds["empty"] / seconds[name]
            what = f"inbox of {who}, {name}: rate against an empty inbox"
            figures.append(Figure(what, NAME, rate, 0.5, "higher"))
        growth = seconds["overdue"] / seconds["few"]
        what = f"inbox of {who}, overdue: time against 10 000 cases"
        figures.append(Figure(what, NAME, growth, 2, "lower"))
    return figures


def _overdue(database: str) -> Callable[[], Any]:
    def ask() -> Any:
        with connected_to(database):
            overdue = Case.objects.overdue(on=today()).order_by("due_on", "pk")
            return list(overdue.with_people()[:SHOWN])

    return ask


def _without_indexes(ask: Callable[[], Any]) -> Callable[[], Any]:
    def slow() -> Any:
        with connected_to(LARGE), connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET {name} = off" for name in INDEXES))
            try:
                return ask()
            finally:
                cursor.execute("; ".join(f"RESET {name}" for name in INDEXES))

    return slow


def _queries(visitor: Visitor, query: Mapping[str, str]) -> int:
    with connected_to(LARGE):
        # Once before, so that what a process remembers is remembered.
        visitor.get(INBOX, query)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(INBOX, query)
        return len(captured)
