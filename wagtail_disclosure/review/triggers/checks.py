"""System checks of the database triggers; they run with ``check --database`` and ``migrate``."""

from typing import Any

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections

from wagtail_disclosure.review.checks.settings import has_public_api_v3
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.triggers import installation


@checks.register(checks.Tags.database)
def check_triggers(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Triggers that are wanted are there; where nobody decided yet, somebody should."""
    return [problem for using in databases or () for problem in _problems(using)]


@checks.register(checks.Tags.database)
def check_public_api_v3_has_triggers(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Nobody can filter what Wagtail's API v3 gives out: only triggers keep its rows right."""
    using = DEFAULT_DB_ALIAS
    if using not in (databases or ()) or not has_public_api_v3() or not _has_clearances(using):
        return []
    if installation.is_supported(using) and installation.status(using).is_complete:
        return []
    message = "Wagtail's API v3 is public and no database triggers keep uncleared rows from it."
    hint = f"Leave it out, or run: manage.py disclosure_triggers install --database {using}"
    return [checks.Error(message, hint=hint, id="wagtail_disclosure.E022")]


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
