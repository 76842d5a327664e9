"""Titles of drafts in the admin: for those who may edit them, and for nobody else."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.models.guarded import guarded_pages

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
    elif issubclass(model, GuardedMixin):
        drafts = model._default_manager.filter(live=False)
        policy = ModelPermissionPolicy(model)
        own = policy.instances_user_has_any_permission_for(user, MAY_SEE_DRAFT_ROWS)
    else:
        return model._default_manager.none()
    return drafts.exclude(pk__in=own.values("pk"))


def may_edit(instance: Any, user: Any) -> bool:
    """Whether ``user`` may know what the latest draft of ``instance`` is called."""
    if isinstance(instance, Page):
        policy = PagePermissionPolicy()
        return policy.user_has_any_permission_for_instance(user, MAY_SEE_DRAFTS, instance)
    policy = ModelPermissionPolicy(type(instance))
    return policy.user_has_any_permission_for_instance(user, MAY_SEE_DRAFT_ROWS, instance)
