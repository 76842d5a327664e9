"""Which fields the guard looks at."""

from collections.abc import Iterable
from typing import Any

from django.db import models

# Besides the public fields: these decide whether, and as whose content, something is shown.
DECISIVE = frozenset({"live", "clearance", "cleared_fingerprint", "locale", "alias_of"})

PUBLICATION_FIELDS = frozenset({"live_revision", "first_published_at", "last_published_at"})


def names_of(instance: models.Model, update_fields: Iterable[str] | None) -> set[str] | None:
    """The names of the fields to be saved, None for all; ``update_fields`` may name columns."""
    if update_fields is None:
        return None
    return {_name_of(instance, name) for name in update_fields}


def _name_of(instance: models.Model, name: str) -> str:
    fields: list[Any] = instance._meta.concrete_fields
    return next((field.name for field in fields if field.attname == name), name)
