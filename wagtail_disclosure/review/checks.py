"""System checks of guarded types."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models
from modelcluster.models import get_all_child_relations

from wagtail_disclosure.review.models import GuardedMixin, GuardedPageMixin
from wagtail_disclosure.review.models.guarded import page_fields

GUARD_FIELDS = frozenset({"id", "clearance"})


@checks.register(checks.Tags.models)
def check_fields_are_declared(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A field that is neither public nor private would be outside every clearance."""
    return [
        checks.Error(
            f"{model._meta.label}.{name} is neither in public_fields nor in private_fields.",
            hint="Does a visitor see it? Then public_fields; a clearance then covers it.",
            obj=model,
            id="wagtail_disclosure.E010",
        )
        for model in apps.get_models()
        if issubclass(model, GuardedMixin)
        for name in undeclared_fields(model)
    ]


def undeclared_fields(model: type[GuardedMixin]) -> Iterator[str]:
    """Names of own fields and child relations that ``model`` does not sort."""
    declared = {*model.public_fields, *model.private_fields, *GUARD_FIELDS}
    if issubclass(model, GuardedPageMixin):
        declared |= page_fields()
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    own = [field.name for field in model._meta.get_fields() if _is_own(field)]
    yield from sorted({*own, *relations} - declared)


def _is_own(field: Any) -> bool:
    is_parent_link = getattr(field.remote_field, "parent_link", False) if field.concrete else False
    return field.concrete and isinstance(field, models.Field) and not is_parent_link
