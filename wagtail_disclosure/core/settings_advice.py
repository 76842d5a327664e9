"""Settings that a site still lacks, as lines to paste, each with its reason."""

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from wagtail_disclosure.core import conf, encryption
from wagtail_disclosure.core.storage import ALIAS

SEARCH_BACKEND = "wagtail_disclosure.core.search.backend"
HISTORY_MIDDLEWARE = "simple_history.middleware.HistoryRequestMiddleware"


@dataclass(frozen=True)
class Advice:
    """Lines for the site's settings and why they are needed; a path where they go elsewhere."""

    lines: str
    reason: str
    place: str = "settings"


def missing_settings() -> Iterator[Advice]:
    """What to add, the most important first; nothing where a site is complete."""
    yield from _encryption_keys()
    yield from _private_storage()
    yield from _urls()
    yield from _history()
    yield from _translations()
    yield from _days()
    yield from _search()
    yield from _sqlite()


def _encryption_keys() -> Iterator[Advice]:
    try:
        encryption.master_keys()
    except ImproperlyConfigured:
        key = base64.b64encode(os.urandom(encryption.KEY_BYTES)).decode()
        yield Advice(
            f'WAGTAIL_DISCLOSURE = {{"ENCRYPTION_KEYS": ["{key}"]}}',
            "What citizens write is stored encrypted only. The key was made just now; keep a copy "
            "outside the database and its backups.",
        )


def _private_storage() -> Iterator[Advice]:
    if ALIAS in settings.STORAGES:
        return
    yield Advice(
        f'STORAGES["{ALIAS}"] = {{\n'
        '    "BACKEND": "django.core.files.storage.FileSystemStorage",\n'
        '    "OPTIONS": {"location": BASE_DIR / "private"},\n'
        "}",
        "Files are handed out only by the package, so they may not lie under MEDIA_ROOT.",
    )


def _urls() -> Iterator[Advice]:
    try:
        reverse(
            "wagtail_disclosure_core:file", args=["00000000-0000-0000-0000-000000000000", "name"]
        )
    except NoReverseMatch:
        yield Advice(
            'path("", include("wagtail_disclosure.urls")),',
            "Search, status and files have addresses of their own, before Wagtail's.",
            place="urls",
        )


def _history() -> Iterator[Advice]:
    if not apps.is_installed("simple_history"):
        yield Advice(
            'INSTALLED_APPS += ["simple_history"]', "The history of laws, calendars and cases."
        )
    if HISTORY_MIDDLEWARE not in settings.MIDDLEWARE:
        yield Advice(
            f'MIDDLEWARE += ["{HISTORY_MIDDLEWARE}"]',
            "Without it, changes made in admin forms would be recorded without a person.",
        )


def _translations() -> Iterator[Advice]:
    name = "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE"
    if apps.is_installed("wagtail_localize") and getattr(settings, name, True):
        yield Advice(
            f"{name} = False",
            "Translations start as drafts: each language version has its own review.",
        )


def _days() -> Iterator[Advice]:
    if str(conf.time_zone()) != "UTC" or not conf.law_code().startswith("cn-"):
        return
    yield Advice(
        'WAGTAIL_DISCLOSURE["TIME_ZONE"] = "Asia/Shanghai"',
        "Deadlines are counted in days of the agency's zone; in UTC a request made at seven in "
        "the morning would count from the day before.",
    )


def _search() -> Iterator[Advice]:
    backends = getattr(settings, "WAGTAILSEARCH_BACKENDS", {})
    if backends.get("default", {}).get("BACKEND", "").startswith("wagtail_disclosure"):
        return
    yield Advice(
        f'WAGTAILSEARCH_BACKENDS = {{"default": {{"BACKEND": "{SEARCH_BACKEND}"}}}}',
        "Wagtail's own database search does not find Chinese words inside running text. Then run "
        "manage.py update_index.",
    )


def _sqlite() -> Iterator[Advice]:
    database = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    if not is_sqlite or options.get("transaction_mode") == "IMMEDIATE":
        return
    yield Advice(
        'DATABASES["default"]["OPTIONS"] = {\n'
        '    "transaction_mode": "IMMEDIATE",\n'
        '    "timeout": 20,\n'
        '    "init_command": "PRAGMA journal_mode=WAL",\n'
        "}",
        "Two people who save at the same moment would otherwise get an error.",
    )
