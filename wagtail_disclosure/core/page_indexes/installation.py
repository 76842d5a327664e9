"""Install, remove and look at the indexes of one database."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.models import Page

# By name: columns. What begins with the prefix is ours.
PREFIX = "disclosure_page_"
INDEXES = {
    f"{PREFIX}depth_path": ("depth", "path"),
    f"{PREFIX}url_path": ("url_path",),
}
# Which pages are live, and where: what is found is asked that by the ten thousand, and PostgreSQL
# answers from the index without a look at the pages.
FOR_POSTGRESQL = {f"{PREFIX}live": ("id", "path")}
# So many pages make a start page half as fast as an empty site's.
DUE_AT = 20_000


@dataclass(frozen=True)
class Status:
    """Which of the indexes there are, and about how many pages they serve."""

    installed: tuple[str, ...]
    missing: tuple[str, ...]
    pages: int

    @property
    def is_due(self) -> bool:
        return bool(self.missing) and self.pages >= DUE_AT


def status(using: str = DEFAULT_DB_ALIAS) -> Status:
    found = _found(using)
    pages = Page._base_manager.using(using).count()
    wanted = _wanted(connections[using].vendor)
    missing = tuple(name for name in wanted if name not in found)
    return Status(tuple(name for name in wanted if name in found), missing, pages)


def install(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Add what is missing, without keeping others from writing; returns the names.

    Not within a transaction: PostgreSQL refuses to build an index beside writers in one.
    """
    connection = connections[using]
    wanted = _wanted(connection.vendor)
    missing = [name for name in wanted if name not in _found(using)]
    quote = connection.ops.quote_name
    beside = "CONCURRENTLY " if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in missing:
            # What was broken off is there, and serves nobody.
            cursor.execute(f"DROP INDEX {beside}IF EXISTS {quote(name)}")
            columns = ", ".join(map(quote, wanted[name]))
            table = f"{quote(Page._meta.db_table)}{_method(connection.vendor, name)}"
            which = " WHERE live" if name in FOR_POSTGRESQL else ""
            cursor.execute(f"CREATE INDEX {beside}{quote(name)} ON {table} ({columns}){which}")
    return missing


def _wanted(vendor: str) -> dict[str, tuple[str, ...]]:
    return INDEXES | (FOR_POSTGRESQL if vendor == "postgresql" else {})


def _method(vendor: str, name: str) -> str:
    """Addresses may be longer than an ordered index takes, and are only compared."""
    return " USING hash" if vendor == "postgresql" and INDEXES.get(name) == ("url_path",) else ""


def remove(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Take them away; returns the names of those that there were."""
    connection = connections[using]
    found = [name for name in _wanted(connection.vendor) if name in _found(using)]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return found


def _found(using: str) -> set[str]:
    """Names of the indexes on the page table that are complete."""
    connection = connections[using]
    with connection.cursor() as cursor:
        table = Page._meta.db_table
        constraints: dict[str, Any] = connection.introspection.get_constraints(cursor, table)
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname FROM pg_class JOIN pg_index ON oid = indexrelid "
                "WHERE indrelid = %s::regclass AND NOT indisvalid",
                [table],
            )
            return set(constraints) - {name for (name,) in cursor.fetchall()}
    return set(constraints)
