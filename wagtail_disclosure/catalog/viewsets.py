"""The catalog in the Wagtail admin: entries across all categories, and the register."""

from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.generic import CreateView, InspectView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_disclosure.catalog.models import EntryPage, ExemptItem, ExemptPublicLine
from wagtail_disclosure.catalog.models.entries import PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.reclassification import buttons
from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.viewsets import GuardedSnippetChooserViewSet


class EntryFilterSet(WagtailFilterSet):
    disclosure_class = django_filters.MultipleChoiceFilter(
        label=_("Disclosure class"),
        choices=PAGE_CLASS_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    responsible_unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Responsible unit"),
        queryset=Unit.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    live = django_filters.BooleanFilter(
        label=_("Public"),
        widget=forms.RadioSelect(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]),
    )
    has_unpublished_changes = django_filters.BooleanFilter(
        label=_("Has a draft that is not public"),
        widget=forms.RadioSelect(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]),
    )
    locale = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Locale.objects.all(), widget=forms.RadioSelect
    )

    class Meta:
        model = EntryPage
        fields: list[str] = []


class EntryIndexView(IndexView):
    """Every entry that the person may see, whichever category it is in."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("responsible_unit")


class EntryListingViewSet(PageListingViewSet):
    model = EntryPage
    name = "disclosure_entries"
    url_prefix = "disclosure/entries"
    icon = "doc-full"
    menu_label = _("Entries")
    menu_name = "disclosure-entries"
    menu_order = 100
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    index_view_class = EntryIndexView
    filterset_class = EntryFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title"),
        Column("index_number", label=_("Index number"), sort_key="index_number"),
        Column("document_number", label=_("Document number"), sort_key="document_number"),
        Column("get_disclosure_class_display", label=_("Class"), sort_key="disclosure_class"),
        Column("responsible_unit", label=_("Unit"), sort_key="responsible_unit__code"),
        UpdatedAtColumn(),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class ExemptItemCreateView(CreateView):
    def get_initial(self) -> dict[str, Any]:
        """The category that the drafting sheet came from."""
        return {
            **super().get_initial(),
            "category_code": self.request.GET.get("category_code", "")[:40],
        }


class ExemptItemInspectView(InspectView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *buttons.for_item(self.object, self.request.user)]


class ExemptItemViewSet(ModelViewSet):
    """The register. Its titles are shown here and nowhere else."""

    model = ExemptItem
    name = "disclosure_exempt_items"
    url_prefix = "disclosure/exempt-items"
    icon = "lock"
    menu_label = _("Exempt items")
    menu_name = "disclosure-exempt-items"
    menu_order = 150
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    add_view_class = ExemptItemCreateView
    inspect_view_class = ExemptItemInspectView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["reference", "title", "unit", "ground", "review_on"]
    list_filter = ["unit", "ground"]
    search_fields = ["reference", "title", "citation"]
    form_fields = [
        "title",
        "unit",
        "category_code",
        "created_on",
        "ground",
        "citation",
        "explanation",
        "review_on",
    ]
    inspect_view_fields = ["reference", *form_fields, "declassified_to", "declassified_on"]


class ExemptPublicLineViewSet(SnippetViewSet):
    """What the public may know of exempt items, each line reviewed like a page."""

    model = ExemptPublicLine
    chooser_viewset_class = GuardedSnippetChooserViewSet
    icon = "list-ul"
    menu_label = _("Public lines")
    menu_name = "disclosure-public-lines"
    menu_order = 160
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    list_display = [
        "item",
        "title",
        LocaleColumn(),
        BooleanColumn("live", label=_("Live")),
        UpdatedAtColumn(),
    ]
    search_fields = ["item__reference"]
