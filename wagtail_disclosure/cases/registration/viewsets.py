"""Registering in the admin's menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from wagtail_disclosure.cases.registration.clerks import policy
from wagtail_disclosure.cases.registration.custody_views import (
    PapersOfView,
    PapersView,
)
from wagtail_disclosure.cases.registration.views import ReceiptView, RegisterView, TodayView
from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.review.units import answers_for_units


class DeskMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return _has_a_desk(request)


class PapersMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        # Papers are at windows and with units; who answers for a unit, the menu asks anyway.
        return answers_for_units(request.user) or _has_a_desk(request)


def _has_a_desk(request: Any) -> bool:
    """Whether who looks registers anywhere; asked by several items of the menu of one page."""
    if not hasattr(request, "_has_disclosure_desk"):
        windows = policy.instances_user_has_any_permission_for(request.user, ["register"])
        request._has_disclosure_desk = windows.exists()
    return request._has_disclosure_desk


def papers_menu_item() -> MenuItem:
    return PapersMenuItem(
        _("Papers"),
        reverse("disclosure_register:papers"),
        name="disclosure-papers",
        icon_name="doc-full",
        order=195,
    )


class RegistrationViewSet(ViewSet):
    """For clerks of windows and the disclosure office."""

    name = "disclosure_register"
    url_prefix = "disclosure/register"
    icon = "edit"
    menu_label = _("Register a request")
    menu_name = "disclosure-register"
    menu_order = 190
    menu_hook = MENU_HOOK
    menu_item_class = DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RegisterView.as_view(), name="index"),
            path("today/", TodayView.as_view(), name="today"),
            path("papers/", PapersView.as_view(), name="papers"),
            path("papers/<int:pk>/", PapersOfView.as_view(), name="papers_of"),
            path("<int:pk>/", ReceiptView.as_view(), name="receipt"),
        ]
