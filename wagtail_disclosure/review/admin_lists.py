"""Titles of drafts in the admin: for those who may edit them, and for nobody else."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet
from wagtail.snippets.permissions import get_permission_name
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.models.children import disclosed_rows

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


class DisclosedChoicesMixin:
    """Offers people who may not edit a guarded snippet only what is disclosed."""

    def get_object_list(self) -> QuerySet[Any]:
        rows = super().get_object_list()
        if _may_change(self.request.user, self.model_class):
            return rows
        return rows.filter(pk__in=disclosed_rows(self.model_class).values("pk"))


class DisclosedChoiceMixin:
    """Answers what was chosen, if it was among what is offered."""

    def get_object(self, pk: Any) -> Any:
        if not _may_change(self.request.user, self.model_class):
            disclosed_rows(self.model_class).get(pk=pk)
        return super().get_object(pk)


class DisclosedChoicesByKeyMixin:
    """Answers which of several were chosen, of those that are offered."""

    def get_objects(self, pks: Any) -> QuerySet[Any]:
        rows = super().get_objects(pks)
        if _may_change(self.request.user, self.model_class):
            return rows
        return rows.filter(pk__in=disclosed_rows(self.model_class).values("pk"))


class GuardedChooseView(DisclosedChoicesMixin, ChooseView):
    pass


class GuardedChooseResultsView(DisclosedChoicesMixin, ChooseResultsView):
    pass


class GuardedChosenView(DisclosedChoiceMixin, SnippetChosenView):
    pass


class GuardedChosenMultipleView(DisclosedChoicesByKeyMixin, SnippetChosenMultipleView):
    pass


class GuardedSnippetChooserViewSet(SnippetChooserViewSet):
    """The ``chooser_viewset_class`` for the viewset of a guarded snippet."""

    choose_view_class = GuardedChooseView
    choose_results_view_class = GuardedChooseResultsView
    chosen_view_class = GuardedChosenView
    chosen_multiple_view_class = GuardedChosenMultipleView


def _may_change(user: Any, model: type[Any]) -> bool:
    return user.has_perm(get_permission_name("change", model))
