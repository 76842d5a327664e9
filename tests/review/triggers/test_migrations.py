"""On SQLite every alteration makes a new table, which a trigger that names the old one hinders."""

import pytest
from django.apps import apps

from tests.review.test_upgrade import Site

pytestmark = pytest.mark.sqlite

MODELS = """
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

from wagtail_disclosure.review.models import GuardedPageManager, GuardedPageMixin


class Note(GuardedPageMixin, Page):
    text = models.TextField(blank=True)
    public_fields = ("title", "text", "lines")
    objects = GuardedPageManager()
    template = "note.html"


class Line(Orderable):
    note = ParentalKey(Note, on_delete=models.CASCADE, related_name="lines")
    words = models.CharField(max_length=50)
    public_fields = ("words",)
    private_fields = ("sort_order",)
"""

CREATE = """
from wagtail.models import Page
from notes.models import Line, Note
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record

note = Note(title="Note", live=False, text="Words")
note.lines = [Line(words="First")]
Page.objects.get(depth=2).add_child(instance=note)
revision = note.save_revision()
record(revision.as_object(), proposed_by=Actor(1, "A"), decided_by=Actor(2, "B"))
revision.publish()
"""

# Each guarded table, the table of clearances and Wagtail's own is altered once, by a remake.
ALTER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [
        migrations.AlterField("note", "text", models.CharField(max_length=900, blank=True)),
        migrations.AlterField("line", "words", models.CharField(max_length=70)),
    ]
"""

RENAME = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("notes", "0002_step")]
    operations = [
        migrations.AlterModelTable("note", "notes_remark"),
        migrations.AlterModelTable("line", "notes_remarkline"),
        migrations.AlterModelTable("note", "notes_note"),
        migrations.AlterModelTable("line", "notes_line"),
        migrations.RenameField("note", "text", "words"),
        migrations.RenameField("note", "words", "text"),
    ]
"""

OURS = """
from django.db import migrations, models

TABLES = {tables}

def remake(apps, schema_editor):
    for table in TABLES:
        for old, new in ((table, table + "_x"), (table + "_x", table)):
            schema_editor.execute(f'ALTER TABLE "{{old}}" RENAME TO "{{new}}"')

class Migration(migrations.Migration):
    dependencies = [("notes", "0003_step")]
    operations = [migrations.RunPython(remake)]
"""

DROP = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("notes", "0004_step")]
    operations = [migrations.DeleteModel("line"), migrations.DeleteModel("note")]
"""

DIRECTLY = """
from django.db import DatabaseError, connection, models
from notes.models import Note
old = Note._meta.get_field("text")
new = models.CharField(max_length=900, blank=True)
new.set_attributes_from_name("text")
new.model = Note
try:
    with connection.schema_editor() as editor:
        editor.alter_field(Note, old, new)
except DatabaseError as problem:
    print("REFUSED", problem.__context__ or problem)
"""

STEPS = """
from django.core.management import call_command
from django.db import connection
from notes.models import Note
from wagtail_disclosure.review.triggers import installation

def look():
    status = installation.status()
    print("COMPLETE", status.is_complete, "SHOWN", Note.objects.disclosed().count())

def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
                       " AND name LIKE 'disclosure%'")
        return {name for (name,) in cursor.fetchall()}

look()
for number in (2, 3, 4):
    call_command("migrate", "notes", f"{number:04}_step", verbosity=0)
    look()
call_command("migrate", "notes", "0005_step", verbosity=0)
print("LEFT", "notes_line" in tables(), "wagtailcore_page" in tables())
call_command("disclosure_triggers", "remove", verbosity=0)
print("REMOVED", not tables())
call_command("migrate", "wagtail_disclosure_review", "zero", verbosity=0)
print("UNINSTALLED", not tables())
"""

INSTALL = """
from django.core.management import call_command
call_command("disclosure_triggers", "install")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project with one public note and the triggers installed."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.release(MODELS)
    site.run("shell", "-c", CREATE + INSTALL)
    return site


def test_tables_are_altered_renamed_and_dropped_and_the_triggers_stay(site: Site) -> None:
    # Past ``migrate`` nobody takes the triggers away: an error, and nothing is changed.
    assert "REFUSED error in trigger disclosure_guard_" in site.run("shell", "-c", DIRECTLY)

    texts = (ALTER, RENAME, remake_ours(), DROP)
    for number, text in enumerate(texts, start=2):
        path = site.folder / "notes" / "migrations" / f"{number:04}_step.py"
        path.write_text(text)
    told = site.run("shell", "-c", STEPS)

    assert told.count("COMPLETE True SHOWN 1") == 4
    assert "LEFT False True" in told
    assert "REMOVED True" in told
    assert "UNINSTALLED True" in told


def remake_ours() -> str:
    """A migration that renames each table of the package and Wagtail's pages there and back."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    prefixes = ("wagtail_disclosure_core", "wagtail_disclosure_review", "wagtailcore_page")
    return OURS.format(tables=sorted(name for name in tables if name.startswith(prefixes)))
