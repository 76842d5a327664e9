"""The list of cases, and what leads on from it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.inbox.columns import NAMED, columns_by_name, number_column
from wagtail_disclosure.cases.inbox.exports import RecordedExportMixin
from wagtail_disclosure.cases.inbox.paging import InboxPaginator
from wagtail_disclosure.cases.inbox.saving import chosen_columns, filter_of, views_for
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.admin import ListingView


class InboxView(RecordedExportMixin, ListingView):
    """The cases that a person may see, with what an officer must know at a glance."""

    permission_policy = policy
    any_permission_required = ["view"]
    default_ordering = ["-received_on", "-pk"]
    paginator_class = InboxPaginator
    results_template_name = "wagtail_disclosure_cases/admin/inbox_results.html"

    def get_base_queryset(self) -> QuerySet[Any]:
        named = [name for name in self.column_names if name in NAMED]
        cases = policy.listable(self.request.user)
        # The law tells what counts as due, whether it has a column or not.
        return cases.select_related("officer", "law", "body__calendar", *named)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context["saved_views"] = views_for(self.request.user)
            context["present_filter"] = filter_of(self.request.GET)
        return context

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        kept = filter_of(self.request.GET)
        url = reverse("disclosure_cases:columns") + (f"?{kept}" if kept else "")
        buttons.append(Button(_("Columns"), url=url, icon_name="list-ul", priority=6))
        if policy.user_has_permission(self.request.user, "assign"):
            url = reverse("disclosure_cases:assign_several")
            buttons.append(Button(_("Assign several"), url=url, icon_name="user", priority=5))
        return buttons

    @cached_property
    def columns(self) -> list[Column]:
        found = columns_by_name(on=today())
        return [number_column(), *(found[name] for name in self.column_names)]

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Those of the view, else of this person, else those that everybody finds at first."""
        return chosen_columns(self.request)
