"""Deleting what other rows need: refused in words that say how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from json import dumps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.views.generic import DeleteView
from wagtail.models import Revision, RevisionMixin


@dataclass(frozen=True)
class Holder:
    """Rows of one kind that need what is to be deleted; ``drafts``: only a version of them does."""

    kind: str
    number: int
    drafts: bool = False


def holders_of(instance: models.Model) -> list[Holder]:
    """What keeps ``instance`` from being deleted, also by way of what would be deleted with it."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    found = _protected(type(instance), rows, set())
    return [holder for holder in found if holder.number]


def _protected(
    model: type[models.Model], rows: models.QuerySet[Any], known: set[type[models.Model]]
) -> Iterator[Holder]:
    known.add(model)
    for relation in _relations_to(model):
        related = relation.related_model
        needing = related._base_manager.filter(**{f"{relation.field.name}__in": rows})
        if relation.on_delete is models.PROTECT:
            kind = str(related._meta.verbose_name_plural)
            number = needing.count()
            yield Holder(kind, number)
            if not number:
                yield from _only_in_versions(relation.field, rows)
        elif relation.on_delete is models.CASCADE and related not in known:
            yield from _protected(related, needing, known)


def _relations_to(model: type[models.Model]) -> Iterator[Any]:
    """Foreign keys to ``model``, those without a name for the way back included."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            yield field


def _only_in_versions(field: Any, rows: models.QuerySet[Any]) -> Iterator[Holder]:
    """Objects of which a draft or an earlier version names one of ``rows``, itself or in a row
    below it.

    A version that names what is gone could not be opened any more.
    """
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    if issubclass(field.model, RevisionMixin):
        yield _versions_of(field.model, Q(**{f"content__{field.name}__in": keys}))
    for link in field.model._meta.concrete_fields:
        if isinstance(link, ParentalKey) and issubclass(link.related_model, RevisionMixin):
            # Not every database can look into the rows of a list, so this looks at their JSON.
            one_of = "|".join(dumps(key, default=str) for key in keys)
            named = rf'"{field.name}": ?({one_of})[,}}]'
            below = f"content__{link.remote_field.get_accessor_name()}__regex"
            yield _versions_of(link.related_model, Q(**{below: named}))


def _versions_of(model: type[models.Model], named: Q) -> Holder:
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    versions = Revision.objects.filter(named, content_type=content_type)
    number = versions.values("object_id").distinct().count()
    return Holder(str(model._meta.verbose_name_plural), number, drafts=True)


class CarefulDeleteView(DeleteView):
    """Asks before it deletes, and says instead what needs the row, and how often."""

    template_name = "wagtail_disclosure/admin/delete.html"

    @cached_property
    def holders(self) -> list[Holder]:
        return holders_of(self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        if self.holders:
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=HTTPStatus.CONFLICT)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "holders": self.holders}
