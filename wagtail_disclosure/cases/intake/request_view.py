"""The conversation of a request page: form, errors beside the fields, receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from wagtail_disclosure.cases.clock.computing import awaits_notice
from wagtail_disclosure.cases.exceptions import FormUsedAlready
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.intake import submitting as intake
from wagtail_disclosure.cases.intake.subjects import disclosed_subject, page_number
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase


@sensitive_post_parameters()
def _respond(request: HttpRequest, page: Any) -> HttpResponse:
    shown = page.shown_form()
    if shown is None:
        return _render(request, page, page.template, form=None)
    subject = disclosed_subject(request.GET.get("about", ""), page)
    if request.method != "POST":
        form = shown.form_class()(initial=_initial(subject))
        return _render(request, page, page.template, shown=shown, form=form)
    form = shown.form_class()(request.POST)
    if receipt := _receipt(form, shown=shown, subject=subject):
        return _render(
            request,
            page,
            page.receipt_template,
            shown=shown,
            receipt=receipt,
            awaits_notice=awaits_notice(receipt.case),
        )
    return _render(request, page, page.template, shown=shown, form=form)


def serve_request_page(page: Any, request: HttpRequest) -> HttpResponse:
    """The form on GET; on POST the receipt, or the form with what was typed and what is wrong."""
    response = _respond(request, page)
    # The form carries a token that must reach one person only; the receipt carries the secret.
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    return response


def _initial(subject: Any) -> dict[str, str]:
    initial = {"submission_token": secrets.new_token()}
    if subject is not None:
        initial[DESCRIPTION_KEY] = subject.title
    return initial


def _receipt(form: RequestFormBase, *, shown: Any, subject: Any) -> intake.Receipt | None:
    """The receipt of a valid submission; else None, with the reasons in the form's errors."""
    token = form.data.get("submission_token", "")
    is_fresh = secrets.is_token(token)
    if form.is_valid() and is_fresh:
        try:
            return intake.submit(
                definition=shown.definition,
                answers=form.answers(),
                token=token,
                at=timezone.now(),
                about_page_id=page_number(subject),
            )
        except FormUsedAlready as refusal:
            form.add_error(None, str(refusal))
            is_fresh = False
    elif not is_fresh:
        form.add_error(
            None,
            _(
                "This page was open for more than a day. Check your text and press the button "
                "again."
            ),
        )
    if not is_fresh:
        form.renew_token(secrets.new_token())
    return None


def _render(request: HttpRequest, page: Any, template: str, **context: Any) -> TemplateResponse:
    context = {
        **page.get_context(request),
        "disclosure_form": context.pop("shown", None),
        **context,
    }
    return TemplateResponse(request, template, context)
