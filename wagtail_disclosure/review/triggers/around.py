"""Triggers are out of the way while migrations and flushes run, and back in place afterwards.

SQLite alters a table by making a new one, and refuses while a trigger names the old one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connections, transaction
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
    types = list(GuardedType.objects.using(using).select_related("content_type"))
    # A flush without this app, as tests with some apps only have it, took them along.
    types = types or installation.types(using)
    # Not made anew: a test may have only some apps available, and with them only some types.
    definitions = installation.definitions(using)
    installation.remove_triggers(using)
    try:
        yield
    finally:
        with transaction.atomic(using=using):
            _restore_types(types, using)
            installation.execute(definitions, using)


def _restore_types(types: list[GuardedType], using: str) -> None:
    """Write again what is wanted, with the keys that it had: what is loaded next may name those.

    The cache of content types stays as the flush left it. Without it, rows that are loaded before
    the content types would make some of their own, which those then meet.
    """
    content_types = ContentType.objects.using(using)
    rows = GuardedType.objects.using(using)
    for row in types:
        name = {"app_label": row.content_type.app_label, "model": row.content_type.model}
        known = {"id": row.content_type_id}
        content_type, _created = content_types.get_or_create(**name, defaults=known)
        defaults = {"id": row.pk, "content_type": content_type}
        rows.get_or_create(label=row.label, defaults=defaults)
    connection = connections[using]
    tables = [ContentType, GuardedType]
    installation.execute(connection.ops.sequence_reset_sql(no_style(), tables), using)
