"""Which terms each public entry is found under, taken from what the search index has of it.

Nothing is done where the site's search is not our own on PostgreSQL. The index is written by whom
Wagtail tells of a save, and the row of an entry by who makes it public: whichever comes last, the
terms are those of both. They go with the row.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, models
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.projection import EntryTerms, PublicEntry
from wagtail_disclosure.core.search.terms import are_kept, terms_of_entry


def write_terms(keys: Collection[Any]) -> int:
    """Bring the terms of these entries up to date; returns of how many they were not."""
    if not keys or not are_kept():
        return 0
    table, row, terms = _names(EntryTerms, "row_id", "terms")
    statement = f"""
        INSERT INTO {table} ({row}, {terms}) {_wanted()}
        ON CONFLICT ({row}) DO UPDATE SET {terms} = EXCLUDED.{terms}
        WHERE {table}.{terms} <> EXCLUDED.{terms}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(keys))
        return cursor.rowcount


def wrong_terms(keys: Collection[Any]) -> list[Any]:
    """Those of these entries whose terms are not those that the index has."""
    if not keys or not are_kept():
        return []
    table, row, terms = _names(EntryTerms, "row_id", "terms")
    statement = f"""
        SELECT wanted.entry_id FROM ({_wanted()}) AS wanted
        LEFT JOIN {table} ON {table}.{row} = wanted.entry_id
        WHERE {table}.{terms} IS DISTINCT FROM wanted.terms ORDER BY wanted.entry_id
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(keys))
        return [key for (key,) in cursor.fetchall()]


def _wanted() -> str:
    """Key and terms of each public entry that the index knows; see :func:`_parameters`."""
    rows, key = _names(PublicEntry, "entry_id")
    index, type_, object_ = _names(IndexEntry, "content_type_id", "object_id")
    return f"""
        SELECT {rows}.{key} AS entry_id, {terms_of_entry(index)} AS terms FROM {rows}
        JOIN {index} ON {index}.{object_} = {rows}.{key}::text AND {index}.{type_} = ANY(%s)
        WHERE {rows}.{key} = ANY(%s)
    """  # noqa: S608


def _parameters(keys: Collection[Any]) -> list[list[Any]]:
    return [list(get_descendants_content_types_pks(EntryPage)), list(keys)]


def _names(model: type[models.Model], *columns: str) -> list[str]:
    return [connection.ops.quote_name(name) for name in (model._meta.db_table, *columns)]
