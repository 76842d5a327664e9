"""The best matches first, by their terms: on PostgreSQL, where the search is our own.

First come entries that have all words in their title, numbers or keywords; among these and among
the others those first that have each word at least eight times in the rest of their text, then
four, then two times; and what is alike so far by day, the newest first. So it is one order for all
pages of results, and nothing has to be read for it but indexes and narrow rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

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
            return self._ordered(self.rows.disclosed(), stop)[start:] if best is None else best
        except EmptyResultSet:
            return []

    def _of_the_best(self, start: int, stop: int) -> list[Any] | None:
        """None where too few of the best are disclosed, or too many would be looked at."""
        number = stop + SPARE
        if number > MOST_LOOKED_AT:
            return None
        best = self._ordered(self.rows, number)
        disclosed = SearchedEntry.objects.disclosed().filter(pk__in=best)
        shown = set(disclosed.values_list("pk", flat=True))
        found = [key for key in best if key in shown]
        return found[start:stop] if len(found) >= stop or len(best) < number else None

    def _ordered(self, rows: PublicEntryQuerySet, number: int) -> list[Any]:
        """The keys of the best, asked for in one statement.

        The database looks at a tier only where those before it are too few.
        """
        ordered = rows.order_by("-recency", "-pk").values_list("pk", "recency")
        tables: list[str] = []
        parameters: list[Any] = []
        for place, asked in enumerate(tiers(self.words)):
            sql, of_tier = with_words(ordered, asked)[:number].query.sql_with_params()
            before = " + ".join(f"(SELECT COUNT(*) FROM tier_{n})" for n in range(place))
            tables.append(
                f"tier_{place} (key, recency) AS MATERIALIZED"
                f" (SELECT * FROM ({sql}) AS found WHERE {before or 0} < %s)"
            )
            parameters += [*of_tier, number]
        found = " UNION ALL ".join(
            f"SELECT {place} AS tier, key, recency FROM tier_{place}"  # noqa: S608
            for place in range(len(tables))
        )
        statement = (
            f"WITH {', '.join(tables)} SELECT key FROM ({found}) AS found"  # noqa: S608
            " ORDER BY tier, recency DESC, key DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, number])
            return [key for (key,) in cursor.fetchall()]
