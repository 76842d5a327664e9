"""The generation of the database: another one after every transaction that pages may show."""

import secrets
from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections, router, transaction
from django.http import HttpRequest

from wagtail_disclosure.core.models import DatabaseChange

TABLE = DatabaseChange._meta.db_table
# Small enough for a sum of millions, large enough never to meet the same sum again.
BITS = 40
# Rows that are summed in no time; a writer who knows of more of them deletes them.
MANY = 200

# By connection: Django's list of what to do on commit when its transaction got a generation. Django
# begins another list with each commit, rollback and rollback to a savepoint, so while the
# connection has this one, the row is there.
_begun_in: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

# By connection: that list, when somebody asked for the generation within its transaction.
_looked_in: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

# By alias of a database: how many rows there may be, as far as this process knows.
_rows: Counter[str] = Counter()


def database() -> str:
    """The alias of the database whose writes count; a replica would tell too late."""
    return router.db_for_write(DatabaseChange)


def current_generation() -> str | None:
    """Which generation a reader sees now (one query); None before anything was written."""
    connection = connections[database()]
    table = connection.ops.quote_name(TABLE)
    with connection.cursor() as cursor:
        # The sum, not the latest row: who wrote a row first need not commit first.
        cursor.execute(f"SELECT COUNT(*), SUM(token) FROM {table}")  # noqa: S608
        count, total = cursor.fetchone()
    # What this transaction, if it is one, writes after somebody looked is another one.
    _begun_in.pop(connection, None)
    if connection.in_atomic_block:
        _looked_in[connection] = connection.run_on_commit
    _rows[connection.alias] = count
    return f"{count}-{total}" if count else None


def generation_of(request: HttpRequest | None) -> str | None:
    """:func:`current_generation`, asked once for a request that only reads.

    All of its answer is then made from what is of that generation or later. In a transaction it is
    asked each time: what that wrote may be taken back, and must be remembered for itself only.
    """
    if request is None or request.method not in ("GET", "HEAD") or _is_in_transaction():
        return current_generation()
    if "disclosure_generation" not in request.__dict__:
        request.disclosure_generation = current_generation()  # type: ignore[attr-defined]
    return request.__dict__["disclosure_generation"]


def _is_in_transaction() -> bool:
    connection = connections[database()]
    return connection.in_atomic_block or not connection.get_autocommit()


def begin_once() -> None:
    """As :func:`begin_generation`, in a transaction that may have begun one already."""
    connection = connections[database()]
    # Where nothing commits by itself, the list lives on after a commit.
    lives_on = not connection.commit_on_exit
    if lives_on or _begun_in.get(connection) is not connection.run_on_commit:
        if _rows[connection.alias] > MANY:
            _rows[connection.alias] = 0
            _delete_rows()
        begin_generation()
        _begun_in[connection] = connection.run_on_commit


def forget_begun(connection: Any) -> None:
    """What was begun may be gone, or committed: somebody ended it past Django."""
    _begun_in.pop(connection, None)


def take_back_looks(connection: Any) -> None:
    """Part of a transaction was rolled back, and what it wrote may have been seen in there.

    Its generation may have begun before that part: what was made of it must not be found by it.
    """
    if _looked_in.get(connection) is connection.run_on_commit:
        del _looked_in[connection]
        begin_generation()


def begin_generation() -> None:
    """Make the transaction that this is called in, or else this call, a new generation."""
    connection = connections[database()]
    table = connection.ops.quote_name(TABLE)
    with connection.cursor() as cursor:
        insert = f"INSERT INTO {table} (token) VALUES (%s)"  # noqa: S608
        cursor.execute(insert, [secrets.randbits(BITS)])
    _rows[connection.alias] += 1


def forget_generations() -> int:
    """Begin a new generation and delete what the earlier ones left; returns how many rows.

    No copy that was made before is found after.
    """
    with transaction.atomic(using=database()):
        deleted = _delete_rows()
        begin_generation()
    return deleted


def _delete_rows() -> int:
    """Those that can be seen; whoever deletes some already is not waited for."""
    connection = connections[database()]
    table = connection.ops.quote_name(TABLE)
    skip = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table}{skip})")  # noqa: S608
        return cursor.rowcount
