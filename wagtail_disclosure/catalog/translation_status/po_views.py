"""Download the missing strings of what the report lists; upload them translated."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.catalog.translation_status import po
from wagtail_disclosure.catalog.translation_status.report import ForTranslators, StatusReportView
from wagtail_disclosure.review.translations.localize_lists import SUBMIT


class DownloadStringsView(StatusReportView):
    """The first texts that the report lists; queues them, so it needs the right to do that."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SUBMIT):
            raise PermissionDenied(_("You do not have the right to submit translations."))
        rows = self.get_filtered_queryset()[: po.MOST_TEXTS]
        file = po.missing_strings(rows, self.locale, by=request.user)
        if not file:
            messages.info(request, _("Of what is listed no string that you may edit is missing."))
            query = request.GET.urlencode()
            return redirect(f"{reverse('disclosure_translation_status:report')}?{query}")
        response = HttpResponse(str(file), content_type="text/x-gettext-translation; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.po"'
        return response


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("PO file"),
        help_text=_("A file that you downloaded from the translation status and filled in."),
    )

    def clean_file(self) -> Any:
        return po.read(self.cleaned_data["file"].read(po.LARGEST + 1))


class UploadStringsView(ForTranslators, WagtailAdminTemplateMixin, FormView):
    """All strings of the file are stored, or none, with a message for each wrong line."""

    template_name = "wagtail_disclosure_catalog/admin/upload_strings.html"
    page_title = _("Upload translated strings")
    header_icon = "upload"
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            found = po.import_strings(form.cleaned_data["file"], by=self.request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return self.form_invalid(form)
        text = ngettext(
            "%(number)d string was stored. Send each text to its review when it is complete.",
            "%(number)d strings were stored. Send each text to its review when it is complete.",
            found.strings,
        )
        messages.success(self.request, text % {"number": found.strings})
        return redirect("disclosure_translation_status:report")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {
            "url": reverse("disclosure_translation_status:report"),
            "label": _("Translation status"),
        }
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]
