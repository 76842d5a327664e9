"""The stored files of guarded content, and whether they still are what their rows say."""

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from wagtail_disclosure.core.child_rows import child_rows
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.exceptions import DecisionRefused


def files_of(instance: Any) -> list[StoredFile]:
    """The stored files that become public with ``instance``, each once."""
    found: dict[Any, StoredFile] = {}
    for stored in _stored_files(instance):
        found.setdefault(stored.pk, stored)
    return list(found.values())


def check_files(instance: Any) -> None:
    """Raises DecisionRefused, naming the file, unless all files of ``instance`` are as stored."""
    for stored in files_of(instance):
        problem = problem_with(stored)
        if problem is not None:
            raise DecisionRefused(problem)


def problem_with(stored: StoredFile) -> str | None:
    """Why the bytes in storage are not the ones that were stored, as a sentence; None if they are.

    Reads the whole file, a chunk at a time.
    """
    sha256 = hashlib.sha256()
    try:
        with stored.file.open("rb") as content:
            for chunk in content.chunks():
                sha256.update(chunk)
    except Exception:  # Every storage has errors of its own, and all mean the same here.
        message = _(
            "The file “%(name)s” can't be read from storage, so nobody can say what would become "
            "public. Ask the people who run the site, or replace the file."
        )
        return message % {"name": stored.name}
    if sha256.hexdigest() == stored.sha256:
        return None
    message = _(
        "The file “%(name)s” is not the one that was stored: its content changed in storage. "
        "Tell the people who run the site, and replace the file."
    )
    return message % {"name": stored.name}


def _stored_files(instance: Any) -> Iterator[StoredFile]:
    for field in _fields_with_files(type(instance)):
        if field.one_to_many:
            for child in child_rows(instance, field.get_accessor_name()):
                yield from _stored_files(child)
        elif isinstance(field, StreamField):
            yield from _files_in_stream(getattr(instance, field.name))
        elif getattr(instance, field.attname) is not None:
            yield getattr(instance, field.name)


@cache
def _fields_with_files(model: type[models.Model]) -> tuple[Any, ...]:
    """The public fields of ``model`` that can name a stored file."""
    fields = [model._meta.get_field(name) for name in public_names(model)]
    return tuple(
        field
        for field in fields
        if _is_link_to_file(field)
        or isinstance(field, StreamField)
        or (field.one_to_many and _fields_with_files(field.related_model))
    )


def _is_link_to_file(field: Any) -> bool:
    is_link = isinstance(field, models.ForeignKey)
    return is_link and issubclass(field.related_model, StoredFile)


def _files_in_stream(stream: StreamValue) -> Iterator[StoredFile]:
    for model, key, _path, _content_path in stream.stream_block.extract_references(stream):
        if model is StoredFile:
            yield StoredFile.objects.get(pk=key)
