"""Viewsets for guarded snippets, for the admin of a site that has some."""

from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.permissions import get_permission_name
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from wagtail_disclosure.review.models.children import disclosed_rows


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
