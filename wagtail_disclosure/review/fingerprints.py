"""What a guarded object shows the public, as canonical data and its SHA-256.

Two forms of an object have the same fingerprint exactly if visitors would see the same. Empty and
default values are left out, so a new field with a default changes no fingerprint. A change of
these rules gets a new scheme number; clearances keep the number that they were made under.
"""

import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from wagtail.fields import StreamField

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import StoredFile

SCHEME = 1
EMPTY: tuple[Any, ...] = (None, "", [], {})


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256, in hex, over the canonical JSON of ``content``."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_content(instance: models.Model, *, scheme: int = SCHEME) -> dict[str, Any]:
    """Everything about ``instance`` that becomes public, as JSON-compatible data.

    Raises KeyError for a scheme that this version does not know.
    """
    return SCHEMES[scheme](instance)


def fingerprint_of(instance: models.Model, *, scheme: int = SCHEME) -> str:
    return fingerprint(canonical_content(instance, scheme=scheme))


def language_of(instance: models.Model) -> str:
    """The language of the content: its locale's, else the site's default."""
    locale = getattr(instance, "locale", None)
    return locale.language_code if locale else conf.default_language()


def _content_by_public_fields(instance: models.Model) -> dict[str, Any]:
    return {
        "type": instance._meta.label_lower,
        "language": language_of(instance),
        "fields": _public_values(instance),
    }


SCHEMES: dict[int, Callable[[models.Model], dict[str, Any]]] = {1: _content_by_public_fields}


def _public_values(instance: models.Model) -> dict[str, Any]:
    values = {name: _value(instance, name) for name in type(instance).public_fields}
    return {
        name: value
        for name, value in values.items()
        if value not in EMPTY and value != _default(instance, name)
    }


def _default(instance: models.Model, name: str) -> Any:
    field = instance._meta.get_field(name)
    if not isinstance(field, models.Field) or not field.has_default():
        return None
    return _plain(field.get_default())


def _value(instance: models.Model, name: str) -> Any:
    field = instance._meta.get_field(name)
    if field.one_to_many:
        children = list(getattr(instance, field.get_accessor_name()).all())
        _fetch_files(children)
        return [_public_values(child) for child in children]
    if field.many_to_many:
        return sorted(str(pk) for pk in getattr(instance, name).values_list("pk", flat=True))
    if isinstance(field, StreamField):
        stream = getattr(instance, name)
        return _without_ids(stream.stream_block.get_prep_value(stream))
    if field.is_relation and issubclass(field.related_model, StoredFile):
        stored = getattr(instance, name)
        return {"name": stored.name, "sha256": stored.sha256} if stored else None
    return _plain(field.value_from_object(instance))


def _fetch_files(children: list[models.Model]) -> None:
    if not children:
        return
    names = [
        name
        for name in type(children[0]).public_fields
        if getattr(type(children[0])._meta.get_field(name), "related_model", None) is StoredFile
    ]
    if names:
        prefetch_related_objects(children, *names)


def _without_ids(value: Any) -> Any:
    """Block ids are made up lazily, so the same content would get other ids each time."""
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        return {
            key: _without_ids(item) for key, item in value.items() if not (is_block and key == "id")
        }
    return _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case datetime.datetime():
            # Revisions keep milliseconds only.
            utc = value.astimezone(datetime.UTC)
            return utc.isoformat(timespec="milliseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case decimal.Decimal() | uuid.UUID() | float():
            return str(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"A {type(value).__name__} has no canonical form: {value!r}.")
