"""Triggers are out of the way while migrations and flushes run, and back in place afterwards.

SQLite alters a table by making a new one, and refuses while a trigger names the old one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_migrate, pre_migrate

from wagtail_disclosure.review.models import GuardedType
from wagtail_disclosure.review.triggers import installation


def connect(sender: Any) -> None:
    """Follow the migrations of every database; ``sender`` is this app's configuration."""
    uid = "wagtail_disclosure.triggers"
    pre_migrate.connect(remove_before, sender=sender, dispatch_uid=uid)
    post_migrate.connect(restore_after, sender=sender, dispatch_uid=uid)


def remove_before(using: str, plan: Any = (), **kwargs: Any) -> None:
    if plan and installation.is_supported(using):
        installation.remove_triggers(using)


def restore_after(using: str, **kwargs: Any) -> None:
    """Install again where triggers are wanted; a database that never had any gets none."""
    if not installation.is_supported(using) or not installation.is_wanted(using):
        return
    if not installation.status(using).is_complete:
        installation.install(using)


@contextmanager
def kept_through_flush(using: str) -> Iterator[None]:
    """Within, every table may be emptied; afterwards the triggers are as they were before."""
    if not installation.is_supported(using) or not installation.is_wanted(using):
        yield
        return
    types = [
        (row.content_type_id, row.content_type.app_label, row.content_type.model, row.label)
        for row in GuardedType.objects.using(using).select_related("content_type")
    ]
    installation.remove_triggers(using)
    yield
    with transaction.atomic(using=using):
        content_types = ContentType.objects.using(using)
        for key, app_label, model, label in types:
            # With the key that it had: what is loaded next may name it by that.
            content_type, _created = content_types.get_or_create(
                app_label=app_label, model=model, defaults={"id": key}
            )
            GuardedType.objects.using(using).create(content_type=content_type, label=label)
    ContentType.objects.clear_cache()
    installation.install(using)
