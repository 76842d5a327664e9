"""The screens of batches: all that somebody has to do with, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from wagtail_disclosure.review.batches import clearing, deciding, proposing, standings
from wagtail_disclosure.review.batches.exporting import RESPONSES, export
from wagtail_disclosure.review.batches.forms import BatchDecisionForm, TakeOutForm
from wagtail_disclosure.review.batches.listing import list_rows
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch

INDEX = "disclosure_review:batches"
BATCH = "disclosure_review:batch"
BATCHES_ON_A_PAGE = 30
ROWS_ON_A_PAGE = 50
LEFT_SHOWN = 100


class BatchIndexView(WagtailAdminTemplateMixin, View):
    """What is open, at which step, and who is next."""

    template_name = "wagtail_disclosure_review/batches/index.html"
    page_title = gettext_lazy("Batches")
    header_icon = "list-ul"

    def get(self, request: HttpRequest) -> HttpResponse:
        batches = standings.visible_to(request.user)
        shows_all = "all" in request.GET
        if not shows_all:
            open_states = (ReviewBatch.State.OPEN, ReviewBatch.State.CLEARING)
            batches = batches.filter(state__in=open_states)
        if (form := request.GET.get("export")) in RESPONSES:
            return export(batches, form, note=_("All batches") if shows_all else _("Open batches"))
        page = Paginator(batches, BATCHES_ON_A_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                page=page, standings=standings.standings(page.object_list), shows_all=shows_all
            )
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The same list as a file."""
        shown = "all&" if "all" in self.request.GET else ""
        labels = {"csv": _("Download CSV"), "xlsx": _("Download XLSX")}
        return [
            Button(labels[form], url=f"{reverse(INDEX)}?{shown}export={form}", icon_name="download")
            for form in RESPONSES
        ]


class BatchMixin:
    """For people who propose or review the batch and for the office; others get 404."""

    @cached_property
    def batch(self) -> ReviewBatch:
        return get_object_or_404(standings.visible_to(self.request.user), pk=self.kwargs["pk"])


class BatchView(BatchMixin, WagtailAdminTemplateMixin, View):
    """The rows of a batch, and the decision about all that are in it."""

    template_name = "wagtail_disclosure_review/batches/batch.html"
    page_title = gettext_lazy("Batch")
    header_icon = "list-ul"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act = {
            "confirm": self.decide,
            "return": self.decide,
            "take_out": self.take_out,
            "finish": self.finish,
            "again": self.propose_again,
        }.get(request.POST.get("action", ""))
        if act is None:
            return self.show()
        try:
            return act(request)
        except DecisionRefused as refusal:
            messages.error(request, str(refusal))
            # What somebody wrote stays; what they see is new.
            self.__dict__.pop("batch", None)
            return self.show(remark=request.POST.get("remark", ""))

    def decide(self, request: HttpRequest) -> HttpResponse:
        form = BatchDecisionForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        values = form.cleaned_data
        if request.POST["action"] == "return":
            deciding.return_batch(self.batch, by=request.user, remark=values["remark"])
            messages.success(request, _("Returned to the drafter: “%s”.") % self.batch)
            return redirect(INDEX)
        number = self.batch.items.waiting().count()
        deciding.confirm_batch(
            self.batch, by=request.user, manifest=values["manifest"], remark=values["remark"]
        )
        messages.success(request, self.confirmed(number))
        return redirect(INDEX)

    def confirmed(self, number: int) -> str:
        """What was confirmed, and what becomes of it."""
        self.batch.refresh_from_db()
        said = ngettext(
            "Confirmed: %(number)d entry of “%(batch)s”.",
            "Confirmed: %(number)d entries of “%(batch)s”.",
            number,
        ) % {"number": number, "batch": self.batch}
        follows = self.what_follows(number)
        # Chinese sets no space between sentences.
        both = pgettext("two sentences", "%(first)s %(second)s")
        return both % {"first": said, "second": follows} if follows else said

    def what_follows(self, number: int) -> str:
        """After the last tier's decision, as a sentence; empty before."""
        if self.batch.state == ReviewBatch.State.CLEARING:
            return ngettext(
                "It becomes public now.", "They become public one after the other now.", number
            )
        if self.batch.state != ReviewBatch.State.CLEARED:
            return ""
        failed = self.batch.items.filter(state=BatchItem.State.FAILED).count()
        if not failed:
            return ngettext("It is public now.", "They are public now.", number)
        return ngettext(
            "%(number)d entry was set aside, because it could not become public.",
            "%(number)d entries were set aside, because they could not become public.",
            failed,
        ) % {"number": failed}

    def take_out(self, request: HttpRequest) -> HttpResponse:
        form = TakeOutForm(request.POST, batch=self.batch)
        if not form.is_valid():
            return self.show(take_out_form=form)
        for item in form.cleaned_data["rows"]:
            deciding.take_out(item, by=request.user, reason=form.cleaned_data["reason"])
        number = len(form.cleaned_data["rows"])
        said = ngettext(
            "%(number)d entry is no longer in the batch.",
            "%(number)d entries are no longer in the batch.",
            number,
        )
        messages.success(request, said % {"number": number})
        return redirect(BATCH, self.batch.pk)

    def finish(self, request: HttpRequest) -> HttpResponse:
        """Go on with what was decided and then interrupted; this decides nothing."""
        number = clearing.finish_batch(self.batch)
        said = ngettext(
            "%(number)d entry became public.", "%(number)d entries became public.", number
        )
        messages.success(request, said % {"number": number})
        if left := self.batch.items.waiting().count():
            waits = ngettext(
                "%(number)d entry waits until the pages above it are cleared.",
                "%(number)d entries wait until the pages above them are cleared.",
                left,
            )
            messages.warning(request, waits % {"number": left})
        return redirect(BATCH, self.batch.pk)

    def propose_again(self, request: HttpRequest) -> HttpResponse:
        again = proposing.propose_again(self.batch, by=request.user)
        messages.success(request, _("Sent to review again."))
        return redirect(BATCH, again.pk)

    def show(
        self,
        *,
        form: BatchDecisionForm | None = None,
        take_out_form: TakeOutForm | None = None,
        remark: str = "",
    ) -> HttpResponse:
        batch, user = self.batch, self.request.user
        initial = {"manifest": batch.manifest, "remark": remark}
        items = batch.items.filter(state__in=(BatchItem.State.WAITING, BatchItem.State.CLEARED))
        page = Paginator(items, ROWS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        left = batch.items.left()
        return self.render_to_response(
            self.get_context_data(
                standing=standings.standing_of(batch),
                batch=batch,
                page=page,
                rows=list_rows(batch, page.object_list),
                left=list_rows(batch, left[:LEFT_SHOWN]),
                count_left=left.count(),
                decisions=batch.decisions.all(),
                reason=deciding.why_not(batch, user),
                may_take_out=deciding.may_take_out(batch, user),
                may_propose_again=self.may_propose_again(),
                form=form or BatchDecisionForm(initial=initial),
                take_out_form=take_out_form or TakeOutForm(batch=batch),
                ticked=self.request.POST.getlist("rows"),
                count=page.paginator.count,
            )
        )

    def may_propose_again(self) -> bool:
        is_over = self.batch.state != ReviewBatch.State.OPEN
        states = (BatchItem.State.RETURNED, BatchItem.State.EDITED)
        is_own = self.batch.proposed_by_id in (None, self.request.user.pk)
        return is_over and is_own and self.batch.items.filter(state__in=states).exists()

    def get_page_subtitle(self) -> str:
        return str(self.batch)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": BatchIndexView.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]
