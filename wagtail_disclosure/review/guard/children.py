"""Saves and deletions of rows that guarded objects show, such as the files of a page."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from wagtail_disclosure.review.content.fingerprints import public_names, public_values
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard import held, saving, sealing
from wagtail_disclosure.review.models import GuardedMixin


def public_children(model: type[GuardedMixin]) -> Iterator[tuple[type[models.Model], str]]:
    """Models whose rows ``model`` shows, each with the name of its field that points back."""
    for name in public_names(model):
        field = model._meta.get_field(name)
        if field.one_to_many:
            yield field.related_model, field.field.name


def guard_child(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A child row on its own changes live content behind its clearance's back."""
    if kwargs.get("raw"):
        _hide_parents(instance)
        return
    for parent in live_parents_without_consent(instance):
        if _changes_what_is_shown(instance):
            raise ClearanceRequired(parent)


def guard_child_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Taking a row away changes what the public sees, too; a parent takes its rows along."""
    origin = kwargs.get("origin")
    is_on_its_own = origin is instance or getattr(origin, "model", None) is sender
    if not is_on_its_own:
        return
    for parent in live_parents_without_consent(instance):
        raise ClearanceRequired(parent)


def live_parents_without_consent(instance: models.Model) -> Iterator[GuardedMixin]:
    """The live guarded objects that show this row, before or after it is written."""
    for field, model in _links_to_parents(instance):
        keys = {getattr(instance, field.attname), *_stored_parents(instance, field, model)}
        open_keys = {key for key in keys if key and not saving.has_consent(model, key)}
        if open_keys:
            yield from model._base_manager.filter(pk__in=open_keys, live=True)


def _links_to_parents(instance: Any) -> Iterator[tuple[Any, type[GuardedMixin]]]:
    for field in instance._meta.concrete_fields:
        model = field.related_model if field.is_relation else None
        if model is None or not issubclass(model, GuardedMixin):
            continue
        if field.remote_field.get_accessor_name() in public_names(model):
            yield field, model


def _stored_parents(instance: models.Model, field: Any, model: type[GuardedMixin]) -> list[Any]:
    """Whose row it is up to now, asked once for all rows of a parent that is being saved."""
    if instance.pk is None:
        return []
    child = type(instance)
    save = saving.consenting_save(model, getattr(instance, field.attname))
    if save is None:
        return list(_parents_by_key(child, field, [instance.pk]).values())
    known = save.parents.setdefault(child, {})
    if instance.pk not in known:
        of_parent = child._base_manager.filter(**{field.name: save.instance.pk})
        known.update(of_parent.values_list("pk", field.attname))
    if instance.pk not in known:
        known.update(_parents_by_key(child, field, [instance.pk]))
    return [known.get(instance.pk)]


def rows_to_write(instance: Any) -> dict[type[models.Model], list[Any]]:
    """Keys of the stored child rows that will be written together with ``instance``."""
    pending = getattr(instance, "_cluster_related_objects", {})
    found = {}
    for child, name in public_children(type(instance)):
        accessor = child._meta.get_field(name).remote_field.get_accessor_name()
        keys = [row.pk for row in pending.get(accessor, ()) if row.pk is not None]
        if keys:
            found[child] = keys
    return found


def rows_of_others(
    child: type[models.Model], keys: list[Any], instance: GuardedMixin
) -> models.QuerySet[Any]:
    """Those of these child rows that do not belong to ``instance``."""
    stored = child._base_manager.filter(pk__in=keys)
    for field, model in _links_to_parents(child):
        if isinstance(instance, model):
            stored = stored.exclude(**{field.name: instance.pk})
    return stored


def _parents_by_key(child: type[models.Model], field: Any, keys: Any) -> dict[Any, Any]:
    stored = child._base_manager.filter(pk__in=keys)
    return dict(stored.values_list("pk", field.attname))


def _hide_parents(instance: models.Model) -> None:
    """A fixture's row: what showed it before is compared with nothing that anybody cleared."""
    for parent in live_parents_without_consent(instance):
        model = type(parent)
        model._base_manager.filter(pk=parent.pk).update(live=False)
        sealing.hide(model, parent.pk)
        held.hold(parent, held.FIXTURE)


def _changes_what_is_shown(child: models.Model) -> bool:
    stored = type(child)._base_manager.filter(pk=child.pk).first()
    if stored is None or public_values(stored) != public_values(child):
        return True
    names = [field.attname for field in child._meta.concrete_fields if field.is_relation]
    names += [name for name in (getattr(child, "sort_order_field", None),) if name]
    return any(getattr(stored, name) != getattr(child, name) for name in names)
