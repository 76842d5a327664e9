"""What this machine can run, and a mode in which nothing may be skipped.

``DISCLOSURE_TEST_DATABASE`` is ``sqlite`` (the default) or ``postgresql``; the latter connects by
PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. ``CHROMIUM`` names the browser where it is not
on the path. With ``DISCLOSURE_NOTHING_SKIPPED=1`` a test that would be skipped fails. With
``DISCLOSURE_TEST_TRIGGERS=1`` the database triggers are installed for all tests.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

from tests import demo

TRIGGERS = os.environ.get("DISCLOSURE_TEST_TRIGGERS", "") == "1"
NOTHING_SKIPPED = os.environ.get("DISCLOSURE_NOTHING_SKIPPED", "") == "1"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The browser is to look at our pages and to call nobody.
CHROMIUM_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """The browser's path, from the environment variable or by its usual names."""
    named = os.environ.get("CHROMIUM")
    candidates = (named,) if named else CHROMIUM_NAMES
    return next((path for path in map(shutil.which, candidates) if path), None)


def pytest_report_header() -> list[str]:
    return [
        f"database: {connection.vendor}",
        f"browser: {chromium() or 'none (set CHROMIUM=/path/to/chromium)'}",
    ]


def pytest_sessionstart() -> None:
    """Stop before the first test if the database asked for does not answer."""
    if connection.vendor != "postgresql":
        return
    # The test database is made from the server's own, which is always there.
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    try:
        connection.get_new_connection(parameters).close()
    except connection.Database.OperationalError as error:
        pytest.exit(f"DISCLOSURE_TEST_DATABASE=postgresql, but: {error}", returncode=4)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = missing_things()
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def missing_things() -> dict[str, str]:
    """The markers whose tests can't run here, each with the reason."""
    missing = {}
    if not chromium():
        missing["browser"] = "needs Chromium: install it or set CHROMIUM"
    if connection.vendor != "postgresql":
        missing["postgresql"] = "needs PostgreSQL: set DISCLOSURE_TEST_DATABASE=postgresql"
    if connection.vendor != "sqlite":
        missing["sqlite"] = "needs SQLite: set DISCLOSURE_TEST_DATABASE=sqlite"
    return missing


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    return skip_as_failure(report)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    return skip_as_failure(report)


def skip_as_failure(report: Any) -> Any:
    """The report itself, failed where it skips or expects to fail and nothing may be skipped."""
    if NOTHING_SKIPPED and report.skipped:
        reason = getattr(report, "wasxfail", None) or report.longrepr
        if isinstance(reason, tuple):
            reason = reason[-1]
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped in this run, but: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The triggers are in the test database only where that is asked for."""
    if not apps.is_installed("wagtail_disclosure.review"):
        return
    installation = import_module("wagtail_disclosure.review.triggers.installation")
    with django_db_blocker.unblock():
        if TRIGGERS:
            installation.install()
        else:
            # A database that was kept may have them from another run.
            installation.remove()


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around the tests of a module, for what takes long to make and is the same.

    A fixture of a module makes it in here; what a test does to it, ``db`` takes back. A test that
    commits (``transaction=True``) can't be in such a module.
    """
    around = transaction.atomic()
    # What is made in here comes before ``forget_cached_sites`` of the first test.
    cache.clear()
    with django_db_blocker.unblock():
        around.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def write_past_the_triggers(request: pytest.FixtureRequest) -> None:
    """Tests of what shows after raw writes need a database that lets them pass."""
    if TRIGGERS and request.node.get_closest_marker("raw_writes"):
        request.getfixturevalue("db")
        import_module("wagtail_disclosure.review.triggers.installation").remove()


@pytest.fixture(autouse=True)
def forget_cached_sites() -> None:
    """Wagtail caches where sites start; a rollback takes the sites back, but not the cache."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's own Chromium: the drivers bring none along."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": [*CHROMIUM_ARGUMENTS, *sandbox],
    }


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> demo.Demo:
    """The demonstration as its command leaves it: look at it, copy it, don't change it.

    Building takes a minute: give tests that use it ``xdist_group("demo")``, so that one worker
    builds it for all of them.
    """
    built, run = demo.build(tmp_path_factory.mktemp("demo") / "built")
    assert run.returncode == 0, run.stdout + run.stderr
    return built
