"""What an applicant can do on the status page: correct, withdraw, fetch a document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.status.forms import CorrectionForm, WithdrawForm
from wagtail_disclosure.cases.status.reading import shown_answers
from wagtail_disclosure.core.views import file_response


def correct(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Take the answer to what we asked; the form again where it is empty."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return {"correction_form": form}
    actions.answer_correction(case, answer=form.cleaned_data["answer"], on=today())
    return {"notice": _("We have your answer and go on with your request.")}


def withdraw(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Take the request back, once the box is ticked that says so."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return {"withdraw_form": form}
    actions.withdraw_own(case, on=today())
    return {"notice": _("Your request is withdrawn.")}


def fetch(request: HttpRequest, case: Case) -> HttpResponse:
    """A document of an answer that went out. Raises Http404 for any other."""
    wanted = request.POST.get("item", "")
    for shown in shown_answers(case):
        for row in shown.items:
            if row.file is not None and str(row.item.pk) == wanted:
                response = file_response(row.file)
                response["Cache-Control"] = "no-store"
                return response
    raise Http404
