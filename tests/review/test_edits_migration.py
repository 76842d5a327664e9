"""The upgrade that keeps who wrote what starts from the revisions of before."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wagtail_disclosure.review.models import ContentEdit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
APP = "wagtail_disclosure_review"
BEFORE = "0005_waived_hints"
MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def migrate(name: str) -> None:
    call_command("migrate", APP, name, verbosity=0)


@pytest.fixture
def before() -> Iterator[Callable[[str, str], Any]]:
    """Models as they were before edits were kept; afterwards all is up to date again."""
    migrate(BEFORE)
    apps = MigrationExecutor(connection).loader.project_state((APP, BEFORE)).apps
    yield apps.get_model
    call_command("migrate", verbosity=0)


@pytest.fixture
def revise(before) -> Callable[..., Any]:
    """A revision, not yet stored, of an object of ``label``."""
    revisions, types = before("wagtailcore", "Revision"), before("contenttypes", "ContentType")

    def revise(label: str, key: str, user: Any, moment: datetime, content: Any = None) -> Any:
        app_label, model = label.split(".")
        content_type = types.objects.get_or_create(app_label=app_label, model=model)[0]
        return revisions(
            content_type_id=content_type.pk,
            base_content_type_id=content_type.pk,
            object_id=key,
            user=user,
            created_at=moment,
            content=content or {"pk": int(key), "title": "Secret"},
        )

    return revise


@pytest.fixture
def users(before) -> Callable[[str], Any]:
    return before("auth", "User").objects.create


def kept() -> set[tuple[Any, ...]]:
    return set(
        ContentEdit.objects.values_list(
            "object_type", "object_id", "user_name", "moment", "fingerprint", "scheme"
        )
    )


def test_everybody_who_saved_something_is_kept_once_with_their_last_edit(revise, users) -> None:
    ann, wu = users(username="ann"), users(username="wu")
    for arguments in [
        ("noticeboard.noticepage", "7", ann, MARCH),
        ("noticeboard.noticepage", "7", ann, APRIL),
        ("noticeboard.noticepage", "7", wu, MARCH),
        ("noticeboard.noticepage", "7", None, APRIL),
        ("noticeboard.noticesnippet", "7", ann, MARCH),
    ]:
        revise(*arguments).save()
    migrate("0007_scheme_of_edits")
    assert kept() == {
        ("noticeboard.noticepage", "7", "ann", APRIL, "", 1),
        ("noticeboard.noticepage", "7", "wu", MARCH, "", 1),
        ("noticeboard.noticesnippet", "7", "ann", MARCH, "", 1),
    }
    assert set(ContentEdit.objects.values_list("user_id", flat=True)) == {ann.pk, wu.pk}


def test_revisions_of_removed_models_and_fields_hinder_nothing(revise, users) -> None:
    ann = users(username="ann")
    revise("removed.thing", "1", ann, MARCH).save()
    odd = {"pk": 2, "removed_field": [{"type": "removed_block", "value": {}}], "body": "no JSON"}
    revise("noticeboard.noticepage", "2", ann, MARCH, odd).save()
    migrate("0007_scheme_of_edits")
    assert {row[:2] for row in kept()} == {
        ("removed.thing", "1"),
        ("noticeboard.noticepage", "2"),
    }


def test_many_are_written_without_holding_all_of_them(before, revise, users) -> None:
    ann = users(username="ann")
    rows = [revise("noticeboard.noticepage", str(key), ann, MARCH) for key in range(2500)]
    before("wagtailcore", "Revision").objects.bulk_create(rows)
    held = []

    def look(execute, sql, *arguments) -> Any:
        if sql.startswith("INSERT") and "contentedit" in sql:
            objects = [found for found in gc.get_objects() if type(found).__name__ == "ContentEdit"]
            held.append(len(objects))
        return execute(sql, *arguments)

    with connection.execute_wrapper(look):
        migrate("0007_scheme_of_edits")
    assert ContentEdit.objects.count() == 2500
    assert max(held) < len(rows) / 2


def test_going_back_and_forth_loses_no_author_of_a_revision_that_is_there(revise, users) -> None:
    revise("noticeboard.noticepage", "7", users(username="ann"), MARCH).save()
    for name in ("0007_scheme_of_edits", BEFORE, "0007_scheme_of_edits"):
        migrate(name)
    assert {row[2] for row in kept()} == {"ann"}
