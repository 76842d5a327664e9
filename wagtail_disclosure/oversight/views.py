"""The annual report in the admin: the list, one report with its tables, and its printed form."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from wagtail_disclosure.core import conf, days
from wagtail_disclosure.core.admin import MENU_HOOK, Screen
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.oversight import actions, counting, reading
from wagtail_disclosure.oversight.exceptions import ReportRefused
from wagtail_disclosure.oversight.forms import BeginForm, FreezeForm, TextsForm
from wagtail_disclosure.oversight.models import AnnualReport
from wagtail_disclosure.rules.annual_report import due_on


class ReportsView(Screen, View):
    """For people who may see annual reports: the disclosure office and leaders, after setup."""

    page_title = gettext_lazy("Annual reports")
    header_icon = "doc-full-inverse"

    def is_open_to(self, user: Any) -> bool:
        return user.has_perm(actions.VIEW)

    @cached_property
    def reports(self) -> QuerySet[Any]:
        """Those of the agency, the latest first."""
        reports = AnnualReport.objects.filter(body=PublicBody.objects.own())
        return reports.select_related("body", "snapshot")


class ListView(ReportsView):
    """Every report there is, and the form to begin one."""

    template_name = "wagtail_disclosure_oversight/reports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(BeginForm(this_year=days.today().year))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BeginForm(request.POST, this_year=days.today().year)
        if not form.is_valid():
            return self._show(form)
        report = actions.begin(PublicBody.objects.own(), form.cleaned_data["year"], by=request.user)
        return redirect("disclosure_annual_reports:report", report.pk)

    def _show(self, form: BeginForm) -> HttpResponse:
        in_force = set(self.reports.in_force().values_list("pk", flat=True))
        may_begin = self.request.user.has_perm(actions.ADD)
        return self.render_to_response(
            self.get_context_data(
                reports=self.reports, in_force=in_force, form=form, may_begin=may_begin
            )
        )


class ReportView(ReportsView):
    """One report: a draft with the numbers of this moment, a final one with those it has for good.

    Whoever may see it sees every number; what is behind one is a question for cases.
    """

    template_name = "wagtail_disclosure_oversight/report.html"

    @cached_property
    def report(self) -> AnnualReport:
        return get_object_or_404(self.reports, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return self._act(request)
        except ReportRefused as refusal:
            messages.error(request, str(refusal))
            return self._back(self.report)

    def get_page_title(self) -> str:
        return str(self.report)

    def get_page_subtitle(self) -> str:
        return str(self.report.get_state_display())

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("disclosure_annual_reports:index"), self.page_title)]

    def _act(self, request: HttpRequest) -> HttpResponse:
        if "replace" in request.POST:
            new = actions.begin(self.report.body, self.report.year, by=request.user)
            return self._back(new)
        if "freeze" in request.POST:
            form = FreezeForm(request.POST)
            if not form.is_valid():
                return self._show(freeze_form=form)
            actions.freeze(self.report, by=request.user, at=timezone.now())
            return self._done(_("The report is final."))
        texts = TextsForm(request.POST, instance=self.report)
        if not texts.is_valid():
            return self._show(form=texts)
        actions.write(self.report, texts=texts.cleaned_data, by=request.user)
        return self._done(_("The texts are saved."))

    def _show(self, **forms: Any) -> HttpResponse:
        report = self.report
        counted = counting.count(report)
        user = self.request.user
        tables = reading.shown_tables(report, counted, user)
        unplaced = [] if report.is_final else list(counting.unplaced(report, counted, user))
        defaults = {"form": TextsForm(instance=report), "freeze_form": FreezeForm()}
        return self.render_to_response(
            self.get_context_data(
                report=report,
                tables=tables,
                unplaced=unplaced,
                differences=list(reading.differences(tables)),
                is_counted=bool(counted),
                due_on=due_on(report.year),
                is_over=report.year < days.today().year,
                adds_up=not any(table.problems for table in tables),
                may_change=user.has_perm(actions.CHANGE),
                is_latest=not self.reports.filter(
                    year=report.year, number__gt=report.number
                ).exists(),
                **{**defaults, **forms},
            )
        )

    def _done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return self._back(self.report)

    def _back(self, report: AnnualReport) -> HttpResponse:
        return redirect("disclosure_annual_reports:report", report.pk)


class PrintView(ReportView):
    """The report as it is handed in and published: in the agency's language, on paper."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        counted = [] if self.report.is_final else counting.count(self.report)
        with override(conf.default_language()):
            context = {
                "report": self.report,
                "tables": reading.shown_tables(self.report, counted, request.user),
                "language": conf.default_language(),
            }
            template = "wagtail_disclosure_oversight/print.html"
            return TemplateResponse(request, template, context).render()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.http_method_not_allowed(request)


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(actions.VIEW)


class AnnualReportViewSet(ViewSet):
    """Reports are begun, finished and replaced, and none is deleted."""

    name = "disclosure_annual_reports"
    url_prefix = "disclosure/annual-reports"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Annual reports")
    menu_name = "disclosure-annual-reports"
    menu_order = 340
    menu_hook = MENU_HOOK
    menu_item_class = ReportMenuItem
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ListView.as_view(), name="index"),
            path("<int:pk>/", ReportView.as_view(), name="report"),
            path("<int:pk>/print/", PrintView.as_view(), name="print"),
        ]
