"""Which guarded objects are just being saved with the guard's consent, for their child rows.

A child row that is written while its parent is saved belongs to what the guard has just compared;
a child row that is written on its own does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass
class Save:
    """One running ``save()``."""

    instance: models.Model
    has_consent: bool = False


_running: ContextVar[tuple[Save, ...]] = ContextVar("wagtail_disclosure_running", default=())


def root_of(model: type[models.Model]) -> type[models.Model]:
    """The base class whose table gives all its subclasses their ids."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model._meta.concrete_model


@contextmanager
def saving(instance: models.Model) -> Iterator[None]:
    """Within, the guard's consent to this save reaches the object's child rows."""
    token = _running.set((*_running.get(), Save(instance)))
    try:
        yield
    finally:
        _running.reset(token)


def consent(instance: models.Model) -> None:
    """The guard lets the running save of ``instance`` pass, child rows included."""
    for save in _running.get():
        if save.instance is instance:
            save.has_consent = True


def has_consent(model: type[models.Model], key: Any) -> bool:
    """Whether the row of ``model`` with this primary key is being saved with consent."""
    return any(
        save.has_consent
        and save.instance.pk == key
        and root_of(type(save.instance)) is root_of(model)
        for save in _running.get()
    )
