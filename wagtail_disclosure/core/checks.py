"""System checks: errors for what leaks or loses data, warnings for the rest."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router
from django.utils import timezone

from wagtail_disclosure.core import conf, encryption
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.models.bodies import LONGEST_INDEX_NUMBER, template_problem
from wagtail_disclosure.core.storage import ALIAS
from wagtail_disclosure.rules.number_templates import check_index_template
from wagtail_disclosure.rules.references import BadTemplate

STORAGE_HINT = (
    'Add to STORAGES: "disclosure_private": {"BACKEND": '
    '"django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": BASE_DIR / "private"}}'
    " (a folder that the web server does not serve)."
)

OLDEST_SQLITE = (3, 35, 0)
# Servers that ask for the time by network differ by less.
CLOCKS_AGREE = timedelta(minutes=5)


@checks.register(checks.Tags.security)
def check_encryption_keys(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without a master key nothing that citizens write could be stored."""
    try:
        encryption.master_keys()
    except ImproperlyConfigured as error:
        hint = (
            'Add WAGTAIL_DISCLOSURE = {"ENCRYPTION_KEYS": ["…"]} with a key that you keep outside '
            f"the database and its backups: {encryption.EXAMPLE}"
        )
        return [checks.Error(str(error), hint=hint, id="wagtail_disclosure.E001")]
    return []


@checks.register(checks.Tags.security)
def check_private_storage(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Guarded files need a storage of their own, out of reach of MEDIA_URL."""
    configured = settings.STORAGES.get(ALIAS)
    if not configured:
        return [
            checks.Error(
                f'STORAGES has no "{ALIAS}".', hint=STORAGE_HINT, id="wagtail_disclosure.E002"
            )
        ]
    location = str(configured.get("OPTIONS", {}).get("location", ""))
    is_file_system = configured["BACKEND"].endswith("FileSystemStorage")
    if is_file_system and (not location or _is_inside(location, settings.MEDIA_ROOT)):
        message = f'STORAGES["{ALIAS}"] stores below MEDIA_ROOT, where everybody can read.'
        return [checks.Error(message, hint=STORAGE_HINT, id="wagtail_disclosure.E003")]
    return []


@checks.register()
def check_settings_are_known(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A misspelt setting would otherwise be ignored in silence."""
    return [
        checks.Warning(
            f'WAGTAIL_DISCLOSURE has an unknown key "{name}".',
            hint=f"Known keys: {', '.join(sorted(conf.DEFAULTS))}.",
            id="wagtail_disclosure.W001",
        )
        for name in conf.unknown_settings()
    ]


@checks.register()
def check_review_is_installed(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The secrecy review stands in front of everything public; it is not optional."""
    if apps.is_installed("wagtail_disclosure.review"):
        return []
    return [
        checks.Error(
            "wagtail_disclosure.review is not installed.",
            hint='Add "wagtail_disclosure.review" to INSTALLED_APPS.',
            id="wagtail_disclosure.E004",
        )
    ]


@checks.register()
def check_search_finds_chinese(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The stock database backends take a run of Chinese characters for one word."""
    backend = getattr(settings, "WAGTAILSEARCH_BACKENDS", {}).get("default", {}).get("BACKEND", "")
    if backend and not backend.endswith("search.backends.database"):
        return []
    return [
        checks.Warning(
            "Search will not find Chinese words inside running text.",
            hint='Set WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": '
            '"wagtail_disclosure.core.search.backend"}} and run update_index.',
            id="wagtail_disclosure.W002",
        )
    ]


@checks.register()
def check_sqlite_waits_for_writers(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Deferred SQLite transactions fail as soon as two people write at once."""
    return [
        checks.Warning(
            f'Database "{alias}" would refuse concurrent writers.',
            hint='Add to its OPTIONS: "transaction_mode": "IMMEDIATE", "timeout": 20, '
            '"init_command": "PRAGMA journal_mode=WAL".',
            id="wagtail_disclosure.W003",
        )
        for alias, database in settings.DATABASES.items()
        if refuses_concurrent_writers(database)
    ]


@checks.register()
def check_sqlite_counts(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Numbers are counted up by ``RETURNING``: https://sqlite.org/lang_returning.html."""
    if not any(is_sqlite(database) for database in settings.DATABASES.values()):
        return []
    return list(sqlite_problems(sqlite3.sqlite_version_info))


def sqlite_problems(version: tuple[int, ...]) -> Iterator[checks.CheckMessage]:
    """What is wrong with a library of this ``version``."""
    if version < OLDEST_SQLITE:
        yield checks.Error(
            f"SQLite {_dotted(version)} can't give out numbers.",
            hint=f"Use SQLite {_dotted(OLDEST_SQLITE)} or later, or PostgreSQL.",
            id="wagtail_disclosure.E013",
        )


@checks.register()
def check_index_number_template(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A template without year or serial would give the same number twice."""
    template = conf.index_number_template()
    try:
        check_index_template(template, orgcode="", longest=LONGEST_INDEX_NUMBER)
    except BadTemplate as error:
        hint = f'The default is "{conf.DEFAULTS["INDEX_NUMBER_TEMPLATE"]}".'
        message = f"INDEX_NUMBER_TEMPLATE can't be used: {error}"
        return [checks.Error(message, hint=hint, id="wagtail_disclosure.E005")]
    return []


@checks.register(checks.Tags.database)
def check_templates_of_bodies(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Two bodies on one site must not be able to give the same index number."""
    using = router.db_for_read(PublicBody)
    if using not in (databases or ()) or not _has_templates(using):
        return []
    return list(template_problems())


def template_problems() -> Iterator[checks.CheckMessage]:
    """An error for each body that gives index numbers and can't with its template."""
    for body in PublicBody.objects.numbering():
        if problem := template_problem(body):
            yield checks.Error(
                f"Index numbers of “{body.code}”: {problem}",
                hint="Change the template of the public body.",
                id="wagtail_disclosure.E006",
            )


def _has_templates(using: str) -> bool:
    """Whether the column is there yet: checks run before the first migration, too."""
    connection = connections[using]
    table = PublicBody._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, table)
    return "index_number_template" in {column.name for column in columns}


@checks.register(checks.Tags.database)
def check_clocks_agree(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """What is received at the wrong hour may be received on the wrong day."""
    servers = [alias for alias in databases or () if connections[alias].vendor == "postgresql"]
    return [problem for alias in servers for problem in clock_problems(alias, now=timezone.now())]


def clock_problems(alias: str, *, now: datetime) -> Iterator[checks.CheckMessage]:
    """An error where ``now`` of this machine is not that of the machine of the database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        difference = now - cursor.fetchone()[0]
    if abs(difference) > CLOCKS_AGREE:
        yield checks.Error(
            f'The clocks of this machine and of database "{alias}" differ by {difference}.',
            hint="Let both ask the same time servers; days of receipt follow this clock.",
            id="wagtail_disclosure.E009",
        )


def is_sqlite(database: dict[str, Any]) -> bool:
    return bool(database["ENGINE"].endswith("sqlite3"))


def refuses_concurrent_writers(database: dict[str, Any]) -> bool:
    """Whether this entry of DATABASES is an SQLite that takes its write lock too late."""
    return (
        is_sqlite(database) and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def _is_inside(location: str, folder: str) -> bool:
    return bool(folder) and Path(location).resolve().is_relative_to(Path(folder).resolve())
