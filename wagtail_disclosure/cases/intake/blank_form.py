"""The form to print and fill in by hand."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from wagtail_disclosure.cases.intake.paper import form_pdf
from wagtail_disclosure.cases.letters.rendering import PDF
from wagtail_disclosure.cases.models.pages import RequestPage
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.request_forms.documents import DOCUMENT_NAMES
from wagtail_disclosure.cases.request_forms.forms import condition_in_words

TEMPLATE = "wagtail_disclosure_cases/request_blank.html"
PAPER_TEMPLATE = "wagtail_disclosure_cases/paper/form.html"
LARGE = frozenset({"long_text", "address"})
WITHOUT_LINE = frozenset({"choice", "choices", "yes_no", "consent"})


@require_safe
def blank_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form of a request page with lines to write on; with ``?format=pdf`` as PDF.

    Raises Http404 where it is not public, or for a PDF without its extra.
    """
    page = get_object_or_404(RequestPage.objects.disclosed().select_related("locale"), pk=page_id)
    shown = page.shown_form()
    if shown is None:
        raise Http404
    with override(shown.locale.language_code):
        context = {
            "page": page,
            "disclosure_form": shown,
            "fields": list(_lines(shown.definition)),
        }
        if request.GET.get("format") == "pdf":
            return form_pdf(render_to_string(PAPER_TEMPLATE, context), name=f"form-{page_id}")
        context["has_pdf"] = PDF.is_available
        return TemplateResponse(request, TEMPLATE, context).render()


def _lines(definition: Definition) -> Iterator[dict[str, Any]]:
    for field in definition.fields:
        options = [label for _key, label in field.choices]
        if field.type == "id_document":
            options = [str(DOCUMENT_NAMES[kind]) for kind, _label in field.choices]
        elif field.type == "yes_no":
            options = [_("Yes"), _("No")]
        elif field.type == "consent":
            options = [_("I agree")]
        yield {
            "type": field.type,
            "label": field.label,
            "help_text": field.help_text,
            "required": field.required,
            "only_if": condition_in_words(definition, field),
            "options": options,
            "line": field.asks and field.type not in WITHOUT_LINE,
            "is_large": field.type in LARGE,
        }
