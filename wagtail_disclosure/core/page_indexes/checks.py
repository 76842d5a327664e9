"""System check of the indexes; it runs with ``check --database`` and ``migrate``."""

from typing import Any

from django.core import checks
from django.db import connections
from wagtail.models import Page

from wagtail_disclosure.core.page_indexes import installation


@checks.register(checks.Tags.database)
def check_page_indexes(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Without them, many pages make every page of the site slow, those of other apps as well."""
    return [problem for using in databases or () for problem in _problems(using)]


def _problems(using: str) -> list[checks.CheckMessage]:
    connection = connections[using]
    with connection.cursor() as cursor:
        if Page._meta.db_table not in connection.introspection.table_names(cursor):
            return []
    status = installation.status(using)
    if not status.is_due:
        return []
    message = f"{status.pages} pages in the database “{using}” make the whole site slow."
    hint = f"Run: manage.py disclosure_page_indexes install --database {using}"
    return [checks.Warning(message, hint=hint, id="wagtail_disclosure.W005")]
