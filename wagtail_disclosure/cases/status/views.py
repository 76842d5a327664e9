"""The status page: what happened to a request, for whoever holds its receipt."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.intake.lookup import TooManyTries, find_case
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.status import acting, tickets
from wagtail_disclosure.cases.status.forms import (
    CorrectionForm,
    PapersForm,
    SatisfactionForm,
    StatusForm,
    WithdrawForm,
)
from wagtail_disclosure.cases.status.reading import case_context
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.encryption import CannotDecrypt

FORM_TEMPLATE = "wagtail_disclosure_cases/status_form.html"
CASE_TEMPLATE = "wagtail_disclosure_cases/status.html"

NOT_FOUND = _(
    "No request has this number and this secret together. Check both against your receipt; the "
    "letters O, I and L count as the digits 0, 1 and 1."
)
TICKET_REFUSED = _(
    "This page was open for more than an hour, or was not opened with a receipt. Nothing was "
    "changed. Open your request again with its number and secret."
)
NOTHING_CHANGED = _("Nothing was changed.")
TOO_MANY_TRIES = _(
    "This number was tried %(tries)s times in the last hour with a wrong secret. For its "
    "protection, try again in an hour."
)


# Nothing changes for a visitor here, so there is nothing to forge; and without a token the answers
# for an unknown number and for a wrong secret are the same to the byte.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret on GET; on POST show the case, or say that there is none."""
    return _private(_respond(request))


# What an applicant does is proved by a ticket, which no other site can make or read.
@csrf_exempt
@sensitive_post_parameters()
@require_POST
def act(request: HttpRequest, action: str) -> HttpResponse:
    """Do what the applicant asks with the case of their ticket, and show it again."""
    try:
        case = tickets.case_for(request.POST.get("ticket", ""))
    except tickets.TicketRefused:
        response = _refuse(request, TICKET_REFUSED)
        response.status_code = HTTPStatus.FORBIDDEN
        return _private(response)
    if action in DOWNLOADS:
        return _private(DOWNLOADS[action](request, case))
    try:
        told = ACTIONS[action](request, case)
    except CaseRefused as refusal:
        told = {"notice": str(refusal)}
    except CannotDecrypt:
        # The page itself says what happened to it.
        told = {"notice": NOTHING_CHANGED}
    case.refresh_from_db()
    return _private(_show(request, case, **told))


ACTIONS: Mapping[str, Callable[[HttpRequest, Case], dict[str, Any]]] = {
    "correction": acting.correct,
    "papers": acting.add_papers,
    "withdrawal": acting.withdraw,
    "satisfaction": acting.say_satisfaction,
}
DOWNLOADS: Mapping[str, Callable[[HttpRequest, Case], HttpResponse]] = {
    "document": acting.fetch,
    "letter": acting.fetch_letter,
}


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def _show(request: HttpRequest, case: Case, **context: Any) -> TemplateResponse:
    forms = {
        "correction_form": CorrectionForm(),
        "papers_form": PapersForm(),
        "withdraw_form": WithdrawForm(),
        "satisfaction_form": SatisfactionForm(),
    }
    return TemplateResponse(request, CASE_TEMPLATE, {**forms, **case_context(case), **context})


def _respond(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return TemplateResponse(request, FORM_TEMPLATE, {"form": StatusForm()})
    form = StatusForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(request, FORM_TEMPLATE, {"form": form})
    try:
        case = find_case(**form.cleaned_data, at=timezone.now())
    except TooManyTries:
        return _refuse(request, TOO_MANY_TRIES % {"tries": conf.lookup_tries_per_hour()})
    if case is None:
        return _refuse(request, NOT_FOUND)
    return _show(request, case)


def _refuse(request: HttpRequest, message: str) -> HttpResponse:
    # Not bound to what was typed: the answer must not differ by it, and a secret is not echoed.
    form = StatusForm({})
    form.errors.clear()
    form.add_error(None, message)
    return TemplateResponse(request, FORM_TEMPLATE, {"form": form})
