"""What became public too late, is overdue, or has to be public within days, by unit."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.timeliness import PublicationClock, publication_clock
from wagtail_disclosure.catalog.unit_menu import UnitsMenuItem
from wagtail_disclosure.core import days
from wagtail_disclosure.core.admin import ROOMY
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.explanations import DAYS_OF_PUBLICATION, explained_days
from wagtail_disclosure.core.exporting import ExportMixin, in_portions
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.timeliness import SOON, Timeliness, due_steps

A_YEAR = timedelta(days=365)
STANDINGS = {
    Timeliness.LATE: pgettext_lazy("publication", "Late"),
    Timeliness.OVERDUE: pgettext_lazy("publication", "Overdue"),
    Timeliness.DUE_SOON: pgettext_lazy("publication", "Due soon"),
}


def own_units(request: HttpRequest) -> QuerySet[Unit]:
    """The agency's units that the person answers for."""
    return units_of(request.user).filter(body=PublicBody.objects.own())


def years() -> list[tuple[str, str]]:
    """The years of documents that are to be open to everybody, the latest first."""
    entries = EntryPage.objects.filter(disclosure_class=DisclosureClass.PROACTIVE.value)
    found = entries.dates("created_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in found]


class TimelinessFilterSet(WagtailFilterSet):
    # The view reads it: how days are counted depends on the period.
    year = django_filters.ChoiceFilter(
        label=_("Year of the document"),
        empty_label=_("The last twelve months"),
        choices=(),
        method="keep",
        widget=forms.RadioSelect,
    )
    responsible_unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Responsible unit"), queryset=own_units, widget=forms.CheckboxSelectMultiple
    )
    standing = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("publication", "State"),
        choices=list(STANDINGS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = EntryPage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # As a callable they would be asked for at every use.
        self.filters["year"].extra["choices"] = years()

    def keep(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset


class ForUnits:
    """For people who answer for a unit of the agency."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not own_units(request).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def clock(self) -> PublicationClock | None:
        return publication_clock(PublicBody.objects.own())


class DayColumn(Column):
    """A day in full: how long ago it was says nothing about a term."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return written_day(day) if day else "–"

    def get_export_value(self, instance: Any) -> date | None:
        return super().get_value(instance)


class TimelinessReportView(ForUnits, ExportMixin, ReportView):
    """OGI Art. 26: what is open to everybody is public within 20 working days."""

    model = EntryPage
    page_title = _("Timeliness")
    header_icon = "time"
    index_url_name = "disclosure_timeliness:report"
    index_results_url_name = "disclosure_timeliness:results"
    filterset_class = TimelinessFilterSet
    default_ordering = "responsible_unit__code"
    is_searchable = False
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            accessor="get_admin_display_title",
            get_url=lambda entry: reverse("disclosure_timeliness:days", args=[entry.pk]),
        ),
        Column("index_number", label=_("Index number"), sort_key="index_number", classname=ROOMY),
        Column(
            "responsible_unit",
            label=_("Unit"),
            sort_key="responsible_unit__code",
            classname=ROOMY,
        ),
        DayColumn("created_on", label=_("Created on"), sort_key="created_on", classname=ROOMY),
        DayColumn("due_on", label=_("Due on"), sort_key="due_on"),
        DayColumn("public_on", label=_("Public on"), sort_key="public_on", classname=ROOMY),
        Column("working_days", label=_("Working days"), accessor="assessment.working_days"),
        Column("standing", label=pgettext_lazy("publication", "State"), accessor="standing_name"),
    ]

    def get_filename(self) -> str:
        return "timeliness"

    def get_base_queryset(self) -> Any:
        if self.clock is None:
            return EntryPage.objects.none()
        first, last = self.period(self.clock)
        steps = due_steps(
            first, last, term=self.clock.limit.as_term(), calendar=self.clock.calendar
        )
        soon = self.clock.calendar.nth_working_day(self.today, SOON)
        entries = EntryPage.objects.filter(
            disclosure_class=DisclosureClass.PROACTIVE.value,
            responsible_unit__in=own_units(self.request).values("pk"),
            created_on__range=(first, last),
        )
        dated = entries.originals().with_public_on().with_publication_due_on(steps)
        listed = dated.with_standing(self.today, soon).exclude(standing="")
        return listed.select_related("responsible_unit", "clearance").defer("body", "class_reason")

    @cached_property
    def today(self) -> date:
        return days.today()

    def period(self, clock: PublicationClock) -> tuple[date, date]:
        """The days of documents that are asked about, as far as the calendar knows them."""
        year = self.request.GET.get("year", "")
        first, last = self.today - A_YEAR, self.today
        if year.isdecimal() and 1 <= int(year) < date.max.year:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        known = clock.calendar.first_day
        return max(first, known) if known else first, last

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        return object_list if self.is_export else [self.assess(entry) for entry in object_list]

    def rows_to_export(self, rows: Any) -> Iterator[Any]:
        return map(self.assess, in_portions(rows))

    def assess(self, entry: Any) -> Any:
        """The entry, with how it stands."""
        entry.assessment = entry.assess_timeliness(self.today, self.clock)
        entry.standing_name = STANDINGS[Timeliness(entry.standing)]
        return entry


class TimelinessDaysView(ForUnits, WagtailAdminTemplateMixin, View):
    """Every day that counts, and why, for one entry."""

    template_name = "wagtail_disclosure_catalog/admin/timeliness_days.html"
    page_title = _("Timeliness")
    header_icon = "time"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        units = own_units(request)
        entry = get_object_or_404(EntryPage, pk=pk, responsible_unit__in=units)
        self.entry = entry
        assessment = self.clock and entry.assess_timeliness(days.today(), self.clock)
        context = self.get_context_data(entry=entry, assessment=assessment, clock=self.clock)
        if assessment:
            rows = [day.as_row() for day in assessment.explanation]
            context["days"] = explained_days(
                rows, due_on=assessment.due.due_on, reasons=DAYS_OF_PUBLICATION
            )
            context["counted"] = sum(day.counts for day in assessment.explanation)
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        return self.entry.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("disclosure_timeliness:report"), "label": self.page_title}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_subtitle()}]


def timeliness_menu_item() -> UnitsMenuItem:
    return UnitsMenuItem(
        _("Timeliness"),
        reverse("disclosure_timeliness:report"),
        name="disclosure-timeliness",
        icon_name="time",
        order=180,
    )
