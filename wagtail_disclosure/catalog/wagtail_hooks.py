from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_disclosure.catalog import timeliness_urls
from wagtail_disclosure.catalog.bulk_editing.action import EditEntriesBulkAction
from wagtail_disclosure.catalog.drafting import drafting_sheet
from wagtail_disclosure.catalog.hand_overs import urls as hand_over_urls
from wagtail_disclosure.catalog.hand_overs.views import hand_overs_menu_item
from wagtail_disclosure.catalog.lifecycle.views import LifecycleView, lifecycle_menu_item
from wagtail_disclosure.catalog.obligations import urls as obligation_urls
from wagtail_disclosure.catalog.obligations.views import matrix_menu_item
from wagtail_disclosure.catalog.obligations.viewsets import PublicationObligationViewSet
from wagtail_disclosure.catalog.reclassification import buttons, urls
from wagtail_disclosure.catalog.reclassification.records import register_log_actions
from wagtail_disclosure.catalog.register_views import (
    refuse_deleting_lines_of_others,
    refuse_lines_of_others,
)
from wagtail_disclosure.catalog.staged_import import urls as staged_import_urls
from wagtail_disclosure.catalog.staged_import.menu import import_menu_item
from wagtail_disclosure.catalog.timeliness_report import timeliness_menu_item
from wagtail_disclosure.catalog.translation_status import urls as translation_status_urls
from wagtail_disclosure.catalog.translation_status.report import status_menu_item
from wagtail_disclosure.catalog.viewsets import (
    EntryListingViewSet,
    ExemptItemViewSet,
    ExemptPublicLineViewSet,
    FAQListingViewSet,
    VocabularyViewSetGroup,
)
from wagtail_disclosure.catalog.work_list.views import WorkListView, work_list_menu_item
from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.review.screens.withdrawal_buttons import CLEARANCE_HOOK

hooks.register("before_create_page", drafting_sheet)
hooks.register("before_edit_snippet", refuse_lines_of_others, order=-2)
hooks.register("before_delete_snippet", refuse_deleting_lines_of_others, order=-2)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_page_header_buttons", buttons.for_entry)
hooks.register("register_page_listing_more_buttons", buttons.for_entry_in_listing)
hooks.register(CLEARANCE_HOOK, buttons.for_public)
hooks.register(MENU_HOOK, buttons.re_review_menu_item)
hooks.register(MENU_HOOK, timeliness_menu_item)
hooks.register(MENU_HOOK, import_menu_item)
hooks.register("register_bulk_action", EditEntriesBulkAction)
hooks.register(MENU_HOOK, matrix_menu_item)
hooks.register(MENU_HOOK, work_list_menu_item)
hooks.register(MENU_HOOK, lifecycle_menu_item)
hooks.register(MENU_HOOK, hand_overs_menu_item)
hooks.register(MENU_HOOK, status_menu_item)
register_snippet(ExemptPublicLineViewSet)


@hooks.register("register_admin_urls")
def register_class_urls() -> list:
    return [
        path("disclosure/classes/", include((urls, urls.app_name))),
        path("disclosure/import/", include((staged_import_urls, staged_import_urls.app_name))),
        path("disclosure/obligations/", include((obligation_urls, obligation_urls.app_name))),
        path("disclosure/hand-overs/", include((hand_over_urls, hand_over_urls.app_name))),
        path("disclosure/lifecycle/", LifecycleView.as_view(), name="disclosure_lifecycle"),
        path("disclosure/work-list/", WorkListView.as_view(), name="disclosure_work_list"),
        path("disclosure/timeliness/", include((timeliness_urls, timeliness_urls.app_name))),
        path(
            "disclosure/translation-status/",
            include((translation_status_urls, translation_status_urls.app_name)),
        ),
    ]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [
        EntryListingViewSet(),
        FAQListingViewSet(),
        ExemptItemViewSet(),
        PublicationObligationViewSet(),
        VocabularyViewSetGroup(),
    ]
