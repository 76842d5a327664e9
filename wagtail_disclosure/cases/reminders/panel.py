"""The dashboard's look at requests: what is late, what is due this week, and one verb for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.components import Component

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.querysets import WEEK
from wagtail_disclosure.rules.case_states import CaseState

MOST = 8
VERBS = {
    CaseState.SUBMITTED: _("Confirm receipt"),
    CaseState.ACCEPTED: pgettext_lazy("case", "Assign"),
    CaseState.IN_PROGRESS: _("Work on it"),
    CaseState.ANSWER_IN_REVIEW: _("Read and decide"),
}
LATE, DUE = "late", "due"
UNCONFIRMED, UNASSIGNED = "unconfirmed", "unassigned"
# What is counted, in which words, and the filter of the list that shows it.
COUNTED = {
    LATE: (_("Late"), "due=overdue"),
    DUE: (_("Due this week"), "due=week"),
    UNCONFIRMED: (_("Receipt not confirmed"), "waiting=us"),
    UNASSIGNED: (_("Not assigned"), "waiting=officer"),
}


@dataclass(frozen=True)
class Row:
    case: Case
    verb: Any
    is_late: bool


class RequestsPanel(Component):
    """What is late or due this week among all that a person may see, whoever works on it."""

    name = "disclosure_requests"
    order = 60
    template_name = "wagtail_disclosure_cases/admin/requests_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = parent_context["request"].user
        cases = policy.read_whole_by(user)
        on = today()
        urgent = cases.open().filter(due_on__lte=on + WEEK).with_people().order_by("due_on", "pk")
        inbox = reverse("disclosure_cases:index")
        counts = counted(cases)
        return {
            "rows": [
                Row(case, VERBS.get(case.state, _("Look at it")), is_late=case.due_on < on)
                for case in urgent[:MOST]
            ],
            "counts": [
                {"name": name, "label": label, "number": counts[name], "url": f"{inbox}?{query}"}
                for name, (label, query) in COUNTED.items()
            ],
        }


def counted(cases: Any) -> dict[str, int]:
    """How many of ``cases`` are late, due and so on; one query."""
    on = today()
    return cases.open().aggregate(
        **{
            LATE: Count("pk", filter=Q(due_on__lt=on)),
            DUE: Count("pk", filter=Q(due_on__gte=on, due_on__lte=on + WEEK)),
            UNCONFIRMED: Count("pk", filter=Q(state=CaseState.SUBMITTED)),
            UNASSIGNED: Count(
                "pk",
                filter=Q(
                    officer__isnull=True, state__in=(CaseState.ACCEPTED, CaseState.IN_PROGRESS)
                ),
            ),
        }
    )


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put it on the dashboard of those who may see cases."""
    if policy.user_has_permission(request.user, "view"):
        panels.append(RequestsPanel())
