"""Taking the list along is recorded: who did, when, by which filter, and how many rows."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from wagtail_disclosure.cases.inbox.saving import filter_of
from wagtail_disclosure.cases.models import CaseExport
from wagtail_disclosure.cases.outbox.screens import MomentColumn
from wagtail_disclosure.core.admin import ROOMY, ListingView, MasterDataViewSet, WithoutEditor
from wagtail_disclosure.core.audit import Actor


class RecordedExportMixin:
    """For the list of requests; put it before the view that exports."""

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """The rows as a file, after the record of it: no file leaves without one."""
        actor = Actor.of(self.request.user)
        CaseExport.objects.create(
            exported_at=timezone.now(),
            actor_id=actor.id,
            actor_name=actor.name,
            query=filter_of(self.request.GET),
            is_search=self.is_searching,
            file_format=spreadsheet_format,
            count=queryset.count() if isinstance(queryset, QuerySet) else len(queryset),
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)


class ExportsView(ListingView):
    """Every export, newest first."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            MomentColumn("exported_at", label=_("Exported at"), sort_key="exported_at"),
            Column("actor_name", label=_("By"), sort_key="actor_name"),
            Column("query", label=_("Filter"), classname=ROOMY),
            BooleanColumn("is_search", label=_("With search"), classname=ROOMY),
            Column("file_format", label=_("Format"), classname=ROOMY),
            Column("count", label=_("Rows"), sort_key="count"),
        ]


class CaseExportViewSet(WithoutEditor, MasterDataViewSet):
    """Written with each export; here the disclosure office looks at them."""

    model = CaseExport
    icon = "download"
    menu_label = _("Exports of requests")
    menu_order = 330
    index_view_class = ExportsView
    search_fields = ["actor_name"]
