"""The deadline calculator: a form that is sent by address, so that an answer can be passed on."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from wagtail_disclosure.core.calculator.forms import QuestionForm
from wagtail_disclosure.core.calculator.time_limits import calendar_of, law_codes, own_law_codes
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.core.explanations import explained_days
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.deadlines import due_on

# Pauses and an extension end well within so many years of the last event.
YEARS_AHEAD = 3


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """For visitors: terms of the laws that this agency works by."""
    return _respond(request, "wagtail_disclosure/calculator.html", own_law_codes())


@require_admin_access
@require_safe
def admin_calculator(request: HttpRequest) -> HttpResponse:
    """For officers: terms of all laws that are known."""
    context = {"page_title": _("Deadline calculator"), "header_icon": "time"}
    template = "wagtail_disclosure/admin/calculator.html"
    return _respond(request, template, law_codes(), **context)


def _respond(
    request: HttpRequest, template: str, laws: Iterable[str], **context: Any
) -> HttpResponse:
    form = QuestionForm(request.GET or None, laws=laws)
    if form.is_bound and form.is_valid():
        try:
            context.update(_answer(form))
        except CalendarError as error:
            form.add_error("start", in_words(error))
    return TemplateResponse(request, template, {**context, "form": form})


def _answer(form: QuestionForm) -> dict[str, Any]:
    """When it is due, and how that was counted. Raises CalendarError."""
    question = form.question()
    events = question.events()
    calendar = calendar_of(form.law, through_year=events[-1].on.year + YEARS_AHEAD)
    due = due_on(events, question.term, calendar)
    return {
        "due": due,
        "time_limit": form.time_limit,
        "days": explained_days(due.as_rows(), due_on=due.due_on),
        "counted": sum(day.counts for day in due.explanation),
        "is_open": True,
    }
