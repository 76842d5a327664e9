"""Rows by the thousand: one statement with many sets of values, and no object for each row.

For what changes together with a record of its own of each; anything else goes through the ORM.
Names of tables and columns come from our models; all values are parameters.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections, models, router

Values = Sequence[Any]


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, Values]]
) -> None:
    """Write the fields ``names`` of rows given by primary key and values."""
    connection, fields = _of(model, names)
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = quote(model._meta.pk.column)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {key} = %s"  # noqa: S608
    keys, values = [], []
    for primary_key, of_row in rows:
        keys.append(primary_key)
        values.append(of_row)
    prepared = _prepared(connection, fields, values)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[*row, key] for row, key in zip(prepared, keys, strict=True)])


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Add rows with the fields ``names``; fields that are left out need a default in the database,
    as primary keys have. No signal is sent.
    """
    connection, fields = _of(model, names)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_prepared(connection, fields, rows)))


def _of(model: type[models.Model], names: Sequence[str]) -> tuple[Any, list[Any]]:
    connection = connections[router.db_for_write(model)]
    return connection, [model._meta.get_field(name) for name in names]


def _prepared(connection: Any, fields: list[Any], rows: Iterable[Values]) -> Iterator[list[Any]]:
    """The values as the database takes them; the very same value is prepared only once."""
    # With each value, so that no other one can have its id.
    known: dict[tuple[int, int], tuple[Any, Any]] = {}
    for row in rows:
        ready = []
        for place, (field, value) in enumerate(zip(fields, row, strict=True)):
            key = place, id(value)
            if key not in known:
                known[key] = value, field.get_db_prep_save(value, connection)
            ready.append(known[key][1])
        yield ready
