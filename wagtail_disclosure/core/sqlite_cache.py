"""SQLite's memory beside work that writes many rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

# In kibibytes, which SQLite writes below zero: its own default, and what is enough for the indexes
# of a hundred thousand pages.
DEFAULT, LARGE = -2_000, -65_536


@contextmanager
def large_cache(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Within, SQLite keeps more of the database in memory, unless the site says how much.

    Else it reads the same parts of its indexes again for nearly every row, the more the larger
    they are, and writes them again before the transaction ends.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    # Past Django: this is no statement about data, and may be said at any time.
    database = connection.connection
    (before,) = database.execute("PRAGMA cache_size").fetchone()
    if before == DEFAULT:
        database.execute(f"PRAGMA cache_size = {LARGE}")
    try:
        yield
    finally:
        if before == DEFAULT and connection.connection is database:
            database.execute(f"PRAGMA cache_size = {DEFAULT}")
