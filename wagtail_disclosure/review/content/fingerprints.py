"""What a guarded object shows the public, as canonical data and its SHA-256.

Two forms of an object have the same fingerprint exactly if visitors would see the same. Ids of
blocks and rows are left out, and so are values that are empty or a field's constant default: a
new field with a default changes no fingerprint. A change of these rules gets a new scheme number;
clearances and edits keep the number that they were made under. A clearance is compared under its
own scheme. An edit of another scheme counts as one of any form: its author stays out.
"""

import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import models
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.fields import StreamField

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.child_rows import child_rows
from wagtail_disclosure.core.models import StoredFile

SCHEME = 1
EMPTY: tuple[Any, ...] = (None, "", [], {})


_remembered: ContextVar[dict[Any, Any] | None] = ContextVar(
    "wagtail_disclosure_remembered", default=None
)


class NoCanonicalForm(TypeError):
    """A public field holds something that can't be compared reliably, so it can't be cleared."""


@contextmanager
def remembering() -> Iterator[None]:
    """Within, files and locales are fetched once for all forms of an object that are compared."""
    token = _remembered.set({} if _remembered.get() is None else _remembered.get())
    try:
        yield
    finally:
        _remembered.reset(token)


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256, in hex, over the canonical JSON of ``content``."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def canonical_content(instance: models.Model, *, scheme: int = SCHEME) -> dict[str, Any]:
    """Everything about ``instance`` that becomes public, as JSON-compatible data.

    Raises KeyError for a scheme that this version does not know, NoCanonicalForm for a value
    that can't be compared.
    """
    return SCHEMES[scheme](instance)


def fingerprint_of(instance: models.Model, *, scheme: int = SCHEME) -> str:
    return fingerprint(canonical_content(instance, scheme=scheme))


def language_of(instance: Any) -> str:
    """The language of the content: its locale's, else the site's default."""
    if getattr(instance, "locale_id", None) is None:
        return conf.default_language()
    _fetch(instance._meta.get_field("locale"), [instance])
    return instance.locale.language_code


def public_names(model: Any) -> tuple[str, ...]:
    """Names of all fields and child relations of ``model`` that visitors see."""
    always = getattr(model, "PAGE_PUBLIC_FIELDS", ())
    return tuple(dict.fromkeys([*always, *model.public_fields]))


def public_values(instance: Any) -> dict[str, Any]:
    """The public values of an object or of one of its child rows, the meaningless left out."""
    values = {}
    model = type(instance)
    for name in public_names(model):
        field, default, unchanged = _shape(model, name)
        value = getattr(instance, field.attname) if unchanged else None
        if type(value) not in unchanged:
            value = _value(instance, field)
        if not _adds_nothing(value, default):
            values[name] = value
    return values


def _content_by_public_fields(instance: models.Model) -> dict[str, Any]:
    return {
        "type": instance._meta.label_lower,
        "language": language_of(instance),
        "fields": public_values(instance),
    }


SCHEMES: dict[int, Callable[[models.Model], dict[str, Any]]] = {1: _content_by_public_fields}


@cache
def _shape(model: type[models.Model], name: str) -> tuple[Any, Any, frozenset[type[Any]]]:
    """A public field, its constant default, and the types of values that it leaves as they are."""
    field = model._meta.get_field(name)
    is_text = type(field) in (models.CharField, models.TextField, models.SlugField)
    return field, _constant_default(field), frozenset({str}) if is_text else frozenset()


def _adds_nothing(value: Any, default: Any) -> bool:
    """Whether a row that was there before the field existed would have this value."""
    return value in EMPTY if default in EMPTY else value == default


def _constant_default(field: Any) -> Any:
    """A default that is computed, today's date for one, would differ tomorrow: it is none."""
    if not isinstance(field, models.Field) or not field.has_default() or callable(field.default):
        return None
    default = field.to_python(field.default)
    if isinstance(field, StreamField):
        return _block_value(field.stream_block, default)
    return _plain(default)


def _value(instance: Any, field: Any) -> Any:
    if field.one_to_many:
        return [public_values(child) for child in _children(instance, field)]
    if field.many_to_many:
        return sorted(str(related.pk) for related in getattr(instance, field.name).all())
    if isinstance(field, StreamField):
        stream = getattr(instance, field.name)
        return _block_value(stream.stream_block, stream)
    if field.is_relation and issubclass(field.related_model, StoredFile):
        stored = getattr(instance, field.name)
        return {"name": stored.name, "sha256": stored.sha256} if stored else None
    # A value that was assigned and never stored may be of another type than after loading.
    return _plain(field.to_python(field.value_from_object(instance)))


def _children(instance: Any, relation: Any) -> list[Any]:
    """The child rows in the order in which visitors see them, saved or still in memory."""
    rows = list(child_rows(instance, relation.get_accessor_name()))
    if not rows:
        return rows
    for field in relation.related_model._meta.concrete_fields:
        if field.is_relation and issubclass(field.related_model, StoredFile):
            _fetch(field, rows)
    name = getattr(relation.related_model, "sort_order_field", None)
    if name is None:
        return rows

    def place(row: Any) -> tuple[bool, int, bool, Any]:
        order = getattr(row, name)
        return order is None, order or 0, row.pk is None, row.pk or 0

    return sorted(rows, key=place)


def is_loaded(instance: models.Model, field: Any) -> bool:
    """Whether what ``field`` refers to is in memory, be it by the row of the base class."""
    if field.is_cached(instance):
        return True
    link = instance._meta.get_ancestor_link(field.model)
    return bool(link and link.is_cached(instance)) and field.is_cached(
        link.get_cached_value(instance)
    )


def _fetch(field: Any, rows: list[Any]) -> None:
    """Load what ``field`` of all these rows refers to, in one query and only what is not known."""
    open_rows = [row for row in rows if not is_loaded(row, field) and getattr(row, field.attname)]
    known = _remembered.get()
    known = {} if known is None else known
    model = field.related_model
    missing = {getattr(row, field.attname) for row in open_rows}
    missing = {key for key in missing if (model, key) not in known}
    if missing:
        found = model._base_manager.in_bulk(missing)
        known.update({(model, key): value for key, value in found.items()})
    for row in open_rows:
        value = known.get((model, getattr(row, field.attname)))
        if value is not None:
            setattr(row, field.name, value)


def fetched(model: type[models.Model], key: Any) -> Any:
    """The row of ``model`` with this primary key, if there is one; while remembering, only once."""
    known = _remembered.get()
    if known is None:
        return model._base_manager.filter(pk=key).first()
    if (model, key) not in known:
        known[model, key] = model._base_manager.filter(pk=key).first()
    return known[model, key]


def _block_value(block: Block, value: Any) -> Any:
    """Like the block's stored form, without the ids, which are made up anew each time."""
    if isinstance(block, BaseStreamBlock):
        return [
            {"type": child.block_type, "value": _block_value(child.block, child.value)}
            for child in value or ()
        ]
    if isinstance(block, ListBlock):
        return [_block_value(block.child_block, item) for item in value or ()]
    if isinstance(block, BaseStructBlock):
        return _struct_value(block, value or {})
    return _plain(block.get_prep_value(value))


def _struct_value(block: BaseStructBlock, value: Any) -> dict[str, Any]:
    shown = {}
    for name, child in block.child_blocks.items():
        item = _block_value(child, value.get(name))
        is_constant = not callable(getattr(child.meta, "default", None))
        default = _block_value(child, child.get_default()) if is_constant else None
        if not _adds_nothing(item, default):
            shown[name] = item
    return shown


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case str():
            return str(value)
        case datetime.datetime():
            # Revisions keep milliseconds only.
            return value.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case decimal.Decimal():
            return str(value.normalize())
        case uuid.UUID() | float():
            return str(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise NoCanonicalForm(f"A {type(value).__name__} has no canonical form: {value!r}.")
