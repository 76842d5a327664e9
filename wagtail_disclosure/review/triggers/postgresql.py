"""The rules as triggers of PostgreSQL, each with a function of its own name."""

from collections.abc import Iterator
from typing import Any

from wagtail_disclosure.review.triggers.rules import Rule, quoted

DIFFERS = "IS DISTINCT FROM"
MILLISECONDS = "DATE_TRUNC('milliseconds', {})"
EVENTS = frozenset({"INSERT", "UPDATE", "DELETE", "TRUNCATE"})
LIST = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s"
DEFINITIONS = (
    "SELECT pg_get_functiondef(tgfoid), pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgname LIKE %s"
)
TABLES = (
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND t.tgname = ANY(%s)"
)


def statements(rule: Rule) -> Iterator[str]:
    """What creates the trigger for ``rule``."""
    name = quoted(rule.name)
    row = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(rule.event, "NEW")
    each = "STATEMENT" if rule.event == "TRUNCATE" else "ROW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN"
        f" IF {rule.condition} THEN RAISE EXCEPTION"
        f" 'wagtail_disclosure: {rule.kind} is not cleared' USING ERRCODE = '23514';"
        f" END IF; RETURN {row}; END $guard$"
    )
    of_columns = f" OF {', '.join(map(quoted, rule.columns))}" if rule.columns else ""
    yield (
        f"CREATE TRIGGER {name} BEFORE {rule.event}{of_columns} ON {quoted(rule.table)}"
        f" FOR EACH {each} EXECUTE FUNCTION {name}()"
    )


def removals(cursor: Any, names: list[str]) -> Iterator[str]:
    """What removes the triggers with these names, and their functions."""
    cursor.execute(TABLES, [names])
    for name, table in cursor.fetchall():
        yield f"DROP TRIGGER {quoted(name)} ON {quoted(table)}"
        yield f"DROP FUNCTION IF EXISTS {quoted(name)}()"
