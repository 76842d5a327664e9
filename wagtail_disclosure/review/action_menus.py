"""The editor offers to publish only where the guard would not refuse."""

from typing import Any

from django.http import HttpRequest

from wagtail_disclosure.review.models import Clearance, GuardedMixin

PUBLISH = "action-publish"


def offer_publish_on_pages(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Drop *Publish* from a page's editor unless what is stored last is cleared."""
    page = context.get("page")
    if page is not None and isinstance(page, GuardedMixin):
        _offer(items, page, is_new=context["view"] == "create")


def offer_publish_on_snippets(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Drop *Publish* from a snippet's editor unless what is stored last is cleared."""
    if issubclass(context["model"], GuardedMixin):
        _offer(items, context.get("instance"), is_new=context["view"] == "create")


def _offer(items: list[Any], instance: Any, *, is_new: bool) -> None:
    if not is_new and Clearance.objects.matching(instance.get_latest_revision_as_object()):
        return
    items[:] = [item for item in items if item.name != PUBLISH]
