"""What an applicant can do on the status page: correct, add papers, withdraw, fetch files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.letters.delivering import pdf_of
from wagtail_disclosure.cases.letters.rendering import PDF, file_name
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.request_forms.file_fields import ask_for_files_again
from wagtail_disclosure.cases.status.forms import (
    CorrectionForm,
    PapersForm,
    SatisfactionForm,
    WithdrawForm,
)
from wagtail_disclosure.cases.status.reading import own_letters, shown_answers
from wagtail_disclosure.core.views import file_response


def correct(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Take the answer to what we asked; the form again where it is empty."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return {"correction_form": form}
    actions.answer_correction(case, answer=form.cleaned_data["answer"], on=today())
    return {"notice": _("We have your answer and go on with your request.")}


def add_papers(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Keep what is sent later, once it was looked at; the form again where something is wrong."""
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid():
        ask_for_files_again(form)
        return {"papers_form": form}
    actions.add_own_papers(case, form.cleaned_data["papers"], at=timezone.now())
    return {"notice": _("We have your papers and put them to your request.")}


def say_satisfaction(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Keep how satisfied the applicant is; the form again where nothing is chosen."""
    form = SatisfactionForm(request.POST)
    if not form.is_valid():
        return {"satisfaction_form": form}
    actions.say_satisfaction(case, on=today(), **form.cleaned_data)
    return {"notice": _("Thank you for telling us.")}


def withdraw(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Take the request back, once the box is ticked that says so."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return {"withdraw_form": form}
    actions.withdraw_own(case, on=today())
    return {"notice": _("Your request is withdrawn.")}


def fetch_letter(request: HttpRequest, case: Case) -> HttpResponse:
    """A letter to the applicant as PDF, where the site makes one. Raises Http404 for any other."""
    wanted = request.POST.get("letter", "")
    for letter in own_letters(case):
        content = pdf_of(letter) if letter.pk.hex == wanted else None
        if content is not None:
            response = HttpResponse(content, content_type=PDF.content_type)
            name = file_name(letter, PDF)
            response["Content-Disposition"] = content_disposition_header(True, name)
            response["X-Content-Type-Options"] = "nosniff"
            return response
    raise Http404


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
