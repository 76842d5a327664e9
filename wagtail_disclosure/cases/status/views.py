"""The status page: what happened to a request, for whoever holds its receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wagtail_disclosure.cases.clock.computing import awaits_notice, today
from wagtail_disclosure.cases.intake.lookup import TooManyTries, find_case
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.remedies import remedies_in_force
from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.cases.status.forms import StatusForm
from wagtail_disclosure.cases.wording import PUBLIC_STATES
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.explanations import explained_days
from wagtail_disclosure.rules.case_states import CaseState

FORM_TEMPLATE = "wagtail_disclosure_cases/status_form.html"
CASE_TEMPLATE = "wagtail_disclosure_cases/status.html"

NOT_FOUND = _(
    "No request has this number and this secret together. Check both against your receipt; the "
    "letters O, I and L count as the digits 0, 1 and 1."
)
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
    response = _respond(request)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def _respond(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return TemplateResponse(request, FORM_TEMPLATE, {"form": StatusForm()})
    form = StatusForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(request, FORM_TEMPLATE, {"form": form})
    try:
        case = find_case(**form.cleaned_data)
    except TooManyTries:
        return _refuse(request, TOO_MANY_TRIES % {"tries": conf.lookup_tries_per_hour()})
    if case is None:
        return _refuse(request, NOT_FOUND)
    return TemplateResponse(request, CASE_TEMPLATE, case_context(case))


def _refuse(request: HttpRequest, message: str) -> HttpResponse:
    # Not bound to what was typed: the answer must not differ by it, and a secret is not echoed.
    form = StatusForm({})
    form.errors.clear()
    form.add_error(None, message)
    return TemplateResponse(request, FORM_TEMPLATE, {"form": form})


def case_context(case: Case) -> dict[str, Any]:
    """What whoever holds the receipt may read about ``case``."""
    answer = Answer.objects.disclosed().select_related("outcome", "clearance").filter(case=case)
    delivered = answer.first()
    name, explanation = PUBLIC_STATES[CaseState(case.state)]
    is_late = case.is_open and case.due_on is not None and case.due_on < today()
    context = {
        "case": case,
        "is_late": is_late,
        "awaits_notice": case.is_open and awaits_notice(case),
        "remedies": remedies_in_force(case.law, on=today()) if is_late else None,
        "state_name": name,
        "state_explanation": explanation,
        "days": explained_days(case.due_explanation, due_on=case.due_on),
        "counted": sum(1 for row in case.due_explanation if row["counts"]),
    }
    # The read side of the guard: a text that was changed behind the clearance's back stays hidden.
    if delivered is None or not delivered.is_disclosed:
        return context
    text = merge_fields.fill(delivered.text, merge_fields.values_for(case))
    on, outcome = delivered.delivered_on, delivered.outcome
    remedies = remedies_in_force(case.law, on=on, outcome=outcome)
    return {**context, "answer": delivered, "answer_text": text, "remedies": remedies}
