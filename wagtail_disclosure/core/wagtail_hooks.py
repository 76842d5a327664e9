"""What core adds to the Wagtail admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wagtail_disclosure.core.admin import MENU_HOOK, WaitingPanel, disclosure_menu_item
from wagtail_disclosure.core.calculator.views import admin_calculator
from wagtail_disclosure.core.viewsets import AgencyViewSetGroup

hooks.register("register_admin_menu_item", disclosure_menu_item)


@hooks.register("register_admin_viewset")
def register_agency() -> AgencyViewSetGroup:
    return AgencyViewSetGroup()


@hooks.register("register_admin_urls")
def add_calculator() -> list[URLPattern]:
    return [path("disclosure/deadlines/", admin_calculator, name="disclosure_calculator")]


@hooks.register(MENU_HOOK)
def calculator_menu_item() -> MenuItem:
    return MenuItem(
        _("Deadline calculator"),
        reverse("disclosure_calculator"),
        name="disclosure-calculator",
        icon_name="time",
        order=950,
    )


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    address = static("wagtail_disclosure/css/admin.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels) -> None:
    panels.append(WaitingPanel())
