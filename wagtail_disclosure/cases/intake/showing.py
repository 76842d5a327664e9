"""What the pages of asking have in common, and the receipt at their end."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wagtail_disclosure.cases.clock.computing import awaits_notice
from wagtail_disclosure.cases.intake.qr import qr_code
from wagtail_disclosure.cases.intake.secrets import receipt_ticket
from wagtail_disclosure.cases.intake.submitting import Receipt
from wagtail_disclosure.cases.letters.rendering import PDF
from wagtail_disclosure.cases.status.address import status_url


def render(
    request: HttpRequest, page: Any, template: str, *, status: int = HTTPStatus.OK, **context: Any
) -> TemplateResponse:
    """``template`` for ``page``; ``shown`` is the form that it shows."""
    context = {
        **page.get_context(request),
        "disclosure_form": context.pop("shown", None),
        **context,
    }
    return TemplateResponse(request, template, context, status=status)


def show_receipt(
    request: HttpRequest, page: Any, receipt: Receipt, *, shown: Any, token: str
) -> HttpResponse:
    """Number and secret, once; with ``token``, which it was sent with, they come as PDF too."""
    address = status_url(page.locale.language_code)
    return render(
        request,
        page,
        page.receipt_template,
        shown=shown,
        receipt=receipt,
        receipt_ticket=receipt_ticket(token) if PDF.is_available else "",
        awaits_notice=awaits_notice(receipt.case),
        status_url=address,
        # The address of the status page, never the secret: whoever photographs it learns nothing.
        qr_code=qr_code(address),
    )
