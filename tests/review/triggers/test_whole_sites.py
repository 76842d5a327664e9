"""A site moved by fixture into an empty database, and a site that the package is removed from."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sqlite

# As the documentation of commands has it.
SENSIBLE = (
    "--natural-foreign",
    "--natural-primary",
    *("--exclude", "contenttypes"),
    *("--exclude", "auth.permission"),
    *("--exclude", "sessions"),
    *("--exclude", "wagtail_disclosure_review.guardedtype"),
    *("--exclude", "wagtail_disclosure_catalog.publicentry"),
    *("--exclude", "wagtail_disclosure_catalog.categorycount"),
)
PUBLISH = """
from tests.factories import create_user
from tests.noticeboard.models import NoticePage
from wagtail.models import Page
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import actions

drafter, leader = create_user("drafter"), create_user("leader")
page = NoticePage(title="Notice", slug="notice", live=False, body=[("text", "<p>Water</p>")])
Page.objects.get(depth=2).add_child(instance=page)
revision = page.save_revision(user=drafter)
actions.record(
    revision.as_object(), proposed_by=Actor.of(drafter), decided_by=Actor.of(leader)
)
revision.publish(user=leader)
"""
SAVE = """
from wagtail.models import Page

page = Page.objects.get(depth=2)
page.title = "Saved afterwards"
page.save()
"""
NOTICES = """
    SELECT page.title, page.live, notice.cleared_fingerprint FROM noticeboard_noticepage notice
    JOIN wagtailcore_page page ON page.id = notice.page_ptr_id
"""


@dataclass(frozen=True)
class Site:
    """A database file, and commands in a process of their own."""

    database: Path

    def run(self, *arguments: str, **environment: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings.own_database",
                "DISCLOSURE_OWN_DATABASE": str(self.database),
                "PYTHONPATH": os.pathsep.join(sys.path),
                **environment,
            },
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def copied_to(self, folder: Path) -> "Site":
        folder.mkdir()
        return Site(Path(shutil.copy(self.database, folder / self.database.name)))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Migrated, with triggers, and nothing in it; copy it."""
    site = Site(tmp_path_factory.mktemp("empty") / "site.sqlite3")
    site.run("migrate", "--verbosity", "0")
    site.run("disclosure_triggers", "install")
    return site


@pytest.fixture
def site(empty: Site, tmp_path: Path) -> Site:
    """With a page that is public."""
    site = empty.copied_to(tmp_path / "site")
    site.run("shell", "--command", PUBLISH)
    assert [(title, live) for title, live, _seal in site.rows(NOTICES)] == [("Notice", 1)]
    return site


@pytest.mark.parametrize("options", [SENSIBLE, ()], ids=["as documented", "everything"])
def test_a_whole_site_is_loaded_as_drafts_with_its_record(
    site: Site, empty: Site, tmp_path: Path, options: tuple[str, ...]
) -> None:
    fixture = str(tmp_path / "site.json")
    site.run("dumpdata", *options, "--output", fixture)
    copy = empty.copied_to(tmp_path / "copy")
    copy.run("loaddata", fixture)
    assert copy.rows(NOTICES) == [("Notice", 0, "")]
    for table in (
        "wagtail_disclosure_review_clearance",
        "wagtailcore_page",
        "wagtailcore_revision",
        "auth_user",
        "auth_group",
        "wagtail_disclosure_core_law",
    ):
        # S608: names of tables can't be parameters.
        count = f"SELECT COUNT(*) FROM {table}"  # noqa: S608
        assert copy.rows(count) == site.rows(count), table
    copy.run("disclosure_triggers", "status")
    copy.run("disclosure_verify")


def test_uninstalled_as_documented_nothing_is_left_and_pages_are_saved(site: Site) -> None:
    site.run("disclosure_triggers", "remove")
    for part in ("cases", "catalog", "review", "core"):
        site.run("migrate", f"wagtail_disclosure_{part}", "zero", "--verbosity", "0")
    left = site.rows("SELECT name FROM sqlite_master WHERE name LIKE '%disclosure%'")
    # The example site's own app, which has none of our content.
    assert [name for (name,) in left if not name.startswith("disclosure_demo_")] == []
    assert (
        site.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%disclos%'")
        == []
    )
    site.run("shell", "--command", SAVE, DISCLOSURE_UNINSTALLED="1")
    titles = site.rows("SELECT title FROM wagtailcore_page WHERE depth = 2")
    assert titles == [("Saved afterwards",)]
