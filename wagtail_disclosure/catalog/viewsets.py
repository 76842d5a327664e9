"""The catalog in the Wagtail admin: entries across all categories, and the register."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LocaleColumn, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_disclosure.catalog.models import (
    EntryPage,
    ExemptItem,
    ExemptPublicLine,
    FAQPage,
    Genre,
    SubjectClass,
)
from wagtail_disclosure.catalog.models.entries import PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.register_views import (
    ExemptItemCreateView,
    ExemptItemDeleteView,
    ExemptItemEditView,
    ExemptItemHistoryView,
    ExemptItemIndexView,
    ExemptItemInspectView,
    ExemptItemUsageView,
    PublicLineIndexView,
    for_own_lines,
)
from wagtail_disclosure.core.admin import MENU_HOOK, ROOMY, MasterDataViewSet
from wagtail_disclosure.core.exporting import PageExportMixin
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.core.viewsets import CONFIRMED
from wagtail_disclosure.review.viewsets import GuardedSnippetChooserViewSet

UNIT = Column(
    "responsible_unit", label=_("Unit"), sort_key="responsible_unit__code", classname=ROOMY
)
# Wagtail's own column for it knows rows of its log only, and those of pages are not among them.
UPDATED = DateColumn(
    "latest_revision_created_at",
    label=_("Updated"),
    sort_key="latest_revision_created_at",
    classname=ROOMY,
)


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


class EntryIndexView(PageExportMixin, IndexView):
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
        Column(
            "document_number",
            label=_("Document number"),
            sort_key="document_number",
            classname=ROOMY,
        ),
        Column(
            "get_disclosure_class_display",
            label=_("Class"),
            sort_key="disclosure_class",
            classname=ROOMY,
        ),
        UNIT,
        UPDATED,
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class FAQFilterSet(WagtailFilterSet):
    live = django_filters.BooleanFilter(
        label=_("Public"),
        widget=forms.RadioSelect(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]),
    )
    locale = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Locale.objects.all(), widget=forms.RadioSelect
    )

    class Meta:
        model = FAQPage
        fields: list[str] = []


class FAQIndexView(PageExportMixin, IndexView):
    """Every question that the person may see, with what readers said of the answer."""

    def get_base_queryset(self) -> Any:
        questions = super().get_base_queryset().select_related("responsible_unit")
        return questions.annotate(
            helpful=Coalesce(Sum("helpful_answers__helpful"), 0),
            unhelpful=Coalesce(Sum("helpful_answers__unhelpful"), 0),
        )


class FAQListingViewSet(PageListingViewSet):
    model = FAQPage
    name = "disclosure_faqs"
    url_prefix = "disclosure/faqs"
    icon = "help"
    menu_label = pgettext_lazy("menu", "Questions")
    menu_name = "disclosure-faqs"
    menu_order = 120
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    index_view_class = FAQIndexView
    filterset_class = FAQFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Question"), sort_key="title"),
        Column("topic", label=_("Topic"), sort_key="topic", classname=ROOMY),
        UNIT,
        Column("helpful", label=_("Found helpful"), sort_key="helpful"),
        Column("unhelpful", label=_("Found not helpful"), sort_key="unhelpful", classname=ROOMY),
        UPDATED,
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


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
    index_view_class = ExemptItemIndexView
    add_view_class = ExemptItemCreateView
    edit_view_class = ExemptItemEditView
    delete_view_class = ExemptItemDeleteView
    history_view_class = ExemptItemHistoryView
    usage_view_class = ExemptItemUsageView
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
    index_view_class = PublicLineIndexView
    # Editing and deleting have hooks; these have none.
    copy_view_class = for_own_lines(SnippetViewSet.copy_view_class)
    usage_view_class = for_own_lines(SnippetViewSet.usage_view_class)
    history_view_class = for_own_lines(SnippetViewSet.history_view_class)
    revisions_compare_view_class = for_own_lines(SnippetViewSet.revisions_compare_view_class)
    revisions_unschedule_view_class = for_own_lines(SnippetViewSet.revisions_unschedule_view_class)
    unpublish_view_class = for_own_lines(SnippetViewSet.unpublish_view_class)
    lock_view_class = for_own_lines(SnippetViewSet.lock_view_class)
    unlock_view_class = for_own_lines(SnippetViewSet.unlock_view_class)
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


class TermViewSet(MasterDataViewSet):
    list_display = ["name", "code", CONFIRMED]
    list_filter = ["is_confirmed"]
    search_fields = ["code"]
    form_fields = ["code", "name", "is_confirmed"]


class SubjectClassViewSet(TermViewSet):
    model = SubjectClass
    icon = "tag"


class GenreViewSet(TermViewSet):
    model = Genre
    icon = "doc-full"


class VocabularyViewSetGroup(ViewSetGroup):
    """The words that entries are described with."""

    menu_label = _("Vocabularies")
    menu_name = "disclosure-vocabularies"
    menu_icon = "list-ul"
    menu_order = 890
    menu_hook = MENU_HOOK
    items = (SubjectClassViewSet, GenreViewSet)
