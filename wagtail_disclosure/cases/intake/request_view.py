"""The conversation of a request page: form, errors beside the fields, receipt."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from wagtail_disclosure.cases.exceptions import FormUsedAlready, NotSentYet
from wagtail_disclosure.cases.intake import secrets, sending
from wagtail_disclosure.cases.intake import submitting as intake
from wagtail_disclosure.cases.intake.showing import render, show_receipt
from wagtail_disclosure.cases.intake.steps_view import serve_steps
from wagtail_disclosure.cases.intake.subjects import disclosed_subject, page_number
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase


@sensitive_post_parameters()
def _respond(request: HttpRequest, page: Any) -> HttpResponse:
    shown = page.shown_form()
    # Who began to write goes on with the form as it was then.
    if shown is None and not request.GET.get("draft"):
        return render(request, page, page.template, form=None)
    if request.GET.get("draft") or shown.is_in_steps:
        return serve_steps(request, page, shown)
    subject = disclosed_subject(request.GET.get("about", ""), page)
    if request.method != "POST":
        form = shown.form_class()(initial=_initial(subject))
        return render(request, page, page.template, shown=shown, form=form)
    form = shown.form_class()(request.POST, request.FILES)
    try:
        receipt = _receipt(form, shown=shown, subject=subject, request=request)
    except NotSentYet as refusal:
        form.add_error(None, str(refusal))
        is_flood = isinstance(refusal, sending.TooManyRequests)
        status = HTTPStatus.TOO_MANY_REQUESTS if is_flood else HTTPStatus.OK
        return render(request, page, page.template, shown=shown, form=form, status=status)
    if receipt:
        token = form.data["submission_token"]
        return show_receipt(request, page, receipt, shown=shown, token=token)
    return render(request, page, page.template, shown=shown, form=form)


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


def _receipt(
    form: RequestFormBase, *, shown: Any, subject: Any, request: HttpRequest
) -> intake.Receipt | None:
    """The receipt of a valid submission; else None, with the reasons in the form's errors.

    Raises NotSentYet.
    """
    token, now = form.data.get("submission_token", ""), timezone.now()
    is_fresh = secrets.is_token(token)
    if form.is_valid() and is_fresh:
        try:
            return _submit(form, shown=shown, subject=subject, request=request, at=now)
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


def _submit(
    form: RequestFormBase, *, shown: Any, subject: Any, request: HttpRequest, at: datetime
) -> intake.Receipt:
    token = form.data["submission_token"]

    def admit() -> None:
        sending.check_speed(secrets.made_at(token), at=at)
        sending.check_number(request)

    return intake.submit(
        definition=shown.definition,
        answers=form.answers(),
        token=token,
        at=at,
        entry=intake.Entry(about_page_id=page_number(subject)),
        files=form.uploads(),
        admit=admit,
    )
