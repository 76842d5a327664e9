"""What this machine can run, and a mode in which nothing may be skipped.

``DISCLOSURE_TEST_DATABASE`` is ``sqlite`` (the default) or ``postgresql``; the latter connects by
PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. ``CHROMIUM`` names the browser where it is not
on the path. With ``DISCLOSURE_NOTHING_SKIPPED=1`` a test that would be skipped fails. With
``DISCLOSURE_TEST_TRIGGERS=1`` the database triggers are installed for all tests. With
``DISCLOSURE_TEST_TURN``, a number that grows, a third of the tests run that ask the database by
Django's ORM only, another third with the next number, and always all others.
"""

import os
from collections.abc import Generator, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from xdist.scheduler import LoadFileScheduling

from tests import demo
from tests.chromium import CHROMIUM_ARGUMENTS, chromium

TRIGGERS = os.environ.get("DISCLOSURE_TEST_TRIGGERS", "") == "1"
NOTHING_SKIPPED = os.environ.get("DISCLOSURE_NOTHING_SKIPPED", "") == "1"
WITHOUT_DATABASE = {"architecture", "docs", "installation", "rules"}
TURN = os.environ.get("DISCLOSURE_TEST_TURN", "")
TURNS = 3
BLOCKER = pytest.StashKey[Any]()
# Files that one worker runs one after the other, as they share what takes a minute to make.
SHARED = {
    "tests/browser": "demo",
    "tests/example_site/test_demo.py": "demo",
    "tests/installation": "installation",
}
# What has SQL of its own, or of which every test counts on every kind of database.
IN_EVERY_TURN = (
    "cases/inbox",
    "cases/intake",
    "cases/outbox",
    "cases/test_due_dates.py",
    "cases/test_inbox.py",
    "cases/test_verification.py",
    "catalog/importers",
    "catalog/reclassification",
    "catalog/test_query_counts.py",
    "core/search",
    "core/test_bulk_rows.py",
    "leaks",
    "review/batches",
    "review/guard",
    "review/triggers",
    "review/verification",
)


# The browser is to look at our pages and to call nobody.
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file is run by one worker, so what it makes for all of its tests is made once."""
    return SharedFiles(config, log)


class SharedFiles(LoadFileScheduling):
    """Marks of groups would do, but pytest 9.2 has no place where xdist 3.8 could note them."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return SHARED.get(file) or SHARED.get(file.rpartition("/")[0], file)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if TURN:
        waiting = [item for item in items if not has_its_turn(item)]
        items[:] = [item for item in items if has_its_turn(item)]
        config.hook.pytest_deselected(items=waiting)
    missing = missing_things()
    for item in items:
        if is_the_same_everywhere(item):
            item.add_marker(pytest.mark.sqlite)
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def has_its_turn(item: pytest.Item) -> bool:
    """Files go together: what takes long to make is made once for all tests of a file."""
    name = name_of_file(item)
    if item.get_closest_marker("postgresql"):
        return True
    return name.startswith(IN_EVERY_TURN) or crc32(name.encode()) % TURNS == int(TURN) % TURNS


def is_the_same_everywhere(item: pytest.Item) -> bool:
    """Whether it has nothing to do with the test database, and one kind of database will do."""
    folder = name_of_file(item).partition("/")[0]
    return folder in WITHOUT_DATABASE or "built_demo" in getattr(item, "fixturenames", ())


def name_of_file(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).as_posix()


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
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The triggers are in the test database only where that is asked for."""
    request.config.stash[BLOCKER] = django_db_blocker
    if not apps.is_installed("wagtail_disclosure.review"):
        return
    installation = import_module("wagtail_disclosure.review.triggers.installation")
    with django_db_blocker.unblock():
        if TRIGGERS:
            installation.install()
        else:
            # A database that was kept may have them from another run.
            installation.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, Any, Any]:
    """Tests that commit empty the database; for those that follow it is filled as it was."""
    result = yield
    if nextitem is not None and commits(item):
        with item.config.stash[BLOCKER].unblock():
            fill_again()
    return result


def commits(item: pytest.Item) -> bool:
    if item.get_closest_marker("skip"):
        return False
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or "transactional_db" in getattr(item, "fixturenames", ())


def fill_again() -> None:
    """With what migrations wrote, as Django itself keeps it for `serialized_rollback`."""
    call_command(
        "flush",
        interactive=False,
        verbosity=0,
        inhibit_post_migrate=True,
        # What is filled in again brings its own keys along: numbering goes on after them.
        reset_sequences=False,
    )
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    ContentType.objects.clear_cache()


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around the tests of a module, for what takes long to make and is the same.

    A fixture of a module makes it in here; what a test does to it, ``db`` takes back. A test that
    commits (``transaction=True``) can't be in such a module.
    """
    around = transaction.atomic()
    # What is made in here comes before ``empty_caches`` of the first test.
    clear_caches()
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
def empty_caches() -> None:
    """Wagtail caches where sites start; a rollback takes the sites back, but not the cache.

    Copies of pages were made with the settings of another test. And the rows of generations that
    this process remembers are taken back, too: deleting them is a query more.
    """
    clear_caches()
    if apps.is_installed("wagtail_disclosure.core"):
        import_module("wagtail_disclosure.core.page_cache.generations")._rows.clear()


def clear_caches() -> None:
    for each in caches.all():
        each.clear()


@pytest.fixture
def without_page_cache(settings: Any) -> None:
    """Every answer is made anew, for tests that count its queries or look into its context."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "page_cache" not in name]


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

    Building takes a minute: ``SHARED`` names the tests that use it, so that one worker builds it
    for all of them.
    """
    built, run = demo.build(tmp_path_factory.mktemp("demo") / "built")
    assert run.returncode == 0, run.stdout + run.stderr
    return built
