"""The best matches first, by the terms of entries: on PostgreSQL, where the search is our own.

First come entries that have all words in their title, numbers or keywords; among these and among
the others those first that have each word at least eight times in the rest of their text, then
four, then two times; and what is alike so far by day, the newest first. So it is one order for all
pages of results, and nothing has to be read for it but indexes and narrow rows.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from wagtail_disclosure.catalog.models import EntryTerms, PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core.search.terms import OFTEN, TITLE, Words

# More rows than a table can have: a limit keeps PostgreSQL from asking for the words row by row,
# which it takes for cheap, for it does not count what unpacking terms costs.
ANY_NUMBER = 2**31
# Points of what has all words with a mark. Who has a word eight times has it twice as well.
POINTS = {"": 0, TITLE: len(OFTEN) + 1, **dict.fromkeys(OFTEN.values(), 1)}
# As many of the best are looked at whether they may be shown, for each that is asked for.
LOOKED_AT = 20
MOST_LOOKED_AT = 2_000


def keys_with(words: str, mark: str = "") -> Any:
    """Keys of the entries that have all words; none where there is nothing to search for."""
    asked = Words(words, mark)
    found = EntryTerms.objects.filter(terms__has=asked) if asked.terms else EntryTerms.objects.none()
    return found.values("pk")[:ANY_NUMBER]


@dataclass(frozen=True)
class RankedKeys:
    """The keys of those of ``rows`` that have the words, in order: to be sliced."""

    rows: PublicEntryQuerySet
    words: str

    def __getitem__(self, asked: slice) -> list[Any]:
        start, stop = asked.start or 0, asked.stop
        try:
            best = self._of_the_best(start, stop)
            return self._ordered(self.rows, start, stop - start) if best is None else best
        except EmptyResultSet:
            return []

    def _of_the_best(self, start: int, stop: int) -> list[Any] | None:
        """Looks at a few only whether they are among ``rows``; None where these are too few."""
        number = stop * LOOKED_AT
        if number > MOST_LOOKED_AT:
            return None
        best = self._ordered(PublicEntry.objects.all(), 0, number)
        among = set(self.rows.order_by().filter(pk__in=best).values_list("pk", flat=True))
        found = [key for key in best if key in among]
        is_enough = len(found) >= stop or len(best) < number
        return found[start:stop] if is_enough else None

    def _ordered(self, rows: PublicEntryQuerySet, first: int, number: int) -> list[Any]:
        points, of_points = self._points()
        sorted_by, of_rows = _sql(rows.order_by().values_list("pk", "recency"))
        statement = f"""
            WITH scored (key, points) AS MATERIALIZED ({points})
            SELECT scored.key FROM scored
            JOIN ({sorted_by}) AS listed (key, recency) ON listed.key = scored.key
            ORDER BY scored.points DESC, listed.recency DESC, scored.key DESC
            LIMIT %s OFFSET %s
        """  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [*of_points, *of_rows, number, first])
            return [key for (key,) in cursor.fetchall()]

    def _points(self) -> tuple[str, list[Any]]:
        """Keys and points of all that have the words."""
        parts: list[str] = []
        parameters: list[Any] = []
        for mark, points in POINTS.items():
            found, of_found = _sql(keys_with(self.words, mark))
            parts.append(f"SELECT key, {points} AS points FROM ({found}) AS found (key)")  # noqa: S608
            parameters += of_found
        hits = " UNION ALL ".join(parts)
        return f"SELECT key, SUM(points) FROM ({hits}) AS hits GROUP BY key", parameters  # noqa: S608


def _sql(rows: Any) -> tuple[str, list[Any]]:
    sql, parameters = rows.query.sql_with_params()
    return sql, list(parameters)
