from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.clock.words import DueWords, describe_due
from wagtail_disclosure.cases.inbox.exports import RecordedExportMixin
from wagtail_disclosure.cases.inbox.paging import InboxPaginator
from wagtail_disclosure.cases.inbox.saving import filter_of, views_for
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.admin import ROOMY, ListingView

# The class of columns whose words are not broken, however narrow the screen.
WHOLE = "disclosure-nowrap"


class ReceivedColumn(Column):
    """The date itself: deadlines are not counted from “3 days ago”."""

    cell_template_name = "wagtail_disclosure_cases/admin/date_cell.html"


class DueColumn(Column):
    """Working days left, the date and a word; late cases say so in words first."""

    cell_template_name = "wagtail_disclosure_cases/admin/due_cell.html"

    def __init__(self, *args: Any, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.on = on
        self.last_days = LastDays()

    def get_value(self, instance: Case) -> DueWords:
        calendar = self.last_days.calendar_of(instance)
        return describe_due(instance, on=self.on, calendar=calendar)

    def get_export_value(self, instance: Case) -> date | str:
        """The date, which a table can be ordered by; in words where there is none."""
        return instance.due_on or self.get_value(instance).text


class InboxView(RecordedExportMixin, ListingView):
    """The cases that a person may see, with what an officer must know at a glance."""

    permission_policy = policy
    any_permission_required = ["view"]
    default_ordering = ["-received_on", "-pk"]
    paginator_class = InboxPaginator
    results_template_name = "wagtail_disclosure_cases/admin/inbox_results.html"

    def get_base_queryset(self) -> QuerySet[Any]:
        return policy.listable(self.request.user).with_people().select_related("body__calendar")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context["saved_views"] = views_for(self.request.user)
            context["present_filter"] = filter_of(self.request.GET)
        return context

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if policy.user_has_permission(self.request.user, "assign"):
            url = reverse("disclosure_cases:assign_several")
            buttons.append(Button(_("Assign several"), url=url, icon_name="user", priority=5))
        return buttons

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number",
                label=_("Case number"),
                sort_key="number",
                get_url=_workspace_url,
                classname=WHOLE,
            ),
            ReceivedColumn(
                "received_on",
                label=pgettext_lazy("date", "Received"),
                sort_key="received_on",
                classname=ROOMY,
            ),
            DueColumn(
                "due",
                label=_("Due"),
                sort_key="due_on",
                on=today(),
            ),
            StatusTagColumn(
                "state", label=_("State"), accessor="get_state_display", classname=WHOLE
            ),
            Column("unit", label=_("Unit"), classname=ROOMY),
            Column("officer_name", label=_("Officer"), classname=ROOMY),
        ]


def _workspace_url(case: Case) -> str:
    return reverse("disclosure_cases:workspace", args=[case.pk])
