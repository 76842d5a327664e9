"""One page with everything that waits for a unit, and its line on the dashboard."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.catalog.reclassification.forms import UnitFilterForm
from wagtail_disclosure.catalog.unit_menu import UnitsMenuItem
from wagtail_disclosure.catalog.work_list.kinds import KINDS, Kind, Work, counted
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.core.seams import WorkItem

# Of each kind, where all kinds are shown together.
MOST_OF_A_KIND = 15
ROWS_PER_PAGE = 50


class WorkListView(WagtailAdminTemplateMixin, View):
    """For people who answer for a unit: all kinds together, or one of them a page at a time."""

    template_name = "wagtail_disclosure_catalog/admin/work_list.html"
    page_title = gettext_lazy("Work list")
    header_icon = "tasks"

    def get(self, request: HttpRequest) -> HttpResponse:
        work = Work(request.user, today=days.today())
        if not work.all_units.exists():
            raise PermissionDenied
        form = UnitFilterForm(request.GET or None, units=work.all_units)
        if form.is_valid():
            work.unit = form.cleaned_data["unit"]
        chosen = next((kind for kind in KINDS if kind.name == request.GET.get("kind")), None)
        found = list(counted(work))
        return self.render_to_response(
            self.get_context_data(
                form=form,
                chosen=chosen,
                kinds=[(kind, count) for kind, _rows, count in found],
                total=sum(count for _kind, _rows, count in found),
                today=work.today,
                **self._rows(work, found, chosen),
            )
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def _rows(
        self, work: Work, found: list[tuple[Kind, Any, int]], chosen: Kind | None
    ) -> dict[str, Any]:
        if chosen is not None:
            [rows] = [rows for kind, rows, _count in found if kind is chosen]
            page = Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
            return {"page_obj": page, "rows": [chosen.row(work, each) for each in page.object_list]}
        rows = [
            row
            for kind, each, count in found
            if count
            for row in work.first_rows(kind, each, MOST_OF_A_KIND)
        ]
        return {
            "rows": sorted(rows, key=lambda row: row.day or date.max),
            "is_cut": any(count > MOST_OF_A_KIND for _kind, _rows, count in found),
        }


def work_items(user: Any) -> Iterator[WorkItem]:
    """One line for the dashboard, where there is something to do."""
    try:
        work = Work(user, today=days.today())
        if user.is_superuser or not work.all_units.exists():
            return
    except NoPublicBody:
        return
    number = sum(count for _kind, _rows, count in counted(work))
    if number:
        label = ngettext("%(number)d thing to do", "%(number)d things to do", number)
        yield WorkItem(
            label=label % {"number": number},
            kind=_("Work list of your units"),
            url=reverse("disclosure_work_list"),
            verb=_("Open"),
        )


def work_list_menu_item() -> UnitsMenuItem:
    return UnitsMenuItem(
        gettext_lazy("Work list"),
        reverse("disclosure_work_list"),
        name="disclosure-work-list",
        icon_name="tasks",
        order=50,
    )
