from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_disclosure.catalog.drafting import drafting_sheet
from wagtail_disclosure.catalog.reclassification import buttons, urls
from wagtail_disclosure.catalog.reclassification.records import register_log_actions
from wagtail_disclosure.catalog.viewsets import (
    EntryListingViewSet,
    ExemptItemViewSet,
    ExemptPublicLineViewSet,
)
from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.review.screens.withdrawal_buttons import CLEARANCE_HOOK

hooks.register("before_create_page", drafting_sheet)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_page_header_buttons", buttons.for_entry)
hooks.register("register_page_listing_more_buttons", buttons.for_entry_in_listing)
hooks.register(CLEARANCE_HOOK, buttons.for_public)
hooks.register(MENU_HOOK, buttons.re_review_menu_item)
register_snippet(ExemptPublicLineViewSet)


@hooks.register("register_admin_urls")
def register_class_urls() -> list:
    return [path("disclosure/classes/", include((urls, urls.app_name)))]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [EntryListingViewSet(), ExemptItemViewSet()]
