"""Thirty-two threads that decide the same cases, and that take the same numbers."""

from django.contrib.auth import get_user_model

from benchmarks.databases import NAME
from benchmarks.figures import Figure
from tests.cases.contests import decide_at_once, take_at_once
from wagtail_disclosure.core.models import NumberSeries

AT_ONCE = 500
# Nothing else is numbered in that year.
YEAR = 1999


def measure(*, decisions: int, numbers: int) -> list[Figure]:
    """How many contested decisions had no single winner, and how many numbers were wrong.

    In the template's database: threads have connections of their own.
    """
    users = get_user_model().objects
    people = {name: users.get(username=name) for name in ("office", "officer")}
    problems = [
        problem
        for first in range(0, decisions, AT_ONCE)
        for decided in decide_at_once(min(AT_ONCE, decisions - first), **people)
        for problem in decided.problems()
    ]
    taken = take_at_once(numbers, year=YEAR)
    doubles = len(taken) - len(set(taken))
    return [
        Figure(
            f"{decisions} contested decisions: not with one winner", NAME, len(problems), 0, "lower"
        ),
        Figure(f"{numbers} receipt numbers: given twice", NAME, doubles, 0, "lower"),
        Figure(f"{numbers} receipt numbers: left out", NAME, _left_out(numbers), 0, "lower"),
    ]


def _left_out(numbers: int) -> int:
    """A series that reached further than what was taken left some out."""
    return NumberSeries.objects.get(scope=f"receipt-{YEAR}").last - numbers
