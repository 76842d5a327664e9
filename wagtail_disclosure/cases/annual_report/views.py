"""The cases behind a number of the annual report."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from wagtail_disclosure.cases.annual_report.counting import NO_COLUMN, NO_ROW
from wagtail_disclosure.cases.annual_report.providers import BEHIND_NUMBER, CASES_IN, visible_to
from wagtail_disclosure.cases.inbox.columns import WHOLE
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.admin import ROOMY
from wagtail_disclosure.core.annual_report import COLUMN_NAMES, ROW_NAMES, TABLE_NAMES
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.rules.annual_report import TOTAL


class BehindNumberView(generic.IndexView):
    """What was counted, as far as the person may see it; of the rest, how many there are."""

    model = Case
    permission_policy = policy
    any_permission_required = ["view"]
    index_url_name = BEHIND_NUMBER
    results_template_name = "wagtail_disclosure_cases/admin/behind_number.html"
    header_icon = "mail"
    is_searchable = False
    default_ordering = ["received_on", "pk"]
    paginate_by = 50
    columns = [
        TitleColumn(
            "number",
            label=gettext_lazy("Case number"),
            get_url=lambda case: reverse("disclosure_cases:workspace", args=[case.pk]),
            classname=WHOLE,
        ),
        Column("received_on", label=pgettext_lazy("date", "Received"), classname=ROOMY),
        StatusTagColumn("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("closed_on", label=gettext_lazy("Closed on"), classname=ROOMY),
        Column("outcome", label=gettext_lazy("Outcome"), classname=ROOMY),
        Column(
            "applicant_kind",
            label=gettext_lazy("Kind of applicant"),
            accessor="get_applicant_kind_display",
            classname=ROOMY,
        ),
    ]

    @cached_property
    def counted(self) -> QuerySet[Any]:
        """Everything behind the number. Raises Http404 for a table or year that there is not."""
        if self.kwargs["table"] not in CASES_IN or not 1 <= self.kwargs["year"] <= 9999:
            raise Http404
        cases_in = CASES_IN[self.kwargs["table"]]
        place = {name: self.kwargs[name] for name in ("row", "column")}
        return cases_in(PublicBody.objects.own(), self.kwargs["year"], **place)

    def get_base_queryset(self) -> QuerySet[Any]:
        return visible_to(self.request.user, self.counted).select_related("outcome")

    def get_index_url(self) -> str:
        return reverse(BEHIND_NUMBER, kwargs=self.kwargs)

    def get_page_title(self) -> str:
        return _("Behind a number of the annual report %(year)s") % self.kwargs

    def get_page_subtitle(self) -> str:
        table, row, column = (self.kwargs[name] for name in ("table", "row", "column"))
        rows = {
            **ROW_NAMES[table],
            NO_ROW: pgettext("annual report", "without a row"),
            TOTAL: pgettext("annual report", "All"),
        }
        columns = {**COLUMN_NAMES[table], NO_COLUMN: pgettext("annual report", "unknown")}
        return f"{rows.get(row, row)} · {columns.get(column, column)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": reverse("disclosure_cases:index"), "label": _("Requests")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        visible = visible_to(self.request.user, self.counted).count()
        return super().get_context_data(
            *args,
            table_name=TABLE_NAMES[self.kwargs["table"]],
            place=self.get_page_subtitle(),
            hidden=self.counted.count() - visible,
            **kwargs,
        )
