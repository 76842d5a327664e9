from wagtail import hooks

from wagtail_disclosure.catalog.drafting import drafting_sheet
from wagtail_disclosure.catalog.reclassification.records import register_log_actions
from wagtail_disclosure.catalog.viewsets import EntryListingViewSet, ExemptItemViewSet

hooks.register("before_create_page", drafting_sheet)
hooks.register("register_log_actions", register_log_actions)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [EntryListingViewSet(), ExemptItemViewSet()]
