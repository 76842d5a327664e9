"""Guarded drafts of others are not found at addresses of the admin that would name them.

Wagtail's own views name there what somebody has no right to, or ask about rights too late.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.screens.hidden_drafts import drafts_of_others, may_edit

View = Callable[..., HttpResponse]

BULK = "wagtail_bulk_action"
# What names a page, in the address or in the form that is sent to it.
NAMES_PAGES = {
    BULK: ("chooser",),
    "wagtailadmin_choose_page_child": ("parent_page_id",),
    "choose_parent": ("parent_page",),
    "copy": ("new_parent_page",),
    "move_confirm": ("page_to_move_id", "destination_id"),
}
# They name the latest draft of what is public, too.
NAMES_LATEST = ("collect_workflow_action_data", "workflow_action", "workflow_preview")


def hide_at_addresses() -> list:
    """Stand before the admin's views; as a hook for addresses it adds none.

    What a hook adds comes after Wagtail's own addresses and is not asked, so it is their views
    that are wrapped, as Wagtail itself wraps them to let nobody in who hasn't signed in.
    """
    from wagtail.admin import urls

    decorate_urlpatterns(urls.urlpatterns, not_found_for_others)
    return []


def not_found_for_others(view: View) -> View:
    """``view`` as if there were no guarded drafts of others."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.resolver_match.url_name
        if name in NAMES_PAGES:
            given = {**request.POST.dict(), **kwargs}
            check_pages(request, [given.get(key) for key in NAMES_PAGES[name]])
        if name in NAMES_LATEST:
            check_latest(request, getattr(view, "view_initkwargs", {}), kwargs)
        if name == BULK:
            leave_out_drafts(request, **kwargs)
        return view(request, *args, **kwargs)

    return checked


def check_pages(request: HttpRequest, keys: list[Any]) -> None:
    found = [int(key) for key in keys if str(key).isdecimal()]
    if found and drafts_of_others(Page, request.user).filter(pk__in=found).exists():
        raise Http404


def check_latest(request: HttpRequest, of_view: dict[str, Any], kwargs: dict[str, Any]) -> None:
    """For those who may edit the content, and those who review it now."""
    model = of_view.get("model", Page)
    key = unquote(str(kwargs.get("page_id", kwargs.get("pk"))))
    instance = model._default_manager.filter(pk=key).first()
    if isinstance(instance, Page):
        instance = instance.specific
    if not isinstance(instance, GuardedMixin) or may_edit(instance, request.user):
        return
    task = instance.current_workflow_task
    if task is None or not task.get_actions(instance, request.user):
        raise Http404


def leave_out_drafts(request: HttpRequest, app_label: str, model_name: str, action: str) -> None:
    """Spell out which of the chosen ones somebody may know of; Wagtail would list all others."""
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is None:
        raise Http404
    model = apps.get_model(app_label, model_name)
    keys = request.GET.getlist("id")
    if "all" in keys:
        listed = found(request, model).get_all_objects_in_listing_query
        keys = list(listed(request.GET.get("childOf")))
    hidden = drafts_of_others(model, request.user).filter(pk__in=keys).values_list("pk", flat=True)
    if hidden:
        left_out = {str(key) for key in hidden}
        query = request.GET.copy()
        query.setlist("id", [str(key) for key in keys if str(key) not in left_out])
        request.GET = query
