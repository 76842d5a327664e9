"""Seals: a guarded row shows only while ``cleared_fingerprint`` holds what it was cleared as.

What is written to a public row in several statements, its base page, its own row and its child
rows, is written unsealed: the first statement empties the seal, the last one sets it again. A row
that is left in between is hidden. The database triggers rely on nothing else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast

from wagtail_disclosure.core.bulk_rows import update_rows
from wagtail_disclosure.review import signals
from wagtail_disclosure.review.content.fingerprints import public_names


class NotAllSealed(Exception):
    """Somebody withdrew some of the rows meanwhile."""


def sealed_model(model: type[models.Model]) -> type[models.Model]:
    """The class whose table has the seal: ``model`` itself or one that it derives from."""
    return model._meta.get_field("cleared_fingerprint").model


def has_live_elsewhere(model: type[models.Model]) -> bool:
    """Whether ``live`` is in another table than the seal, as it is for pages."""
    return model._meta.get_field("live").model is not sealed_model(model)


def is_written_in_parts(model: type[models.Model]) -> bool:
    """Whether what visitors see of a row takes more than one statement to write."""
    if model._meta.concrete_model._meta.get_parent_list() or has_live_elsewhere(model):
        return True
    fields = [model._meta.get_field(name) for name in public_names(model)]
    return any(field.one_to_many or field.many_to_many for field in fields)


def rows(model: type[models.Model], key: Any, using: str | None = None) -> models.QuerySet[Any]:
    """The row that has the seal, for a single statement on a single table."""
    return sealed_model(model)._base_manager.using(using).filter(pk=key)


def unseal(
    model: type[models.Model],
    key: Any,
    clearance: Any,
    using: str | None = None,
    *,
    unless: Iterable[models.QuerySet[Any]] = (),
) -> bool:
    """Let the row be written under ``clearance``; hidden until it is sealed again.

    Not done where one of the queries ``unless`` finds something; returns whether it was done.
    """
    hindrances = [~models.Exists(query) for query in unless]
    row = rows(model, key, using).filter(*hindrances)
    return bool(row.update(clearance=clearance, cleared_fingerprint=""))


def seal(model: type[models.Model], key: Any, clearance: Any, using: str | None = None) -> None:
    """Show the row, unless it was withdrawn since: then it stays hidden."""
    cls = type(clearance)
    withdrawn = cls.objects.filter(
        object_type=clearance.object_type,
        object_id=clearance.object_id,
        decision=cls.Decision.WITHDRAWN,
        pk__gt=OuterRef("clearance_id"),
    )
    unsealed = rows(model, key, using).filter(~models.Exists(withdrawn), clearance=clearance)
    if unsealed.update(cleared_fingerprint=clearance.fingerprint):
        signals.disclosed.send(sender=model, key=key)


def hide(model: type[models.Model], key: Any, using: str | None = None) -> None:
    """Take clearance and seal away: the row is no longer public."""
    rows(model, key, using).update(clearance=None, cleared_fingerprint="")
    signals.withdrawn.send(sender=model, key=key)


def unseal_pages(model: type[models.Model], clearances: Mapping[Any, Any]) -> None:
    """Like :func:`unseal`, for many pages of one type: by primary key, the clearance of each."""
    written = ((key, (clearance.pk, "")) for key, clearance in clearances.items())
    update_rows(sealed_model(model), ["clearance", "cleared_fingerprint"], written)


def seal_pages(model: type[models.Model], clearances: Mapping[Any, Any]) -> None:
    """Like :func:`seal`, for many pages of one type; raises NotAllSealed where some stay hidden.

    Take back then what was written of them.
    """
    cls = type(next(iter(clearances.values())))
    withdrawn = cls.objects.filter(
        object_type=model._meta.label_lower,
        object_id=Cast(OuterRef("pk"), models.TextField()),
        decision=cls.Decision.WITHDRAWN,
        pk__gt=OuterRef("clearance_id"),
    )
    own = cls.objects.filter(pk=OuterRef("clearance_id"))
    unsealed = sealed_model(model)._base_manager.filter(
        ~models.Exists(withdrawn),
        pk__in=clearances,
        clearance__in=[clearance.pk for clearance in clearances.values()],
    )
    number = unsealed.update(cleared_fingerprint=Subquery(own.values("fingerprint")))
    if number != len(clearances):
        raise NotAllSealed
    for key in clearances:
        signals.disclosed.send(sender=model, key=key)
