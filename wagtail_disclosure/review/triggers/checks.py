"""System checks of the database triggers; they run with ``check --database`` and ``migrate``."""

from typing import Any

from django.core import checks
from django.db import connections

from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.triggers import installation


@checks.register(checks.Tags.database)
def check_triggers(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Triggers that are wanted are there; where nobody decided yet, somebody should."""
    return [problem for using in databases or () for problem in _problems(using)]


def _problems(using: str) -> list[checks.CheckMessage]:
    if not installation.is_supported(using) or not _has_clearances(using):
        return []
    hint = f"Run: manage.py disclosure_triggers install --database {using}"
    status = installation.status(using)
    if not status.is_wanted:
        message = f"No database triggers guard published content in the database “{using}”."
        return [checks.Warning(message, hint=hint, id="wagtail_disclosure.W021")]
    if not status.is_complete:
        message = f"Database triggers are missing or outdated in the database “{using}”."
        return [checks.Warning(message, hint=hint, id="wagtail_disclosure.W020")]
    return []


def _has_clearances(using: str) -> bool:
    """Before the first migration, and in a database of other things, there is nothing to guard."""
    return Clearance._meta.db_table in connections[using].introspection.table_names()
