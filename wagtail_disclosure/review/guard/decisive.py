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


def as_written(instance: Any, names: set[str] | None) -> Any:
    """The row as it will be stored: what ``names`` leaves out is as it was, not as in memory.

    ``instance`` itself where all of it is written.
    """
    stored = type(instance)._base_manager.filter(pk=instance.pk).first() if names else None
    if names is None or stored is None:
        return instance
    for field in stored._meta.concrete_fields:
        if field.name in names:
            setattr(stored, field.attname, getattr(instance, field.attname))
    pending = getattr(instance, "_cluster_related_objects", {})
    for name in names & pending.keys():
        vars(stored).setdefault("_cluster_related_objects", {})[name] = pending[name]
    return stored
