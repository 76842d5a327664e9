"""What core adds to the Wagtail admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from wagtail_disclosure.core.admin import WaitingPanel, disclosure_menu_item
from wagtail_disclosure.core.viewsets import AgencyViewSetGroup

hooks.register("register_admin_menu_item", disclosure_menu_item)


@hooks.register("register_admin_viewset")
def register_agency() -> AgencyViewSetGroup:
    return AgencyViewSetGroup()


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    address = static("wagtail_disclosure/css/admin.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels) -> None:
    panels.append(WaitingPanel())
