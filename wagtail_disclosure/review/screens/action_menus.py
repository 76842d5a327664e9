"""The editor offers to publish only where the guard would not refuse, and leads to the review."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem

from wagtail_disclosure.review.models import GuardedMixin, ReviewTaskState
from wagtail_disclosure.review.screens.refusals import may_be_published

PUBLISH = "action-publish"


class OpenReviewMenuItem(ActionMenuItem):
    """The editor is locked during a review; this is where its reviewer goes on."""

    label = _("Open the review")
    name = "action-open-review"
    icon_name = "check"

    def __init__(self, task_state: ReviewTaskState):
        super().__init__(order=0)
        self.task_state = task_state

    def get_url(self, parent_context: Any) -> str:
        return reverse("disclosure_review:review", args=[self.task_state.pk])


def arrange_for_pages(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Arrange the actions of a page's editor."""
    is_new = context["view"] == "create"
    instance = _page_to_create(request) if is_new else context["page"]
    _arrange(items, request, instance, is_new=is_new)


def arrange_for_snippets(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Arrange the actions of a snippet's editor."""
    is_new = context["view"] == "create"
    instance = context["model"]() if is_new else context["instance"]
    _arrange(items, request, instance, is_new=is_new)


def _page_to_create(request: HttpRequest) -> Any:
    """Wagtail doesn't tell the menu of which type the new page is; the address does."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    try:
        return apps.get_model(named["content_type_app_name"], named["content_type_model_name"])()
    except LookupError:
        return None


def _arrange(items: list[Any], request: HttpRequest, instance: Any, *, is_new: bool) -> None:
    if not isinstance(instance, GuardedMixin):
        return
    if is_new or not may_be_published(instance):
        items[:] = [item for item in items if item.name != PUBLISH]
    task_state = None if is_new else getattr(instance, "current_workflow_task_state", None)
    if not isinstance(task_state, ReviewTaskState):
        return
    if task_state.task.specific.get_actions(instance, request.user):
        items.insert(0, OpenReviewMenuItem(task_state))
