"""Looking for a text everywhere: in every column of every table, and in every stored file."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection


def every_value(table: str) -> Iterator[str]:
    """Every value of every column of ``table``, bytes as text."""
    with connection.cursor() as cursor:
        # The name comes from the database's own list of tables.
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        for row in cursor:
            for value in row:
                if isinstance(value, bytes | memoryview):
                    value = bytes(value).decode("latin-1")
                yield str(value)


def tables_with(needle: str) -> set[str]:
    """Tables with ``needle`` in any column, whatever its case."""
    return {
        table
        for table in connection.introspection.table_names()
        if any(needle.casefold() in value.casefold() for value in every_value(table))
    }


def files_with(needle: str, folder: Path) -> list[Path]:
    """Files below ``folder`` whose name or content has ``needle``, whatever its case."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and (
            needle.casefold() in path.name.casefold()
            or needle.casefold() in path.read_bytes().decode("latin-1").casefold()
        )
    ]
