"""Several databases of the same shape that one process takes turns with.

What is compared has to be asked for by the same process in turns, and one catalog must not slow
the other: so each has a database of its own, a copy of one template.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import NO_DB_ALIAS

TEMPLATE = settings.DATABASES["default"]["NAME"]
IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
NAME = "sqlite" if IS_SQLITE else "postgresql"

_opened: dict[str, Any] = {}


def create_template() -> None:
    """An empty database for what all have; it is the one that is connected to."""
    if not IS_SQLITE:
        _administer(f'DROP DATABASE IF EXISTS "{TEMPLATE}"', f'CREATE DATABASE "{TEMPLATE}"')


def copy(source: str, target: str) -> None:
    """A new database ``target`` like ``source``; an empty name is the template's."""
    _close()
    if IS_SQLITE:
        shutil.copy(_address(source), _address(target))
    else:
        name = _address(target)
        _administer(
            f'DROP DATABASE IF EXISTS "{name}"',
            f'CREATE DATABASE "{name}" TEMPLATE "{_address(source)}"',
        )


def drop_all(names: list[str]) -> None:
    """Take away the template and its copies; a temporary folder goes by itself."""
    _close()
    if not IS_SQLITE:
        _administer(*(f'DROP DATABASE IF EXISTS "{_address(name)}"' for name in ["", *names]))


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Everything within asks the database ``name``."""
    if name not in _opened:
        _opened[name] = connections.create_connection("default")
        _opened[name].settings_dict = {
            **_opened[name].settings_dict,
            "NAME": _address(name),
        }
    before = connections["default"]
    connections["default"] = _opened[name]
    try:
        yield
    finally:
        connections["default"] = before


@contextmanager
def searched_by(backends: dict[str, Any]) -> Iterator[None]:
    """Everything within is indexed and found by these search backends."""
    before = settings.WAGTAILSEARCH_BACKENDS
    settings.WAGTAILSEARCH_BACKENDS = backends
    try:
        yield
    finally:
        settings.WAGTAILSEARCH_BACKENDS = before


def analyze() -> None:
    """Let PostgreSQL count its rows and see which pages of them all may read, as it does by itself
    in service; SQLite never does."""
    if IS_SQLITE:
        return
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _address(name: str) -> str:
    if not name:
        return str(TEMPLATE)
    if IS_SQLITE:
        return str(Path(TEMPLATE).with_name(f"{name}.sqlite3"))
    return f"disclosure_bench_{name}"


def _close() -> None:
    connections["default"].close()
    for connection in _opened.values():
        connection.close()


def _administer(*statements: str) -> None:
    default = connections["default"]
    # Under its own name, Django would look for extensions in the database that is not there yet.
    maintenance = type(default)({**default.settings_dict, "NAME": "postgres"}, NO_DB_ALIAS)
    with maintenance.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    maintenance.close()
