from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat
from wagtail.models import Page

from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models.guarded import (
    GuardedMixin,
    GuardedPageQuerySet,
    GuardedQuerySet,
)


class GuardedChildQuerySet(models.QuerySet[Any]):
    """For the rows that a guarded object shows: ``objects = GuardedChildQuerySet.as_manager()``.

    With it, the files of a row can be read by visitors while its parent is disclosed.
    """

    def disclosed(self) -> "GuardedChildQuerySet":
        """Rows of disclosed parents whose files the parents' clearances name, each with its hash.

        A row that was added past the guard is not among them.
        """
        parents = list(_parent_fields(self.model))
        shown = Q(pk__in=())
        for field in parents:
            parent_rows = disclosed_rows(field.related_model)
            shown |= Q(**{f"{field.name}__in": parent_rows.values("pk")}) & _all_named(
                self.model, field
            )
        return self.filter(shown)


class AttachmentManager(models.Manager.from_queryset(GuardedChildQuerySet)):
    """Fetches the file with each row: name, size and hash are shown wherever a row is."""

    def get_queryset(self) -> GuardedChildQuerySet:
        return super().get_queryset().select_related("stored_file")


def disclosed_rows(model: type[GuardedMixin]) -> models.QuerySet[Any]:
    """The rows of a guarded model that the public may see, whatever its managers are."""
    query_set = GuardedPageQuerySet if issubclass(model, Page) else GuardedQuerySet
    return query_set(model).disclosed()


def _parent_fields(model: type[models.Model]) -> list[models.ForeignKey]:
    """The fields of a child model that point to a guarded object which shows its rows."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, GuardedMixin)
        and field.remote_field.get_accessor_name() in fingerprints.public_names(field.related_model)
    ]


def _all_named(model: type[models.Model], parent: models.ForeignKey) -> Q:
    accessor = parent.remote_field.get_accessor_name()
    cleared = KeyTextTransform(accessor, f"{parent.name}__clearance__content__fields")
    named = Q()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is StoredFile:
            file = Concat(F(f"{field.name}__sha256"), F(f"{field.name}__name"))
            is_named = _IsAmongFiles(file, cleared, key=field.name)
            named &= Q(**{f"{field.name}__isnull": True}) | Q(is_named)
    return named


class _IsAmongFiles(models.Func):
    """Whether a file, as hash and name in one, is the ``key`` of a row that a clearance keeps.

    JSON may be stored with escapes, so names are compared as the database reads them.
    """

    output_field = models.BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        key = self.extra["key"]
        file = f"json_extract(value, '$.{key}.sha256') || json_extract(value, '$.{key}.name')"
        joiner = f" IN (SELECT {file} FROM json_each("  # noqa: S608 - the name of a field
        template = "(%(expressions)s)))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        key = self.extra["key"]
        file = f"(kept -> '{key}' ->> 'sha256') || (kept -> '{key}' ->> 'name')"
        joiner = f" IN (SELECT {file} FROM jsonb_path_query(("  # noqa: S608 - see above
        template = "(%(expressions)s)::jsonb, '$[*]') AS kept))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **context)
