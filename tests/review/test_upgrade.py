"""A release that adds a field with a default to a guarded type leaves everything public."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# The project on disk is on SQLite whatever database the tests run on.
pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
from example_site.settings import *
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPTIONAL = {"wagtail_disclosure.catalog", "wagtail_disclosure.cases"}
INSTALLED_APPS = ["notes"] + [
    app for app in INSTALLED_APPS if app not in OPTIONAL and not app.startswith("example_site")
]
ROOT_URLCONF = "tests.noticeboard.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HERE / "db.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
STORAGES["disclosure_private"]["OPTIONS"] = {"location": HERE / "private"}
ALLOWED_HOSTS = ["*"]
"""

MODELS = """
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from wagtail_disclosure.review.models import GuardedPageManager, GuardedPageMixin


class Note(GuardedPageMixin, Page):
    text = models.TextField(blank=True)
    body = StreamField([("contact", blocks.StructBlock([("name", blocks.CharBlock())]))])
    public_fields = ("title", "text", "body", "lines")
    objects = GuardedPageManager()
    template = "note.html"


class Line(Orderable):
    note = ParentalKey(Note, on_delete=models.CASCADE, related_name="lines")
    words = models.CharField(max_length=50)
    public_fields = ("words",)
    private_fields = ("sort_order",)
"""

NEW_FIELDS = """
    audience = models.CharField(max_length=20, default="everybody")
    pages = models.PositiveIntegerField(default=0)
    is_long = models.BooleanField(default=False)
    source = models.CharField(max_length=20, blank=True, default="")
    read_on = models.DateField(null=True, blank=True)
    note_to_self = models.TextField(default="x")
    public_fields = (
        "title", "text", "body", "lines", "audience", "pages", "is_long", "source", "read_on"
    )
    private_fields = ("note_to_self",)
"""

NEW_FIELD_OF_ROWS = """
    weight = models.IntegerField(default=7)
    public_fields = ("words", "weight")
"""

CREATE = """
from wagtail.models import Page
from notes.models import Line, Note
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record

for number in range(3):
    note = Note(title=f"Note {number}", live=False, text="Words",
                body=[("contact", {"name": "Lin"})])
    note.lines = [Line(words="First"), Line(words="Second")]
    Page.objects.get(depth=2).add_child(instance=note)
    revision = note.save_revision()
    record(revision.as_object(), proposed_by=Actor(1, "A"), decided_by=Actor(2, "B"))
    revision.publish()
"""

LOOK = """
from django.test import Client
from notes.models import Note

notes = list(Note.objects.disclosed())
served = [note for note in notes if Client().get(note.get_url()).status_code == 200]
print("VISIBLE", len(served), sorted(note.clearance_id for note in served))
print("REPUBLISHED", [note.get_latest_revision().publish() for note in notes])
"""


class Site:
    """A project on disk whose guarded app is rewritten between two releases."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "notes" / "migrations").mkdir(parents=True)
        (folder / "notes" / "__init__.py").touch()
        (folder / "notes" / "migrations" / "__init__.py").touch()
        (folder / "notes" / "templates").mkdir()
        (folder / "notes" / "templates" / "note.html").write_text("{{ page.title }}")
        (folder / "upgrade_settings.py").write_text(SETTINGS)

    def release(self, models: str) -> None:
        (self.folder / "notes" / "models.py").write_text(models)
        self.run("makemigrations", "notes")
        self.run("migrate", "--verbosity", "0")

    def run(self, *arguments: str) -> str:
        paths = os.pathsep.join([str(self.folder), str(ROOT)])
        environment = {
            **os.environ,
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "upgrade_settings",
            "DISCLOSURE_DEMO_DIR": str(self.folder / "var"),
        }
        done = subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_a_new_field_with_a_default_hides_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.release(MODELS)
    site.run("shell", "-c", CREATE)
    before = site.run("shell", "-c", LOOK)
    assert "VISIBLE 3 [1, 2, 3]" in before

    site.release(second_release())

    assert site.run("shell", "-c", LOOK) == before


def second_release() -> str:
    """More fields on the page, on its rows and in its blocks, all with a default."""
    replacements = {
        '    public_fields = ("title", "text", "body", "lines")\n': NEW_FIELDS,
        '("name", blocks.CharBlock())': (
            '("name", blocks.CharBlock()), ("room", blocks.CharBlock(default="1"))'
        ),
        '    public_fields = ("words",)\n': NEW_FIELD_OF_ROWS,
    }
    models = MODELS
    for old, new in replacements.items():
        assert old in models
        models = models.replace(old, new)
    return models
