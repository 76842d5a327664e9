"""The filters that an officer asks for aloud: mine, late."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.wording import STATE_NAMES
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.rules.case_states import CaseState

DUE = {
    "overdue": _("Overdue"),
    "soon": _("Due in 3 days"),
    "week": _("Due this week"),
    "later": _("Later"),
}
OFFICER = {
    "mine": _("Mine"),
    "nobody": _("Not assigned"),
}
WAITING = {
    "us": _("For us to confirm receipt"),
    "officer": _("For an officer"),
    "applicant": _("For the applicant"),
    "others": _("For third parties and other agencies"),
    "units": _("For units"),
    "review": _("For review"),
}


class CaseFilterSet(WagtailFilterSet):
    due = django_filters.ChoiceFilter(
        label=_("Due"), choices=list(DUE.items()), method="filter_due"
    )
    officer = django_filters.ChoiceFilter(
        label=_("Officer"), choices=list(OFFICER.items()), method="filter_officer"
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting"), choices=list(WAITING.items()), method="filter_waiting"
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=list(STATE_NAMES.items()))
    unit = django_filters.ChoiceFilter(label=_("Unit"))

    class Meta:
        model = Case
        fields = ["due", "officer", "waiting", "state", "unit"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        listed = policy.listed_units(self.request.user)
        chosen = str((self.data or {}).get("unit") or "")
        if listed is not None and len(listed) < 2 and not chosen:
            # Nearly all that is listed is of the one unit.
            del self.filters["unit"]
            return
        units = Unit.objects.order_by("body", "code")
        if listed is not None:
            # What a view of somebody else chose is one as well: it is no error and finds nothing.
            others = {int(chosen)} if chosen.isdecimal() else set()
            units = units.filter(pk__in={*listed, *others})
        # Read once, for the choices and to tell whether what was chosen is one.
        self.filters["unit"].extra["choices"] = [(str(unit.pk), str(unit)) for unit in units]

    def filter_due(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        match value:
            case "overdue":
                return queryset.overdue(on=today())
            case "soon":
                return queryset.due_soon(on=today())
            case "week":
                return queryset.due_this_week(on=today())
            case "later":
                return queryset.due_later(on=today())
        return queryset

    def filter_officer(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "mine":
            return queryset.assigned_to(self.request.user)
        return queryset.filter(officer__isnull=True)

    def filter_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        match value:
            case "us":
                return queryset.filter(state=CaseState.SUBMITTED)
            case "officer":
                return queryset.unassigned()
            case "applicant":
                return queryset.waiting_for_applicant()
            case "others":
                return queryset.waiting_for_others()
            case "units":
                return queryset.waiting_for_units()
            case "review":
                return queryset.filter(state=CaseState.ANSWER_IN_REVIEW)
        return queryset
