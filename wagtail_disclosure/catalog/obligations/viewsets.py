from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from wagtail_disclosure.catalog.models import PublicationObligation
from wagtail_disclosure.core.admin import MENU_HOOK, ROOMY, ListingView, MasterDataViewSet
from wagtail_disclosure.core.viewsets import CONFIRMED


class ObligationIndexView(ListingView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("unit", "basis")


class PublicationObligationViewSet(MasterDataViewSet):
    """The agency's list of what is published how often, kept by its disclosure office."""

    model = PublicationObligation
    index_view_class = ObligationIndexView
    icon = "list-ol"
    menu_label = _("Obligations")
    menu_name = "disclosure-obligations"
    menu_order = 880
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    list_display = [
        "title",
        "unit",
        Column(
            "basis", label=capfirst(_("basis of disclosure")), sort_key="basis", classname=ROOMY
        ),
        "frequency",
        "valid_from",
        CONFIRMED,
    ]
    list_filter = ["unit", "frequency", "is_confirmed"]
    form_fields = [
        "title",
        "unit",
        "basis",
        "category",
        "frequency",
        "working_days",
        "valid_from",
        "valid_until",
        "is_confirmed",
    ]
