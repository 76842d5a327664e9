"""Hand-overs in the admin: the list with the form, one of them with its receipt and its list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from wagtail_disclosure.catalog.hand_overs import actions
from wagtail_disclosure.catalog.hand_overs.exceptions import NothingToHandOver
from wagtail_disclosure.catalog.hand_overs.forms import HandOverForm, ReceiptForm
from wagtail_disclosure.catalog.models import HandOver
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.views import file_response
from wagtail_disclosure.review.cleared import cleared_values

ROWS_PER_PAGE = 50
# A sheet to sign has all of it, as far as paper goes.
ROWS_TO_PRINT = 500


class HandOversView(Screen, View):
    """For people who may see hand-overs: the disclosure office, after setup."""

    page_title = gettext_lazy("Hand-over")
    header_icon = "upload"

    def is_open_to(self, user: Any) -> bool:
        return user.has_perm(actions.VIEW)


class ListView(HandOversView):
    """What was handed over, and the form for the next."""

    template_name = "wagtail_disclosure_catalog/admin/hand_overs.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(HandOverForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = HandOverForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            hand_over = actions.prepare(by=request.user, **form.cleaned_data)
        except NothingToHandOver:
            form.add_error(None, _("No public entry is of that year, unit and category."))
            return self._show(form)
        messages.success(request, _("%(reference)s is being built.") % {"reference": hand_over})
        return redirect("disclosure_hand_overs:detail", hand_over.pk)

    def _show(self, form: HandOverForm) -> HttpResponse:
        rows = HandOver.objects.select_related("unit", "category")
        page = Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        may_add = self.request.user.has_perm(actions.ADD)
        return self.render_to_response(
            self.get_context_data(form=form, page_obj=page, may_add=may_add)
        )


class DetailView(HandOversView):
    """One hand-over: its file, its receipt, and the list to print and sign."""

    template_name = "wagtail_disclosure_catalog/admin/hand_over.html"

    @cached_property
    def hand_over(self) -> HandOver:
        rows = HandOver.objects.select_related("unit", "category", "package")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show(self._receipt_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReceiptForm(request.POST)
        if self.hand_over.package is None:
            raise Http404
        if not form.is_valid():
            return self._show(form)
        actions.enter_receipt(self.hand_over, by=request.user, **form.cleaned_data)
        messages.success(request, _("The receipt is recorded."))
        return redirect("disclosure_hand_overs:detail", self.hand_over.pk)

    def get_page_subtitle(self) -> str:
        return str(self.hand_over)

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("disclosure_hand_overs:list"), self.page_title)]

    def crumb(self) -> str:
        return str(self.hand_over)

    def _receipt_form(self) -> ReceiptForm:
        known = self.hand_over
        return ReceiptForm(
            initial={
                "number": known.receipt_number,
                "received_on": known.received_on,
                "received_by": known.received_by,
            }
        )

    def _show(self, form: ReceiptForm) -> HttpResponse:
        cleared = cleared_values("index_number", "title", "document_number", "created_on")
        rows = self.hand_over.rows.select_related("clearance").annotate(cleared=cleared)
        page = Paginator(rows.order_by("pk"), ROWS_TO_PRINT).get_page(self.request.GET.get("p"))
        for row in page:
            row.language_name = conf.language_name(row.clearance.language_code)
        return self.render_to_response(
            self.get_context_data(
                hand_over=self.hand_over,
                form=form,
                page_obj=page,
                may_enter_receipt=self.request.user.has_perm(actions.CHANGE),
            )
        )


class DownloadView(HandOversView):
    """The file that is handed over."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        hand_over = get_object_or_404(HandOver.objects.exclude(package=None), pk=pk)
        return file_response(hand_over.package)


class HandOversMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(actions.VIEW))


def hand_overs_menu_item() -> HandOversMenuItem:
    return HandOversMenuItem(
        gettext_lazy("Hand-over"),
        reverse("disclosure_hand_overs:list"),
        name="disclosure-hand-overs",
        icon_name="upload",
        order=197,
    )
