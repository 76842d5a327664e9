"""System checks of guarded types."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.models import GuardedMixin

# These say how a row is kept, not what it tells; the guard itself watches over ``live``.
HOUSEKEEPING_MIXINS = (
    Page,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
HOUSEKEEPING = frozenset({"id", "clearance", "cleared_fingerprint", "live"})
# Many-to-many fields whose rows are in memory, and in revisions, until their object is saved.
DRAFTED_LISTS = (ParentalManyToManyField, ClusterTaggableManager)


@checks.register(checks.Tags.models)
def check_fields_are_declared(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A field that is neither public nor private would be outside every clearance."""
    return _errors(
        "wagtail_disclosure.E010",
        undeclared_fields,
        "%s is neither in public_fields nor in private_fields.",
        hint="Does a visitor see it? Then public_fields; a clearance then covers it.",
    )


@checks.register(checks.Tags.models)
def check_lists_of_others_have_drafts(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """What a plain many-to-many field holds changes at once, without a save, draft or review."""
    return _errors(
        "wagtail_disclosure.E011",
        lists_without_drafts,
        "%s is a ManyToManyField in public_fields.",
        hint="No draft holds it and no save writes it. Use a child model with a ParentalKey: "
        "its rows are reviewed with what shows them.",
    )


@checks.register(checks.Tags.models)
def check_public_fields_exist(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A misspelled name would break off every review of the type."""
    return _errors(
        "wagtail_disclosure.E012",
        unknown_names,
        "%s is in public_fields, and no field or relation has this name.",
        hint="Correct the name or take it out.",
    )


def _errors(
    check_id: str, names_in: Callable[[type[Any]], Iterable[str]], sentence: str, *, hint: str
) -> list[checks.CheckMessage]:
    """An error for each name that is found in a model with public fields."""
    return [
        checks.Error(
            sentence % f"{model._meta.label}.{name}",
            hint=hint,
            obj=model,
            id=check_id,
        )
        for model in models_with_public_fields()
        for name in names_in(model)
    ]


def lists_without_drafts(model: type[Any]) -> Iterator[str]:
    """Names of public fields of ``model`` whose rows revisions don't keep."""
    for field in model._meta.get_fields():
        is_public = field.name in getattr(model, "public_fields", ())
        if is_public and field.many_to_many and not isinstance(field, DRAFTED_LISTS):
            yield field.name


def unknown_names(model: type[Any]) -> Iterator[str]:
    """Names in ``public_fields`` of ``model`` that it has nothing for."""
    known = {field.name for field in model._meta.get_fields()}
    yield from sorted({*getattr(model, "public_fields", ())} - known)


def models_with_public_fields() -> Iterator[type[Any]]:
    """Guarded models and the models of the child rows that they show."""
    for model in apps.get_models():
        if issubclass(model, GuardedMixin):
            yield model
            for relation in get_all_child_relations(model):
                if relation.get_accessor_name() in public_names(model):
                    yield relation.related_model


def undeclared_fields(model: type[Any]) -> Iterator[str]:
    """Names of own fields and child relations that ``model`` does not sort."""
    public = getattr(model, "public_fields", ())
    declared = {*public, *getattr(model, "private_fields", ()), *HOUSEKEEPING}
    for mixin in HOUSEKEEPING_MIXINS:
        if issubclass(model, mixin):
            declared |= {field.name for field in mixin._meta.get_fields()}
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    own = [field.name for field in model._meta.get_fields() if _is_own(field)]
    yield from sorted({*own, *relations} - declared)


def _is_own(field: Any) -> bool:
    """Whether the field is a column or list of values of the model, not a link to its parent."""
    if not field.concrete or not isinstance(field, models.Field):
        return False
    is_parent_link = getattr(field.remote_field, "parent_link", False)
    return not is_parent_link and not isinstance(field, ParentalKey)


@checks.register(checks.Tags.templates)
def check_order_of_apps(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Our form of the editor of translations is a template: the first app that has it wins."""
    if not localize_comes_first([config.name for config in apps.get_app_configs()]):
        return []
    return [
        checks.Warning(
            "wagtail_localize comes before wagtail_disclosure.review in INSTALLED_APPS.",
            hint="Put it after: else its editor says Publish where it sends to a review, and "
            "fails for snippets that are under review.",
            id="wagtail_disclosure.W040",
        )
    ]


def localize_comes_first(names: list[str]) -> bool:
    """Whether, of the installed apps, templates of wagtail-localize win over ours."""
    ours, theirs = "wagtail_disclosure.review", "wagtail_localize"
    return theirs in names and names.index(theirs) < names.index(ours)
