"""What was kept from the public without anybody there to be told, until somebody looks at it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import log
from wagtail.models import Page

from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models.held import HeldPublication

PUBLICATION_REFUSED = "wagtail_disclosure.publication_refused"
# By which way it was to become public; the log entry keeps it.
INSERT = "insert"
ALIAS = "alias"
TRANSLATION = "translation"
SCHEDULE = "schedule"
FIXTURE = "fixture"

_MARK = "_disclosure_held_on_route"


def hold(instance: Any, route: str, *, revision: Any = None) -> None:
    """Note that ``instance`` was kept as a draft, in its log and for the people of its unit."""
    log(instance=instance, action=PUBLICATION_REFUSED, revision=revision, data={"route": route})
    HeldPublication.objects.update_or_create(
        object_type=_label_of(instance),
        object_id=str(instance.pk),
        defaults={"unit": _unit_of(instance)},
    )


def release(instance: Any) -> None:
    """Nobody has to look at ``instance`` any more: it is public, gone, or somebody was told."""
    HeldPublication.objects.filter(
        object_type=_label_of(instance), object_id=str(instance.pk)
    ).delete()


def release_all(model: type[models.Model], keys: Iterable[Any]) -> None:
    """:func:`release`, of many objects of one type by their primary keys."""
    HeldPublication.objects.filter(
        object_type=model._meta.label_lower, object_id__in=[str(key) for key in keys]
    ).delete()


def hold_after_save(instance: Any, route: str) -> None:
    """Hold ``instance`` as soon as the running save has written it: only then it has a key."""
    setattr(instance, _MARK, route)


def connect(models_: list[type[Any]]) -> None:
    """Follow the saves and deletions of guarded models and of base pages."""
    for model in [*models_, Page]:
        uid = f"wagtail_disclosure.held {model._meta.label_lower}"
        post_save.connect(_after_save, sender=model, dispatch_uid=uid)
        post_delete.connect(_after_delete, sender=model, dispatch_uid=uid)


def _after_save(
    sender: type[models.Model],
    instance: Any,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    route = instance.__dict__.pop(_MARK, None)
    if route is not None:
        hold(instance, route)
        return
    decides = not raw and (update_fields is None or "live" in update_fields)
    # A live row with an unpublished draft may wait for just that draft.
    if decides and instance.live and not getattr(instance, "has_unpublished_changes", False):
        release(instance)


def _after_delete(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    release(instance)


def _label_of(instance: Any) -> str:
    """The label of the object's own type, also where it was loaded as a plain page."""
    model = instance.specific_class if isinstance(instance, Page) else type(instance)
    return (model or type(instance))._meta.label_lower


def _unit_of(instance: Any) -> Unit | None:
    try:
        return getattr(instance, "review_unit", None)
    except ObjectDoesNotExist:
        # In a fixture the unit may come after what it answers for.
        return None
