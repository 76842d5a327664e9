"""The best matches first, by their terms: on PostgreSQL, where the search is our own.

First come entries that have all words in their title, numbers or keywords; among these and among
the others those first that have each word at least eight times in the rest of their text, then
four, then two times; and what is alike so far by day, the newest first. So it is one order for all
pages of results, and nothing has to be read for it but indexes and narrow rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from wagtail_disclosure.catalog.models import SearchedEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core.search.terms import OFTEN, TITLE, Words

# More rows than a table can have: a limit keeps PostgreSQL from asking for the words row by row,
# which it takes for cheap, for it does not count what unpacking terms costs.
ANY_NUMBER = 2**31
# So many more than asked for are fetched, in case that some may not be shown.
SPARE = 50
MOST_LOOKED_AT = 2_000


def with_words(rows: PublicEntryQuerySet, asked: Words) -> PublicEntryQuerySet:
    """Those searched rows that have all words; none where there is nothing to search for."""
    return rows.filter(terms__has=asked) if asked.terms else rows.none()


def keys_with(words: str) -> Any:
    """The keys of everything that has all words."""
    return with_words(SearchedEntry.objects.all(), Words(words)).values("pk")[:ANY_NUMBER]


def tiers(words: str) -> Iterator[Words]:
    """What has the words, parted by how well it fits, the best first."""
    for in_title in (True, False):
        at_most: tuple[str, ...] = ()
        for often in (*OFTEN.values(), None):
            marks = [*((TITLE,) if in_title else ()), *((often,) if often else ())]
            yield Words(words, marks, lacking=[*(() if in_title else (TITLE,)), *at_most])
            at_most = (often,) if often else ()


@dataclass(frozen=True)
class RankedKeys:
    """The keys of those searched ``rows`` that have the words and are disclosed, in order.

    To be sliced. Whether they are disclosed is asked of the best only, where these are enough.
    """

    rows: PublicEntryQuerySet
    words: str

    def __getitem__(self, asked: slice) -> list[Any]:
        start, stop = asked.start or 0, asked.stop
        try:
            best = self._of_the_best(start, stop)
            return self._all(stop)[start:] if best is None else best
        except EmptyResultSet:
            return []

    def _of_the_best(self, start: int, stop: int) -> list[Any] | None:
        """None where too few of the best are disclosed, or too many would be looked at."""
        number = stop + SPARE
        if number > MOST_LOOKED_AT:
            return None
        # In the same statement, but of these only.
        disclosed = SearchedEntry.objects.disclosed().filter(pk=RawSQL("best.key", ()))
        sql, parameters = disclosed.values("pk").query.sql_with_params()
        best = self._best(self.rows, number, f"key, EXISTS ({sql})", parameters)
        found = [key for key, is_shown in best if is_shown]
        return found[start:stop] if len(found) >= stop or len(best) < number else None

    def _all(self, number: int) -> list[Any]:
        return [key for (key,) in self._best(self.rows.disclosed(), number, "key")]

    def _best(
        self, rows: PublicEntryQuerySet, number: int, columns: str, of_columns: Sequence[Any] = ()
    ) -> list[Any]:
        """What the statement selects from the ``best`` of these rows.

        The database looks at a tier only where those before it are too few.
        """
        tables, parameters = self._tiers(rows, number)
        found = " UNION ALL ".join(
            f"SELECT {place} AS tier, key, recency FROM tier_{place}"  # noqa: S608
            for place in range(len(tables))
        )
        by_rank = "ORDER BY tier, recency DESC, key DESC"
        # Not beginning with WITH, which may be a write: then what is remembered would be forgotten.
        statement = (
            f"SELECT {columns} FROM (WITH {', '.join(tables)}"  # noqa: S608
            f" SELECT * FROM ({found}) AS found {by_rank} LIMIT %s) AS best {by_rank}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [*of_columns, *parameters, number])
            return cursor.fetchall()

    def _tiers(self, rows: PublicEntryQuerySet, number: int) -> tuple[list[str], list[Any]]:
        ordered = rows.order_by("-recency", "-pk").values_list("pk", "recency")
        tables: list[str] = []
        parameters: list[Any] = []
        for place, asked in enumerate(tiers(self.words)):
            sql, of_tier = with_words(ordered, asked)[:number].query.sql_with_params()
            before = " + ".join(f"(SELECT COUNT(*) FROM tier_{n})" for n in range(place))  # noqa: S608
            tables.append(
                f"tier_{place} (key, recency) AS MATERIALIZED"  # noqa: S608
                f" (SELECT * FROM ({sql}) AS found WHERE {before or 0} < %s)"
            )
            parameters += [*of_tier, number]
        return tables, parameters
