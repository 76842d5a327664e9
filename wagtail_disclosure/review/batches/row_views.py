"""The screens of one row of a batch: what becomes public of it, to be read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import PreviewableMixin
from wagtail.utils.decorators import xframe_options_sameorigin_override

from wagtail_disclosure.core.views import file_response
from wagtail_disclosure.review.batches import deciding
from wagtail_disclosure.review.batches.forms import TakeOutForm
from wagtail_disclosure.review.batches.rows import drafts
from wagtail_disclosure.review.batches.views import BATCH, INDEX, BatchIndexView, BatchMixin
from wagtail_disclosure.review.content import fingerprints, presentation
from wagtail_disclosure.review.content.file_changes import file_changes
from wagtail_disclosure.review.content.files import files_of
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.subjects import held, hints_for
from wagtail_disclosure.review.models import BatchItem, Clearance

ROW = "disclosure_review:batch_row"


class RowMixin(BatchMixin):
    """One row of a batch, whatever became of it."""

    @cached_property
    def item(self) -> BatchItem:
        return get_object_or_404(self.batch.items, pk=self.kwargs["item"])

    @cached_property
    def subject(self) -> Any:
        """The object in exactly the form that would become public."""
        draft = drafts([self.item]).get(self.item.key)
        if draft is None:
            raise Http404
        return draft.subject


class RowView(RowMixin, WagtailAdminTemplateMixin, View):
    """What becomes public of one row, to be read; it can be taken out here."""

    template_name = "wagtail_disclosure_review/batches/row.html"
    page_title = gettext_lazy("Batch")
    header_icon = "list-ul"

    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        return self.show(TakeOutForm(batch=self.batch))

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        form = TakeOutForm({**request.POST.dict(), "rows": [self.item.pk]}, batch=self.batch)
        if not form.is_valid():
            return self.show(form)
        try:
            deciding.take_out(self.item, by=request.user, reason=form.cleaned_data["reason"])
        except DecisionRefused as refusal:
            messages.error(request, str(refusal))
            return self.show(form)
        messages.success(request, _("“%s” is no longer in the batch.") % self.subject)
        following = self.neighbour(1)
        if following is None:
            return redirect(BATCH, self.batch.pk)
        return redirect(ROW, self.batch.pk, following.pk)

    def neighbour(self, step: int) -> BatchItem | None:
        """The row before (-1) or after (1) this one among those that wait."""
        waiting = self.batch.items.waiting()
        if step > 0:
            return waiting.filter(pk__gt=self.item.pk).order_by("pk").first()
        return waiting.filter(pk__lt=self.item.pk).order_by("-pk").first()

    def show(self, form: TakeOutForm) -> HttpResponse:
        model = type(self.subject)
        content = fingerprints.canonical_content(self.subject)
        last = Clearance.objects.last_cleared(self.subject)
        is_waiting = self.item.state == BatchItem.State.WAITING
        hints = hints_for(self.subject)
        return self.render_to_response(
            self.get_context_data(
                batch=self.batch,
                item=self.item,
                subject=self.subject,
                has_preview=isinstance(self.subject, PreviewableMixin),
                rows=presentation.rows(content, model),
                files=files_of(self.subject),
                last=last,
                hints=hints,
                hints_to_look_at=held(hints),
                differences=last and presentation.differences(last.content, content, model),
                file_changes=last and file_changes(last.content, content),
                may_take_out=is_waiting and deciding.may_take_out(self.batch, self.request.user),
                form=form,
                previous=self.neighbour(-1),
                following=self.neighbour(1),
            )
        )

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": BatchIndexView.page_title},
            {"url": reverse(BATCH, args=[self.batch.pk]), "label": str(self.batch)},
            {"url": "", "label": self.get_page_subtitle()},
        ]


class RowPreviewView(RowMixin, View):
    """The row as visitors would see it."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        if not isinstance(self.subject, PreviewableMixin):
            raise Http404
        return self.subject.make_preview_request(request, self.subject.default_preview_mode)


class RowFileView(RowMixin, View):
    """A file of the row, which is no visitor's before it is cleared."""

    def get(self, request: HttpRequest, pk: int, item: int, file_id: Any) -> HttpResponse:
        for stored in files_of(self.subject):
            if stored.pk == file_id:
                return file_response(stored)
        raise Http404
