"""The rules as triggers of SQLite."""

from collections.abc import Iterator
from typing import Any

from wagtail_disclosure.review.triggers.rules import Rule, quoted

DIFFERS = "IS NOT"
# Stored as text, and without a fraction where that is zero.
MILLISECONDS = "SUBSTR(CAST({} AS text) || '.000000', 1, 23)"
EVENTS = frozenset({"INSERT", "UPDATE", "DELETE"})
LIST = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
DEFINITIONS = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"


def statements(rule: Rule) -> Iterator[str]:
    """What creates the trigger for ``rule``."""
    of_columns = f" OF {', '.join(map(quoted, rule.columns))}" if rule.columns else ""
    yield (
        f"CREATE TRIGGER {quoted(rule.name)} BEFORE {rule.event}{of_columns}"
        f" ON {quoted(rule.table)} FOR EACH ROW WHEN {rule.condition}"
        f" BEGIN SELECT RAISE(ABORT, 'wagtail_disclosure: {rule.kind} is not cleared'); END"
    )


def removals(cursor: Any, names: list[str]) -> Iterator[str]:
    """What removes the triggers with these names."""
    for name in names:
        yield f"DROP TRIGGER IF EXISTS {quoted(name)}"
