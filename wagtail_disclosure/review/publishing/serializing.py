"""What a revision holds of an object, found faster where that is as usual."""

from datetime import date
from functools import cache
from typing import Any

from django.db import models
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_field_value,
)
from wagtail.models import RevisionMixin

from wagtail_disclosure.core.child_rows import child_rows
from wagtail_disclosure.review.models import GuardedMixin

# Who may say how an object is serialized; where anybody else does, they are asked.
USUAL = (ClusterableModel, RevisionMixin, GuardedMixin)
# Values that are serialized as they are, whatever their field; texts are where it is a usual one.
UNCHANGED = frozenset({type(None), bool, int, float, date})
WITH_TEXTS = UNCHANGED | {str}
NOT_SERIALIZED = ("clearance", "cleared_fingerprint")


def serialized(instance: Any) -> dict[str, Any]:
    """What ``instance.serializable_data()`` returns, value by value and in the same order."""
    model = type(instance)
    if not _is_usual(model):
        return instance.serializable_data()
    found = _values(instance)
    for name in NOT_SERIALIZED:
        found.pop(name, None)
    for relation in _child_relations(model):
        name = relation.get_accessor_name()
        found[name] = [_of_child(row) for row in child_rows(instance, name)]
    return found


@cache
def _is_usual(model: type[Any]) -> bool:
    told = [cls for cls in model.__mro__ if "serializable_data" in vars(cls)]
    return (
        issubclass(model, ClusterableModel)
        and issubclass(model, GuardedMixin)
        and set(told) <= set(USUAL)
        and not get_all_child_m2m_relations(model)
    )


@cache
def _child_relations(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(get_all_child_relations(model))


def _of_child(row: Any) -> dict[str, Any]:
    return row.serializable_data() if hasattr(row, "serializable_data") else _values(row)


def _values(instance: Any) -> dict[str, Any]:
    key, fields = _fields(type(instance))
    found = {"pk": get_field_value(key, instance)}
    for field, name, attname, unchanged in fields:
        value = getattr(instance, attname)
        if unchanged is not None and type(value) not in unchanged:
            value = get_field_value(field, instance)
        found[name] = value
    return found


@cache
def _fields(model: type[models.Model]) -> tuple[Any, tuple[Any, ...]]:
    """The primary key's field, and of each that is serialized: field, names, types left as is."""
    key = model._meta.pk
    while key.remote_field and key.remote_field.parent_link:
        key = key.remote_field.model._meta.pk
    fields = (field for field in model._meta.fields if field.serialize)
    return key, tuple((field, field.name, field.attname, _unchanged(field)) for field in fields)


def _unchanged(field: Any) -> frozenset[type[Any]] | None:
    """The types of values that the field leaves as they are; None for all."""
    if field.remote_field is not None:
        return None
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return frozenset()
    usual = models.Field
    is_dated = isinstance(field, models.DateField)
    if type(field).pre_save is not usual.pre_save and not is_dated:
        return frozenset()
    is_text = isinstance(field, models.CharField | models.TextField)
    is_usual = is_text and type(field).value_to_string is usual.value_to_string
    return WITH_TEXTS if is_usual else UNCHANGED
