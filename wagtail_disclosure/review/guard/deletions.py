"""Deletion of guarded objects: always allowed, and never leaves a part of them public."""

from typing import Any

from django.db import models

from wagtail_disclosure.review import signals
from wagtail_disclosure.review.guard import held, sealing
from wagtail_disclosure.review.models import GuardedMixin


def unseal_deleted(
    sender: type[models.Model], instance: GuardedMixin, using: str | None = None, **kwargs: Any
) -> None:
    """Before the rows go one table after the other, and before aliases lose their source."""
    model = type(instance)
    if instance.cleared_fingerprint and sealing.is_written_in_parts(model):
        sealing.rows(model, instance.pk, using).update(cleared_fingerprint="")
    signals.withdrawn.send(sender=model, key=instance.pk)
    if hasattr(instance, "alias_of_id"):
        _make_drafts_of_aliases(model, instance.pk, using)


def _make_drafts_of_aliases(model: type[Any], source: Any, using: str | None) -> None:
    """What an alias shows is cleared for its source only, and Wagtail is about to unlink them."""
    for alias in model._base_manager.using(using).filter(alias_of=source, live=True):
        sealing.hide(model, alias.pk, using)
        model._base_manager.using(using).filter(pk=alias.pk).update(
            live=False, has_unpublished_changes=True
        )
        held.hold(alias, held.ALIAS)
