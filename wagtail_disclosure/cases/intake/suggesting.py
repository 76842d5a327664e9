"""What is public already and may answer a request before it is sent."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.intake.saved_requests import Draft
from wagtail_disclosure.cases.intake.showing import render
from wagtail_disclosure.cases.models.suggestions import AnsweredBySuggestion
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY
from wagtail_disclosure.core.seams import Suggestion, suggestions

logger = logging.getLogger(__name__)

TEMPLATE = "wagtail_disclosure_cases/request_suggestions.html"
MOST = 5


def suggestions_for(request: HttpRequest, draft: Draft) -> list[Suggestion]:
    """At most five pages that may answer what ``draft`` asks for, each once."""
    text = draft.answers.get(DESCRIPTION_KEY, "")
    if not text:
        return []
    found: dict[str, Suggestion] = {}
    for name, provider in suggestions.items():
        try:
            found |= {each.url: each for each in provider(text, request)}
        except Exception:
            # Whoever may ask must not be kept from it by a search that fails.
            logger.exception("No suggestions from %s.", name)
    return list(found.values())[:MOST]


def show_suggestions(
    request: HttpRequest, page: Any, draft: Draft, *, onward: str
) -> HttpResponse | None:
    """The page that offers them; None where there are none. On POST, to the one that answers."""
    found = suggestions_for(request, draft)
    if not found:
        return None
    # Only where we lead ourselves, so that no made up address is counted or followed.
    chosen = request.POST.get("answers", "")
    if request.method == "POST" and chosen in {each.url for each in found}:
        AnsweredBySuggestion.add(chosen, on=today())
        return HttpResponseRedirect(chosen)
    return render(request, page, TEMPLATE, suggestions=found, onward=onward, draft=draft)
