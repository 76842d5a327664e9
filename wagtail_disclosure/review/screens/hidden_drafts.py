"""Titles of drafts in the admin: for those who may edit them, and for nobody else."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.models.guarded import guarded_pages
from wagtail_disclosure.review.units import UnitsWrittenFor, units_written_for

MAY_SEE_DRAFTS = ("change", "publish")
# Wagtail lists snippets to whoever may delete them; pages are deleted by those who edit them.
MAY_SEE_DRAFT_ROWS = (*MAY_SEE_DRAFTS, "delete")


def hide_drafts_in_chooser(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Page choosers list every page of the site to everybody who may sign in."""
    return without_drafts_of_others(pages, request.user)


def hide_drafts_in_explorer(
    parent_page: Page, pages: PageQuerySet, request: HttpRequest
) -> PageQuerySet:
    """Whoever may do something below a page sees all that is there."""
    return without_drafts_of_others(pages, request.user)


def without_drafts_of_others(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """``pages`` without the drafts of guarded types that ``user`` may not edit."""
    if user.is_superuser:
        return pages
    return pages.exclude(pk__in=drafts_of_others(Page, user).values("pk"))


def drafts_of_others(model: type[Model], user: Any) -> QuerySet:
    """Guarded drafts that ``user`` may not edit: rows of ``model``, or pages of any type."""
    if issubclass(model, Page):
        types = ContentType.objects.get_for_models(*guarded_pages()).values()
        drafts = Page.objects.filter(live=False, content_type__in=list(types))
        own = PagePermissionPolicy().instances_user_has_any_permission_for(user, MAY_SEE_DRAFTS)
        own = without_pages_of_other_units(own, user)
    elif issubclass(model, GuardedMixin):
        drafts = model._default_manager.filter(live=False)
        policy = ModelPermissionPolicy(model)
        own = policy.instances_user_has_any_permission_for(user, MAY_SEE_DRAFT_ROWS)
    else:
        return model._default_manager.none()
    return drafts.exclude(pk__in=own.values("pk"))


def without_pages_of_other_units(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """``pages`` without those guarded ones that the person, bound to units, does not write for."""
    units = units_written_for(user)
    if units is None:
        return pages
    for model in guarded_pages():
        pages = pages.exclude(pk__in=_of_others(model, units).values("pk"))
    return pages


def _of_others(model: type[Model], units: UnitsWrittenFor) -> QuerySet:
    rows = model._base_manager.all()
    if not any(field.name == "responsible_unit" for field in model._meta.get_fields()):
        return rows.none() if units.is_office else rows
    others = Q(responsible_unit__isnull=False) & ~Q(responsible_unit__in=units.keys)
    return rows.filter(others if units.is_office else others | Q(responsible_unit=None))


def may_edit(instance: Any, user: Any) -> bool:
    """Whether ``user`` may know what the latest draft of ``instance`` is called."""
    if isinstance(instance, Page):
        units = units_written_for(user)
        if units is not None and isinstance(instance, GuardedMixin) and not units.has(instance):
            return False
        policy = PagePermissionPolicy()
        return policy.user_has_any_permission_for_instance(user, MAY_SEE_DRAFTS, instance)
    policy = ModelPermissionPolicy(type(instance))
    return policy.user_has_any_permission_for_instance(user, MAY_SEE_DRAFT_ROWS, instance)
