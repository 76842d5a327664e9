"""What core adds to the Wagtail admin."""

from wagtail import hooks

from wagtail_disclosure.core.admin import WaitingPanel, disclosure_menu_item
from wagtail_disclosure.core.viewsets import AgencyViewSetGroup

hooks.register("register_admin_menu_item", disclosure_menu_item)


@hooks.register("register_admin_viewset")
def register_agency() -> AgencyViewSetGroup:
    return AgencyViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels) -> None:
    panels.append(WaitingPanel())
