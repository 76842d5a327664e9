"""Which guarded objects are just being saved with the guard's consent.

A child row that is written while its parent is saved belongs to what the guard has just compared;
a child row that is written on its own does not. What is written in several statements is sealed
after the last one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, router, transaction
from wagtail.search import index

from wagtail_disclosure.review import signals
from wagtail_disclosure.review.guard import sealing


@dataclass
class Save:
    """One running ``save()``."""

    instance: models.Model
    using: str
    # What it was told to write, None for all. Signals are told of columns only, not of relations.
    names: frozenset[str] | None = None
    has_consent: bool = False
    is_new: bool = False
    # What the row is sealed with when all of it is written; None where that is not to be done.
    clearance: Any = None
    # The row was inserted as a draft, because nothing may be public before its child rows are.
    goes_live: bool = False
    # Parents, as stored, of child rows: by child model and key.
    parents: dict[type[models.Model], dict[Any, Any]] = field(default_factory=dict)


@dataclass
class Verdict:
    """What ``publish()`` found about the form that a revision holds, for the save that follows."""

    form: models.Model | None
    content: Any
    model: type[models.Model]
    key: Any
    clearance: Any


_running: ContextVar[tuple[Save, ...]] = ContextVar("wagtail_disclosure_running", default=())
_verdicts: ContextVar[tuple[Verdict, ...]] = ContextVar("wagtail_disclosure_verdicts", default=())


def root_of(model: type[models.Model]) -> type[models.Model]:
    """The base class whose table gives all its subclasses their ids."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model._meta.concrete_model


@contextmanager
def saving(
    instance: models.Model, *, using: str | None = None, update_fields: Iterable[str] | None = None
) -> Iterator[None]:
    """Within, the guard's consent to this save reaches the object's child rows."""
    names = None if update_fields is None else frozenset(update_fields)
    using = using or router.db_for_write(type(instance), instance=instance)
    save = Save(instance, using, names, is_new=instance._state.adding)
    is_atomic = transaction.get_connection(save.using).in_atomic_block
    token = _running.set((*_running.get(), save))
    try:
        with nullcontext() if is_atomic else transaction.atomic(using=save.using):
            yield
            _finish(save)
    finally:
        _running.reset(token)


def consent(
    instance: models.Model,
    clearance: Any = None,
    *,
    goes_live: bool = False,
    own_rows: dict[type[models.Model], list[Any]] | None = None,
) -> None:
    """The guard lets the running save of ``instance`` pass, child rows included.

    With ``clearance``, the row is sealed at the end. ``own_rows`` are child rows that are known
    to be its own up to now.
    """
    for save in _running.get():
        if save.instance is instance:
            for child, keys in (own_rows or {}).items():
                save.parents.setdefault(child, {}).update(dict.fromkeys(keys, instance.pk))
            save.has_consent = True
            save.clearance = clearance
            save.goes_live = save.goes_live or goes_live


def names_to_write(instance: models.Model) -> frozenset[str]:
    """What the running save of ``instance`` was told to write, relations included."""
    saves = [save for save in _running.get() if save.instance is instance]
    return (saves[-1].names if saves else None) or frozenset()


def has_consent(model: type[models.Model], key: Any) -> bool:
    """Whether the row of ``model`` with this primary key is being saved with consent."""
    return consenting_save(model, key) is not None


def consenting_save(model: type[models.Model], key: Any) -> Save | None:
    """The running save, with consent, of the row of ``model`` with this primary key."""
    for save in _running.get():
        if save.has_consent and is_same_row(save.instance, model, key):
            return save
    return None


def is_same_row(instance: models.Model, model: type[models.Model], key: Any) -> bool:
    return instance.pk == key and root_of(type(instance)) is root_of(model)


@contextmanager
def found_cleared(form: models.Model, content: Any, clearance: Any) -> Iterator[None]:
    """Within, neither ``form`` is made from ``content`` again nor its clearance looked for.

    What is saved is still compared with the clearance.
    """
    verdict = Verdict(form, content, type(form), form.pk, clearance)
    token = _verdicts.set((*_verdicts.get(), verdict))
    try:
        yield
    finally:
        _verdicts.reset(token)


def form_found(instance: models.Model, content: Any) -> Any:
    """The form that a running ``publish()`` made from ``content``, for the first who asks."""
    for verdict in reversed(_verdicts.get()):
        is_same = is_same_row(instance, verdict.model, verdict.key)
        if is_same and verdict.content is content:
            form, verdict.form = verdict.form, None
            return form
    return None


def clearance_found(instance: models.Model) -> Any:
    """The clearance that a running ``publish()`` found for this object, if there is one."""
    for verdict in reversed(_verdicts.get()):
        if is_same_row(instance, verdict.model, verdict.key):
            return verdict.clearance
    return None


def _finish(save: Save) -> None:
    if save.clearance is None:
        _tell(save)
        return
    instance, model = save.instance, type(save.instance)
    for outer in _running.get():
        if (
            outer is not save
            and outer.has_consent
            and is_same_row(outer.instance, model, instance.pk)
        ):
            # Saved once more by a receiver: the outer save has child rows still to write.
            outer.clearance = save.clearance
            outer.goes_live = outer.goes_live or save.goes_live
            return
    if save.goes_live:
        model._base_manager.using(save.using).filter(pk=instance.pk).update(live=True)
        instance.live = True
    sealing.seal(model, instance.pk, save.clearance, save.using)
    instance.cleared_fingerprint = save.clearance.fingerprint
    if save.goes_live and index.class_is_indexed(model):
        # It was indexed as the draft as which it was inserted.
        index.insert_or_update_object(instance)


def _tell(save: Save) -> None:
    """Of what one statement wrote; what is written in parts is told when it is sealed."""
    instance: Any = save.instance
    if not save.has_consent:
        return
    if instance.is_sealed:
        signals.disclosed.send(sender=type(instance), key=instance.pk)
    elif not save.is_new:
        signals.withdrawn.send(sender=type(instance), key=instance.pk)
