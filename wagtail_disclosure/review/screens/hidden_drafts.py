"""Titles of drafts in the admin: for those who may edit them, and for nobody else."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from wagtail_disclosure.review.models import GuardedMixin

MAY_SEE_DRAFTS = ("change", "publish")


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
    guarded = [
        model
        for model in apps.get_models()
        if issubclass(model, GuardedMixin) and issubclass(model, Page)
    ]
    types = ContentType.objects.get_for_models(*guarded).values()
    drafts = Page.objects.filter(live=False, content_type__in=list(types))
    own = PagePermissionPolicy().instances_user_has_any_permission_for(user, MAY_SEE_DRAFTS)
    return pages.exclude(pk__in=drafts.exclude(pk__in=own.values("pk")).values("pk"))
