"""What all parts share in the Wagtail admin: one menu and the panel of what waits for a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_disclosure.core import seams
from wagtail_disclosure.core.deleting import CarefulDeleteView
from wagtail_disclosure.core.exporting import ExportMixin

# Viewsets of all parts name it as their ``menu_hook``.
MENU_HOOK = "register_disclosure_menu_item"
# The class of columns that a phone leaves out.
ROOMY = "disclosure-roomy"


class DisclosureMenu(Menu):
    """Asks its entries once a page: Wagtail asks first whether any is shown, and then which."""

    def menu_items_for_request(self, request: HttpRequest) -> list[MenuItem]:
        if not hasattr(request, "_disclosure_menu_items"):
            request._disclosure_menu_items = super().menu_items_for_request(request)
        return request._disclosure_menu_items


def disclosure_menu_item() -> SubmenuMenuItem:
    """The menu group "Disclosure"; people who may see none of its entries don't see it."""
    menu = DisclosureMenu(
        register_hook_name=MENU_HOOK, construct_hook_name="construct_disclosure_menu"
    )
    return SubmenuMenuItem(
        _("Disclosure"), menu, name="disclosure", icon_name="folder-open-inverse", order=200
    )


class WaitingPanel(Component):
    """What waits for the signed-in person, whichever part it comes from, soonest first."""

    name = "disclosure_waiting"
    order = 50
    template_name = "wagtail_disclosure/admin/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        items = waiting_for(parent_context["request"].user)
        lists = dict.fromkeys(item.work_list for item in items if item.work_list)
        return {"items": items, "lists": list(lists)}


def waiting_for(user: Any) -> list[seams.WorkItem]:
    """Everything that waits for ``user``, by due date or by how long it has been waiting."""
    items = [item for provider in seams.work_items for item in provider(user)]
    return sorted(items, key=lambda item: item.due_on or item.waiting_since or date.max)


class Screen(WagtailAdminTemplateMixin):
    """A page of ours in the admin: closed to everybody whom it does not let in."""

    def is_open_to(self, user: Any) -> bool:
        """Whether ``user`` may open it; a page that does not say so is open to nobody."""
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_open_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, Any]]:
        """The pages above it: address and name."""
        return []

    def crumb(self) -> Any:
        """What it is called at the end of its trail."""
        return self.get_page_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail = [*self.trail(), ("", self.crumb())]
        return [*self.breadcrumbs_items, *({"url": url, "label": name} for url, name in trail)]


class ListingView(ExportMixin, generic.IndexView):
    """A list of rows that can be taken along."""


class MasterDataViewSet(ModelViewSet):
    """Rows that change seldom and are never copied."""

    index_view_class = ListingView
    copy_view_enabled = False
    delete_view_class = CarefulDeleteView
    exclude_form_fields: tuple[str, ...] = ()

    def __init__(self, **kwargs: Any):
        name = self.model._meta.model_name
        super().__init__(name=f"disclosure_{name}", url_prefix=f"disclosure/{name}", **kwargs)


class WithoutEditor:
    """For a viewset of rows that nobody edits in the admin: ``absent_views`` are not there."""

    absent_views: tuple[str, ...] = ("add", "edit", "delete", "history", "usage")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {f"{name}_url_name": None for name in self.absent_views}
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.inspect_view_enabled:
            patterns.append(path("<int:pk>/", self.inspect_view, name="inspect"))
        return patterns

    def on_register(self) -> None:
        # Without the parent's: it would link to editors that don't exist.
        self.register_menu_item()
        self.register_permissions()
