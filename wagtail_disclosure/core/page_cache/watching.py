"""Sees every statement that Django sends, and begins a generation where pages may show it."""

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from wagtail_disclosure.core.page_cache import generations
from wagtail_disclosure.core.page_cache.statements import (
    Kind,
    is_partial,
    read_statement,
    returns_rows,
)
from wagtail_disclosure.core.page_cache.tables import unseen_tables

# Databases, by alias and name, that have the table of generations: it comes with a migration.
_ready: set[tuple[str, str]] = set()


class Watcher:
    """An execute wrapper of one connection."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        statement = read_statement(sql)
        if statement.kind is Kind.ENDS:
            generations.forget_begun(self.connection)
            result = execute(sql, params, many, context)
            if is_partial(sql) and self.connection.in_atomic_block:
                generations.take_back_looks(self.connection)
            return result
        if statement.kind is Kind.READS or statement.table in unseen_tables():
            return execute(sql, params, many, context)
        if statement.kind is Kind.SCHEMA:
            if generations.TABLE in sql:
                _ready.discard(self._name)
            return execute(sql, params, many, context)
        if not self._is_ready():
            return execute(sql, params, many, context)
        if self.connection.in_atomic_block:
            generations.begin_once()
            return execute(sql, params, many, context)
        # SQLite can't commit before the rows that a statement returns have been read.
        is_open = self.connection.vendor == "sqlite" and not many and returns_rows(sql)
        is_closed = statement.kind is Kind.WRITES and not is_open
        return self._execute_alone(lambda: execute(sql, params, many, context), is_closed)

    def _execute_alone(self, execute: Callable[[], Any], is_closed: bool) -> Any:
        """A statement that is its own transaction; the generation has to come with it."""
        if is_closed:
            with transaction.atomic(using=self.connection.alias):
                generations.begin_generation()
                return execute()
        result = execute()
        # SQLite commits both when the rows that the statement returns have been read.
        generations.begin_generation()
        return result

    @property
    def _name(self) -> tuple[str, str]:
        return self.connection.alias, str(self.connection.settings_dict["NAME"])

    def _is_ready(self) -> bool:
        if self._name not in _ready:
            with self.connection.cursor() as cursor:
                names = self.connection.introspection.table_names(cursor)
            if generations.TABLE not in names:
                return False
            _ready.add(self._name)
        return True


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of ``connection_created``; a connection that is opened again is watched already."""
    wrappers = connection.execute_wrappers
    if connection.alias == generations.database() and not any(
        isinstance(wrapper, Watcher) for wrapper in wrappers
    ):
        # At the start: whoever adds one for a while takes the last away again.
        wrappers.insert(0, Watcher(connection))


def watch_all() -> None:
    """Watch every connection to the database, those that are open already included."""
    connection_created.connect(watch, dispatch_uid="disclosure_page_cache")
    for connection in connections.all(initialized_only=True):
        watch(connection)
