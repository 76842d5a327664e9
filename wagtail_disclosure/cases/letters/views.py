"""One letter in the admin: to read, to take along, and how it was delivered."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.letters import delivering, reading
from wagtail_disclosure.cases.letters.forms import DeliveryForm
from wagtail_disclosure.cases.letters.rendering import FORMATS, file_name
from wagtail_disclosure.cases.models import Letter
from wagtail_disclosure.cases.outbox import queueing
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.encryption import CannotDecrypt


class LetterMixin:
    """The letter of the address, for those who may view its case; for others it doesn't exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visible = policy.read_whole_by(request.user)
        letters = Letter.objects.filter(case__in=visible.values("pk")).with_deliveries()
        self.letter = get_object_or_404(
            letters.select_related("case__key", "case__body"), pk=kwargs["pk"]
        )
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    @property
    def may_deliver(self) -> bool:
        """Whoever answers the case also sends its letters."""
        user = self.request.user
        return policy.user_has_permission_for_instance(user, "answer", self.letter.case)

    def require_right_to_deliver(self) -> None:
        if not self.may_deliver:
            raise PermissionDenied


class LetterView(LetterMixin, WagtailAdminTemplateMixin, View):
    template_name = "wagtail_disclosure_cases/letters/page.html"
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Letter")

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        return self.show()

    def show(self, *, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_page_subtitle(self) -> str:
        return str(self.letter)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        case = self.letter.case
        return [
            *self.breadcrumbs_items,
            {"url": reverse("disclosure_cases:index"), "label": _("Cases")},
            {"url": reverse("disclosure_cases:workspace", args=[case.pk]), "label": case.number},
            {"url": "", "label": str(self.letter)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            text = reading.read(self.letter, by=self.request.user, on=today())
        except CannotDecrypt:
            text = None
        return super().get_context_data(
            **{
                "letter": text,
                "stored": self.letter,
                "may_deliver": self.may_deliver and self.letter.is_delivered_at_all,
                "form": DeliveryForm(letter=self.letter, today=today()),
                **kwargs,
            }
        )


class DeliverView(LetterView):
    """Records how the letter was served; shows it again, with what was typed, where refused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        self.require_right_to_deliver()
        form = DeliveryForm(request.POST, letter=self.letter, today=today())
        if not form.is_valid():
            return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
        try:
            delivering.record_delivery(self.letter, by=request.user, **form.cleaned_data)
        except CaseRefused as refusal:
            form.add_error(None, str(refusal))
            return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
        said = _("The delivery of %(letter)s is on record.")
        messages.success(request, said % {"letter": self.letter})
        return redirect("disclosure_letters:letter", pk)


class MailView(LetterMixin, View):
    """Puts the letter into the outbox."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        self.require_right_to_deliver()
        try:
            queueing.queue_letter(self.letter, at=timezone.now())
        except CaseRefused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("%(letter)s goes out with the next mails.")
            messages.success(request, said % {"letter": self.letter})
        return redirect("disclosure_letters:letter", pk)


class DownloadView(LetterMixin, View):
    """The letter as a file, never shown in the browser and never kept by it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: Any, extension: str) -> HttpResponse:
        format_ = FORMATS.get(extension)
        if format_ is None or not format_.is_available:
            raise Http404
        try:
            content = reading.download(self.letter, format_, by=request.user, on=today())
        except CannotDecrypt as error:
            raise Http404 from error
        name = file_name(self.letter, format_)
        response = HttpResponse(content, content_type=format_.content_type)
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
