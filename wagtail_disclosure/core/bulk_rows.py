"""Rows by the thousand: one statement with many sets of values, and no object for each row.

For what changes together with a record of its own of each; anything else goes through the ORM.
Names of tables and columns come from our models; all values are parameters.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections, models, router

Values = Sequence[Any]
# Databases limit the number of parameters.
KEYS_AT_ONCE = 500
# SQLite's own table of the last key of each table, and the changes to it.
SEQUENCE = "sqlite_sequence"


class Ready(NamedTuple):
    """A value that is as the database takes it already, such as JSON text for a JSON field."""

    value: Any


def update_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[tuple[Any, Values]],
    *,
    unless_equal: Sequence[str] = (),
) -> None:
    """Write the fields ``names`` of rows given by primary key and values.

    Rows that get the very same values are written by one statement. A row that has the given values
    in all of the fields ``unless_equal``, which can't be null, is left alone.
    """
    connection, fields = _of(model, names)
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    compared = [names.index(name) for name in unless_equal]
    assigned = ", ".join(f"{column} = %s" for column in columns)
    update = f"UPDATE {quote(model._meta.db_table)} SET {assigned} WHERE "  # noqa: S608
    if compared:
        update += f"({' OR '.join(f'{columns[place]} <> %s' for place in compared)}) AND "
    update += quote(model._meta.pk.column)
    alone = []
    with connection.cursor() as cursor:
        for values, keys in _grouped(rows):
            (prepared,) = _prepared(connection, fields, [values])
            parameters = [*prepared, *(prepared[place] for place in compared)]
            if len(keys) == 1:
                alone.append([*parameters, *keys])
                continue
            for first in range(0, len(keys), KEYS_AT_ONCE):
                few = keys[first : first + KEYS_AT_ONCE]
                places = ", ".join(["%s"] * len(few))
                cursor.execute(f"{update} IN ({places})", [*parameters, *few])
        if alone:
            cursor.executemany(f"{update} = %s", alone)


def _grouped(rows: Iterable[tuple[Any, Values]]) -> Iterable[tuple[Values, list[Any]]]:
    """The keys of those that get the very same values, with these."""
    # With the values, so that no others can have their ids.
    groups: dict[tuple[int, ...], tuple[Values, list[Any]]] = {}
    for key, values in rows:
        groups.setdefault(tuple(map(id, values)), (values, []))[1].append(key)
    return groups.values()


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Add rows with the fields ``names``; fields that are left out need a default in the database,
    as primary keys have. No signal is sent.
    """
    connection, fields = _of(model, names)
    table, columns, places = _named(connection, model, fields)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
    prepared = list(_prepared(connection, fields, rows))
    with connection.cursor() as cursor:
        if prepared and hasattr(cursor.cursor, "copy"):
            copy = f"COPY {table} ({columns}) FROM STDIN"
            _copy(connection, cursor, insert=sql, copy=copy, rows=prepared)
        else:
            cursor.executemany(sql, prepared)


def put_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Add rows with the fields ``names``, the primary key first; where there is one with that key
    already, it gets these values. No signal is sent.
    """
    connection, fields = _of(model, names)
    table, columns, places = _named(connection, model, fields)
    key, *others = columns.split(", ")
    sql = (
        f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT ({key})"  # noqa: S608
        f" DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in others)}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_prepared(connection, fields, rows)))


def give_keys(objects: Sequence[models.Model]) -> None:
    """Give new objects of one model the primary keys that they will have; see `reserve_keys`."""
    if objects:
        keys = reserve_keys(type(objects[0]), len(objects))
        for instance, key in zip(objects, keys, strict=True):
            instance.pk = key


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Add new objects of one model with a table of its own, and give keys to those without.

    What ``bulk_create`` does, in less time. No signal is sent.
    """
    if not objects:
        return
    model = type(objects[0])
    give_keys([instance for instance in objects if instance.pk is None])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    rows = ([field.pre_save(instance, add=True) for field in fields] for instance in objects)
    insert_rows(model, [field.name for field in fields], rows)
    for instance in objects:
        instance._state.adding, instance._state.db = False, router.db_for_write(model)


def reserve_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """So many new primary keys of ``model``, ascending, which no other row will get.

    For a key that the database counts up itself. Within a transaction.
    """
    connection = connections[router.db_for_write(model)]
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _reserve_on_sqlite(cursor, table, number)
        sequence = [connection.ops.quote_name(table), column]
        sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(sql, [*sequence, number])
        return [key for (key,) in cursor.fetchall()]


def _reserve_on_sqlite(cursor: Any, table: str, number: int) -> range:
    counted = [number, table]
    cursor.execute(f"UPDATE {SEQUENCE} SET seq = seq + %s WHERE name = %s", counted)  # noqa: S608
    if not cursor.rowcount:
        # It comes with the first row.
        cursor.execute(f"INSERT INTO {SEQUENCE} (seq, name) VALUES (%s, %s)", counted)  # noqa: S608
    cursor.execute(f"SELECT seq FROM {SEQUENCE} WHERE name = %s", [table])  # noqa: S608
    (last,) = cursor.fetchone()
    return range(last - number + 1, last + 1)


def _copy(connection: Any, cursor: Any, *, insert: str, copy: str, rows: list[list[Any]]) -> None:
    """Send rows the way that PostgreSQL takes them fastest, where its driver knows it."""

    def send(*_statement: Any) -> None:
        with connection.wrap_database_errors, cursor.cursor.copy(copy) as stream:
            for row in rows:
                stream.write_row(row)

    connection.validate_no_broken_transaction()
    # Whoever watches statements sees the insertion that it is; Django has no public way for that.
    cursor._execute_with_wrappers(insert, rows, many=True, executor=send)


def _of(model: type[models.Model], names: Sequence[str]) -> tuple[Any, list[Any]]:
    connection = connections[router.db_for_write(model)]
    return connection, [model._meta.get_field(name) for name in names]


def _named(connection: Any, model: type[Any], fields: list[Any]) -> tuple[str, str, str]:
    """Table, columns and places for values, as a statement has them."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    return quote(model._meta.db_table), columns, ", ".join(["%s"] * len(fields))


def _prepared(connection: Any, fields: list[Any], rows: Iterable[Values]) -> Iterator[list[Any]]:
    """The values as the database takes them; the very same value is prepared only once."""
    # With each value, so that no other one can have its id.
    known: dict[tuple[int, int], tuple[Any, Any]] = {}
    taken_as_text = [_takes_text_as_it_is(field) for field in fields]
    for row in rows:
        ready = []
        for place, (field, is_text, value) in enumerate(
            zip(fields, taken_as_text, row, strict=True)
        ):
            if is_text and type(value) is str:
                ready.append(value)
                continue
            key = place, id(value)
            if key not in known:
                is_ready = isinstance(value, Ready)
                prepared = value.value if is_ready else field.get_db_prep_save(value, connection)
                known[key] = value, prepared
            ready.append(known[key][1])
        yield ready


def _takes_text_as_it_is(field: Any) -> bool:
    """Whether nothing becomes of a text before the database gets it: asked of Django's own."""
    return type(field) in (models.CharField, models.TextField, models.SlugField)
