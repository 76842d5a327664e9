"""The rows that an entry shows, its files, issuers and others, without a query for each kind.

For one entry they come with the query that finds it, for many with one query for each kind.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Aggregate, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from modelcluster.models import get_all_child_relations

from wagtail_disclosure.core.models import PublicBody, StoredFile
from wagtail_disclosure.core.translated_text import TranslatedText, TranslatedTextField

PREFIX = "rows_of_"
# Rows that an entry points to. Joined, it would take PostgreSQL longer to plan than to find them.
LINKS = ("issuing_body", "subject_class", "genre", "disclosure_basis")
# By child relation: the columns of its rows, and of the row that each of them points to.
OWN = {
    "attachments": ("id", "sort_order", "page_id", "stored_file_id", "title"),
    "joint_issuers": ("id", "sort_order", "page_id", "body_id"),
    "successors": ("id", "sort_order", "page_id", "relation", "successor_id"),
}
NAMED: dict[str, tuple[str, type[models.Model], tuple[str, ...]]] = {
    "attachments": ("stored_file", StoredFile, ("id", "name", "size", "sha256")),
    "joint_issuers": ("body", PublicBody, ("id", "code", "name")),
}


def load_rows(pages: Sequence[Any]) -> None:
    """Load all child rows of many pages of one type."""
    for relation in get_all_child_relations(type(pages[0])) if pages else ():
        of_page: dict[Any, list[Any]] = {page.pk: [] for page in pages}
        link = relation.field
        rows = relation.related_model._default_manager.filter(**{f"{link.name}__in": of_page})
        for row in rows:
            of_page[getattr(row, link.attname)].append(row)
        for page in pages:
            getattr(page, relation.get_accessor_name()).set(of_page[page.pk])


class RowsAsJson(Aggregate):
    """All JSON values of a group as one list, which comes as text."""

    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(%(function)s(%(expressions)s) AS text)"
        return self.as_sql(compiler, connection, function="JSONB_AGG", template=template, **context)


def rows_below() -> dict[str, Subquery]:
    """Annotations for entries: what they show of other tables, by relation."""
    entry = apps.get_model("wagtail_disclosure_catalog", "EntryPage")
    rows = {name: _rows(entry, name) for name in OWN} | {name: _link(entry, name) for name in LINKS}
    return {f"{PREFIX}{name}": Subquery(found) for name, found in rows.items()}


def take_rows(entry: Any) -> None:
    """Take the rows that came along for what an entry has, as if it had loaded them."""
    for name in OWN:
        child = type(entry)._meta.get_field(name).related_model
        loaded = [_row(child, name, values) for values in _came_along(entry, name)]
        getattr(entry, name).set(sorted(loaded, key=lambda row: (row.sort_order or 0, row.pk)))
    for name in LINKS:
        model = type(entry)._meta.get_field(name).related_model
        for values in _came_along(entry, name):
            setattr(entry, name, _loaded(model, values))


def _came_along(entry: Any, name: str) -> list[dict[str, Any]]:
    return json.loads(getattr(entry, f"{PREFIX}{name}") or "[]")


def _link(entry: type[models.Model], name: str) -> models.QuerySet[Any]:
    model = entry._meta.get_field(name).related_model
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    named = model._base_manager.filter(pk=OuterRef(name)).order_by().values("pk")
    return named.annotate(rows=RowsAsJson(JSONObject(**columns))).values("rows")


def _rows(entry: type[models.Model], name: str) -> models.QuerySet[Any]:
    child = entry._meta.get_field(name).related_model
    columns = {column: F(column) for column in OWN[name]}
    if name in NAMED:
        link, _model, named = NAMED[name]
        columns |= {f"{link}__{column}": F(f"{link}__{column}") for column in named}
    of_page = child._base_manager.filter(page=OuterRef("pk")).order_by().values("page")
    return of_page.annotate(rows=RowsAsJson(JSONObject(**columns))).values("rows")


def _row(child: type[models.Model], name: str, values: dict[str, Any]) -> Any:
    row = _loaded(child, {column: values[column] for column in OWN[name]})
    if name in NAMED:
        link, model, columns = NAMED[name]
        setattr(row, link, _loaded(model, {c: values[f"{link}__{c}"] for c in columns}))
    return row


def _loaded(model: type[models.Model], values: dict[str, Any]) -> Any:
    """An object as Django loads it; columns that aren't there are fetched when asked for."""
    taken = {}
    for field in model._meta.concrete_fields:
        if field.attname in values:
            taken[field.attname] = _python(field, values[field.attname])
    return model.from_db(None, list(taken), list(taken.values()))


def _python(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        # SQLite keeps JSON as text, and so it comes within JSON.
        loaded = json.loads(value) if isinstance(value, str) else value
        return TranslatedText(loaded or {}) if isinstance(field, TranslatedTextField) else loaded
    while field.is_relation:
        field = field.target_field
    return field.to_python(value)
