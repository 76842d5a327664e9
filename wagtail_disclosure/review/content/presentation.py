"""Canonical content in words: what a reviewer reads before deciding."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from wagtail_disclosure.review.content.comparison import Piece, compare
from wagtail_disclosure.review.content.fingerprints import fetched, public_names


@dataclass(frozen=True)
class Row:
    """A public field in words."""

    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A public field as it was cleared last, and as it would be."""

    label: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        """Both as one text, what went and what came marked."""
        return compare(self.old, self.new)


def rows(content: dict[str, Any], model: type[models.Model]) -> list[Row]:
    """Every public value of ``content``, in the order in which the type declares them."""
    return [Row(label=label_of(model, name), text=text) for name, text in texts(content, model)]


def texts(content: dict[str, Any], model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The same, with the names of the fields."""
    fields = content["fields"]
    for name in _ordered(model, fields):
        yield name, text_of(model, name, fields[name])


def differences(
    old: dict[str, Any], new: dict[str, Any], model: type[models.Model]
) -> list[Difference]:
    """The public fields in which two contents of one type differ."""
    before, after = old["fields"], new["fields"]
    changed = [
        name for name in _ordered(model, {**before, **after}) if before.get(name) != after.get(name)
    ]
    return [_difference(model, name, before.get(name), after.get(name)) for name in changed]


def label_of(model: type[models.Model], name: str) -> str:
    """A field's name in the reader's language."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        # A field of an older version of the type, in an old clearance.
        return name
    if field.one_to_many:
        return capfirst(str(field.related_model._meta.verbose_name_plural))
    return capfirst(str(field.verbose_name))


def text_of(model: type[models.Model], name: str, value: Any) -> str:
    """A canonical value as plain text, one line per item."""
    if value is None:
        return ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    if field is not None and field.one_to_many and isinstance(value, list):
        return "\n".join(_text_of_row(field.related_model, row) for row in value)
    if field is not None and field.many_to_one and not isinstance(value, dict):
        related = fetched(field.related_model, value)
        return str(related or value)
    if isinstance(value, str):
        if getattr(field, "choices", None):
            value = str(dict(field.flatchoices).get(value, value))
        return _without_tags(value)
    if isinstance(field, StreamField):
        value = [_named_if_empty(block, field) for block in value]
    return "\n".join(_lines(value))


def _text_of_row(model: type[models.Model], row: Any) -> str:
    """A child row, its values one after the other; what it refers to by name."""
    if not isinstance(row, dict):
        return "\n".join(_lines(row))
    return "\n".join(text_of(model, name, value) for name, value in row.items())


def _named_if_empty(block: dict[str, Any], field: StreamField) -> dict[str, Any]:
    """A block without a value of its own, by its label: it is there, and visitors see something."""
    known = field.stream_block.child_blocks.get(block["type"])
    if block["value"] is not None or known is None:
        return block
    return {**block, "value": f"[{known.label}]"}


def _ordered(model: type[models.Model], fields: dict[str, Any]) -> list[str]:
    declared = [name for name in public_names(model) if name in fields]
    return [*declared, *sorted(set(fields) - set(declared))]


def _difference(model: type[models.Model], name: str, old: Any, new: Any) -> Difference:
    texts = text_of(model, name, old), text_of(model, name, new)
    if texts[0] == texts[1]:
        # What differs is in the markup: the target of a link, say.
        texts = _as_json(old), _as_json(new)
    return Difference(label=label_of(model, name), old=texts[0], new=texts[1])


def _as_json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, indent=1)


def _without_tags(value: str) -> str:
    return strip_tags(value.replace("</p>", "</p>\n")).strip()


def _lines(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield _without_tags(value)
        case {"type": _kind, "value": inner}:
            yield from _lines(inner)
        case {"name": name, "sha256": sha256}:
            yield f"{name} (SHA-256 {sha256[:12]}…)"
        case dict():
            for inner in value.values():
                yield from _lines(inner)
        case list():
            for inner in value:
                yield from _lines(inner)
        case bool():
            yield _("yes") if value else _("no")
        case _:
            yield str(value)


def rows_of_clearance(clearance: Any) -> list[Row]:
    """The content of a clearance in words; its type may no longer be installed."""
    try:
        model = apps.get_model(clearance.object_type)
    except LookupError:
        return [
            Row(label=name, text=_as_json(v)) for name, v in clearance.content["fields"].items()
        ]
    return rows(clearance.content, model)
