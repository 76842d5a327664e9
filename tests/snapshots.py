"""Everything that the database holds, in a form in which two ways to the same can be compared."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import models, transaction

from wagtail_disclosure.core.models import DatabaseChange

Snapshot = dict[str, list[str]]


@contextmanager
def taken_back() -> Iterator[None]:
    """Within, whatever is written; afterwards all of it is as before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything_after(action: Callable[[], Any]) -> Snapshot:
    """All rows of all tables as they are after ``action``, which is then taken back.

    New rows go without their ids, and of new moments only that there is one. What names a new row
    by its id names what that row is about instead. The norm of a title in PostgreSQL's index goes
    without its value, too: it is taken against what was indexed before, so the order decides it.
    """
    known = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _tables()}
    start = datetime.datetime.now(datetime.UTC)
    with taken_back():
        action()
        names = {model: dict(_new_rows(model, keys)) for model, keys in known.items()}
        return {
            model._meta.db_table: sorted(
                repr(_values(row, names, start)) for row in model._base_manager.all()
            )
            for model in known
        }


def published_alone(caplog: Any) -> set[int]:
    """The keys of pages that went through their own ``publish()``, as Wagtail's log says."""
    lines = [record for record in caplog.records if record.msg.startswith("Published:")]
    return {int(record.args[1]) for record in lines}


def _tables() -> list[type[models.Model]]:
    """All but the one whose rows say nothing but that something was written."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and model is not DatabaseChange
    ]


def _new_rows(model: type[models.Model], known: set[Any]) -> Iterator[tuple[Any, str]]:
    for row in model._base_manager.exclude(pk__in=known):
        about = getattr(row, "object_id", None) or getattr(row, "page_id", "")
        yield row.pk, f"new {model._meta.label} of {about}"


def _values(row: models.Model, names: dict[Any, dict[Any, str]], start: Any) -> dict[str, Any]:
    return {
        field.attname: _value(row, field, names, start) for field in row._meta.local_concrete_fields
    }


def _value(row: models.Model, field: Any, names: dict[Any, dict[Any, str]], start: Any) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, datetime.datetime) and value >= start:
        return "a new moment"
    if field.name == "title_norm":
        return "a norm"
    if hasattr(value, "__dict__") or isinstance(value, dict | list):
        # Text of blocks, say: as it is stored.
        return field.value_to_string(row)
    model = type(row) if field.primary_key and not field.remote_field else field.related_model
    if value in names.get(model, {}):
        return names[model][value]
    return value
