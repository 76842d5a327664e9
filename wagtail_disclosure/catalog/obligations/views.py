"""The matrix for those who answer for a unit, and the page of one period."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from wagtail_disclosure.catalog.models import EntryPage, Fulfillment, PublicationObligation
from wagtail_disclosure.catalog.obligations import actions, reading
from wagtail_disclosure.catalog.obligations.exceptions import NoSuchPeriod
from wagtail_disclosure.catalog.obligations.forms import FulfillForm, MatrixForm, NothingForm
from wagtail_disclosure.catalog.unit_menu import UnitsMenuItem
from wagtail_disclosure.core import days
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.obligations import Coverage, Period
from wagtail_disclosure.rules.plain_text import harmless_cell

EDIT = "wagtail_disclosure_catalog.change_publicationobligation"


class ForUnitsView(Screen, View):
    """For people who answer for a unit of the agency."""

    page_title = gettext_lazy("Obligation matrix")
    header_icon = "tasks"

    @cached_property
    def units(self) -> Any:
        return units_of(self.request.user).filter(body=self.body)

    @cached_property
    def body(self) -> PublicBody:
        return PublicBody.objects.select_related("calendar").own()

    @cached_property
    def calendar(self) -> Any:
        return reading.calendar_of(self.body)

    @cached_property
    def today(self) -> date:
        return days.today()

    def is_open_to(self, user: Any) -> bool:
        return bool(self.units.exists())


class MatrixView(SpreadsheetExportMixin, ForUnitsView):
    """Units and what each has to publish, period by period, with what is missing or late."""

    template_name = "wagtail_disclosure_catalog/admin/obligations.html"
    list_export = ["unit", "title", "basis", "frequency", "period", "due_on", "public_on", "state"]
    export_headings = {
        "unit": gettext_lazy("Unit"),
        "title": gettext_lazy("Obligation"),
        "basis": gettext_lazy("Basis of disclosure"),
        "frequency": gettext_lazy("How often"),
        "period": gettext_lazy("Period"),
        "due_on": gettext_lazy("Due on"),
        "public_on": gettext_lazy("Public on"),
        "state": pgettext_lazy("obligation", "State"),
    }

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.custom_value_preprocess = {
            **self.custom_value_preprocess,
            str: {self.FORMAT_CSV: harmless_cell, self.FORMAT_XLSX: harmless_cell},
        }

    def get_filename(self) -> str:
        return "obligations"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = MatrixForm(request.GET, units=self.units, this_year=self.today.year)
        asked = form.cleaned_data if form.is_valid() else {}
        year = asked.get("year") or self.today.year
        standings = self._standings(year, asked)
        if asked.get("state"):
            standings = [each for each in standings if each.status == asked["state"]]
        if self.is_export:
            # Now, in the reader's language: a response that streams is written in another.
            cells = [reading.cells_of(each) for each in standings]
            return self.as_spreadsheet(cells, request.GET["export"])
        return self.render_to_response(
            self.get_context_data(
                form=form,
                year=year,
                rows=reading.rows_of(standings),
                totals=reading.totals_of(standings),
                is_filtered=any(asked.values()),
                may_edit=request.user.has_perm(EDIT),
            )
        )

    def _standings(self, year: int, asked: dict[str, Any]) -> list[reading.Standing]:
        obligations = PublicationObligation.objects.of_units(self.units).valid_in(year)
        if asked.get("unit"):
            obligations = obligations.filter(unit=asked["unit"])
        if asked.get("basis"):
            obligations = obligations.filter(basis=asked["basis"])
        return reading.standings_of(
            obligations.select_related("unit", "basis"),
            today=self.today,
            calendar=self.calendar,
            years=range(year, year + 1),
        )


class PeriodView(ForUnitsView):
    """One period: what is due until when, what may be it, and what somebody stated."""

    template_name = "wagtail_disclosure_catalog/admin/obligation_period.html"

    @cached_property
    def obligation(self) -> PublicationObligation:
        obligations = PublicationObligation.objects.of_units(self.units)
        chosen = obligations.select_related("unit", "basis", "category")
        return get_object_or_404(chosen, pk=self.kwargs["pk"])

    @cached_property
    def period(self) -> Period:
        try:
            first = date.fromisoformat(self.kwargs["first"])
            return actions.period_of(self.obligation, first, today=self.today)
        except (ValueError, NoSuchPeriod) as problem:
            raise Http404 from problem

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "take_back" in request.POST:
            statement = get_object_or_404(self._statements(), pk=request.POST["take_back"])
            actions.take_back(statement, by=request.user)
            return self._done(_("The statement was taken back."))
        if "nothing" in request.POST:
            form = NothingForm(request.POST)
            if not form.is_valid():
                return self._show(nothing_form=form)
            actions.state_nothing(
                self.obligation, self.period, reason=form.cleaned_data["reason"], by=request.user
            )
        else:
            form = FulfillForm(request.POST, entries=self._candidates())
            if not form.is_valid():
                return self._show(form=form)
            actions.fulfill(
                self.obligation, self.period, form.cleaned_data["entry"], by=request.user
            )
        return self._done(_("The period is recorded."))

    def get_page_subtitle(self) -> str:
        return str(self.obligation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        matrix = {"url": reverse("disclosure_obligations:matrix"), "label": self.page_title}
        return [*self.breadcrumbs_items, matrix, {"url": "", "label": self.get_page_subtitle()}]

    def _show(self, **forms: Any) -> HttpResponse:
        [standing] = [
            each
            for each in reading.standings_of(
                [self.obligation], today=self.today, calendar=self.calendar
            )
            if each.period == self.period
        ]
        defaults = {
            "form": FulfillForm(entries=self._candidates()),
            "nothing_form": NothingForm(),
        }
        return self.render_to_response(
            self.get_context_data(
                standing=standing,
                statements=self._described(),
                has_candidates=self._candidates().exists(),
                is_missing=standing.status is Coverage.MISSING,
                **{**defaults, **forms},
            )
        )

    def _candidates(self) -> Any:
        known = self._statements().exclude(entry_key=None).values("entry_key")
        found = reading.candidates(self.obligation, self.period)
        return found.exclude(translation_key__in=known)

    def _statements(self) -> Any:
        return Fulfillment.objects.filter(
            obligation=self.obligation, period_begins_on=self.period.first
        )

    def _described(self) -> list[dict[str, Any]]:
        """Statements with the entry that each names, or None where it is gone."""
        statements = list(self._statements().order_by("pk"))
        keys = [each.entry_key for each in statements if each.entry_key]
        entries = EntryPage.objects.filter(translation_key__in=keys).originals().defer("body")
        found = {entry.translation_key: entry for entry in entries}
        public = reading.public_days(keys)
        return [
            {
                "statement": each,
                "entry": found.get(each.entry_key),
                "is_public": each.entry_key in public,
            }
            for each in statements
        ]

    def _done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect("disclosure_obligations:matrix")


def matrix_menu_item() -> UnitsMenuItem:
    return UnitsMenuItem(
        gettext_lazy("Obligation matrix"),
        reverse("disclosure_obligations:matrix"),
        name="disclosure-obligation-matrix",
        icon_name="tasks",
        order=190,
    )
