"""What citizens take along on paper: the receipt of a request, and its form with lines to write on.

As PDF where the extra is installed; every browser prints the pages themselves.
"""

from datetime import timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wagtail_disclosure.cases.intake.qr import qr_code
from wagtail_disclosure.cases.intake.secrets import token_in
from wagtail_disclosure.cases.intake.submitting import receipt_again
from wagtail_disclosure.cases.letters.rendering import PDF, pdf_of
from wagtail_disclosure.cases.status.address import status_url
from wagtail_disclosure.rules.plain_text import printable

RECEIPT_TEMPLATE = "wagtail_disclosure_cases/paper/receipt.html"
STYLES = (
    resources.files("wagtail_disclosure.cases") / "static/wagtail_disclosure_cases/css/paper.css"
)
# Whoever finds the page open a day later gets no paper with the secret.
RECEIPT_AGE = timedelta(days=1)


@sensitive_post_parameters()
@require_POST
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The receipt once more, for whoever was shown it within the last day.

    A ticket in that page proves it; it is posted, so it is in no address and no log.
    Raises Http404.
    """
    try:
        receipt = receipt_again(token_in(request.POST.get("ticket", "")))
    except LookupError as error:
        raise Http404 from error
    if timezone.now() - receipt.case.submitted_at > RECEIPT_AGE:
        raise Http404
    case = receipt.case
    with override(case.language):
        address = status_url(case.language)
        context = {"receipt": receipt, "status_url": address, "qr_code": qr_code(address)}
        page = render_to_string(RECEIPT_TEMPLATE, context)
    response = _to_keep(_pdf(page), name=case.number)
    add_never_cache_headers(response)
    return response


def form_pdf(page: str, *, name: str) -> HttpResponse:
    """A form with lines to write on, made once for all who fetch it.

    Raises Http404 where the extra is not installed.
    """
    if not PDF.is_available:
        raise Http404
    return _to_keep(_made_once(page), name=name)


@lru_cache(maxsize=32)
def _made_once(page: str) -> bytes:
    # Only what is the same for everybody: what is made here stays in memory.
    return _pdf(page)


def _pdf(page: str) -> bytes:
    if not PDF.is_available:
        raise Http404
    return pdf_of(printable(page), styles=STYLES)


def _to_keep(content: bytes, *, name: str) -> HttpResponse:
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=PDF.content_type, headers=headers)
