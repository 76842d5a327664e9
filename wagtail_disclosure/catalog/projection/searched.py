"""The rows that a search reads: the terms of the search index beside what an entry is counted by.

Nothing is done where the site's search is not our own on PostgreSQL. The index is written by whom
Wagtail tells of a save, and the row of an entry by who makes it public: whichever comes last, what
is searched has both.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, models
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.projection import CountedFields, PublicEntry, SearchedEntry
from wagtail_disclosure.core.search.terms import are_kept, terms_of_entry

KEY = "entry_id"
# Taken from the row of the public entry, under the same names.
TAKEN = [
    PublicEntry._meta.get_field(field.name).column for field in CountedFields._meta.local_fields
]
TERMS = "terms"


def write_searched(keys: Collection[Any]) -> int:
    """Bring the rows of these entries up to date; returns how many were not."""
    if not keys or not are_kept():
        return 0
    left, _each = _left_behind(keys).delete()
    table = _quoted(SearchedEntry._meta.db_table)
    columns = [_quoted(name) for name in (KEY, *TAKEN, TERMS)]
    assigned = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns[1:])
    statement = f"""
        INSERT INTO {table} ({", ".join(columns)}) {_wanted()}
        ON CONFLICT ({columns[0]}) DO UPDATE SET {assigned}
        WHERE {_values(table)} IS DISTINCT FROM {_values("EXCLUDED")}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(keys))
        return left + cursor.rowcount


def wrong_searched(keys: Collection[Any]) -> list[Any]:
    """Those of these entries whose row is not what it should be."""
    if not keys or not are_kept():
        return []
    table, key = _quoted(SearchedEntry._meta.db_table), _quoted(KEY)
    statement = f"""
        SELECT wanted.{key} FROM ({_wanted()}) AS wanted
        LEFT JOIN {table} ON {table}.{key} = wanted.{key}
        WHERE {_values(table)} IS DISTINCT FROM {_values("wanted")} ORDER BY wanted.{key}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(keys))
        wrong = [key for (key,) in cursor.fetchall()]
    return sorted([*wrong, *_left_behind(keys).values_list("pk", flat=True)])


def _left_behind(keys: Collection[Any]) -> models.QuerySet[SearchedEntry]:
    listed = PublicEntry.objects.filter(pk=models.OuterRef("pk"))
    return SearchedEntry.objects.filter(~models.Exists(listed), pk__in=keys)


def _wanted() -> str:
    """What the row of each public entry that the index knows should be; see ``_parameters``."""
    rows, index = _quoted(PublicEntry._meta.db_table), _quoted(IndexEntry._meta.db_table)
    key, type_, object_ = map(_quoted, (KEY, "content_type_id", "object_id"))
    columns = ", ".join(f"{rows}.{_quoted(name)}" for name in (KEY, *TAKEN))
    return f"""
        SELECT {columns}, {terms_of_entry(index)} AS {_quoted(TERMS)} FROM {rows}
        JOIN {index} ON {index}.{object_} = {rows}.{key}::text AND {index}.{type_} = ANY(%s)
        WHERE {rows}.{key} = ANY(%s)
    """  # noqa: S608


def _parameters(keys: Collection[Any]) -> list[list[Any]]:
    return [list(get_descendants_content_types_pks(EntryPage)), list(keys)]


def _values(table: str) -> str:
    return f"({', '.join(f'{table}.{_quoted(name)}' for name in (*TAKEN, TERMS))})"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
