"""On SQLite every alteration makes a new table, which a trigger that names the old one hinders."""

import copy
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.utils import OperationalError

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.triggers import installation
from wagtail_disclosure.review.triggers.around import remove_before, restore_after

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

A_PLAN = ["a migration"]


def our_models() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith(("wagtail_disclosure", "tests.noticeboard"))
        for model in config.get_models(include_auto_created=True)
    ]


@pytest.fixture
def with_triggers() -> Iterator[None]:
    installation.install(connection.alias)
    yield
    installation.remove(connection.alias)


def migrate(alter) -> None:
    """What ``migrate`` does around its operations, and ``alter`` in their place."""
    remove_before(using=connection.alias, plan=A_PLAN)
    with connection.schema_editor() as editor:
        alter(editor)
    restore_after(using=connection.alias)


def test_every_table_of_ours_is_altered_and_renamed_and_the_triggers_are_back(
    with_triggers,
) -> None:
    def alter(editor) -> None:
        for model in our_models():
            table = model._meta.db_table
            editor.alter_db_table(model, table, f"{table}_x")
            editor.alter_db_table(model, f"{table}_x", table)
            for field in list(texts_of(model))[:1]:
                editor.alter_field(model, field, longer(field))
                editor.alter_field(model, longer(field), field)

    migrate(alter)
    assert installation.status(connection.alias).is_complete


def test_every_table_of_ours_is_dropped_and_made_again(with_triggers) -> None:
    def drop(editor) -> None:
        for model in our_models():
            if not model._meta.auto_created:
                editor.delete_model(model)
        for model in our_models():
            if not model._meta.auto_created:
                editor.create_model(model)

    remove_before(using=connection.alias, plan=A_PLAN)
    with connection.schema_editor() as editor:
        drop(editor)
    # What was wanted was in one of the tables.
    restore_after(using=connection.alias)
    assert not installation.is_wanted(connection.alias)
    installation.install(connection.alias)
    assert installation.status(connection.alias).is_complete


def test_past_migrate_an_alteration_fails_and_changes_nothing(with_triggers) -> None:
    table = NoticePage._meta.db_table
    field = NoticePage._meta.get_field("kind")
    refused = pytest.raises(OperationalError, match="error in trigger")
    with refused, connection.schema_editor() as editor:
        editor.alter_field(NoticePage, field, longer(field))
    assert table in connection.introspection.table_names()
    assert installation.status(connection.alias).is_complete


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.local_fields:
        if type(field) is models.CharField and not field.primary_key:
            yield field


def longer(field: models.Field) -> models.Field:
    changed = copy.copy(field)
    changed.max_length = field.max_length + 1
    changed.null = not field.null
    return changed
