"""The public search of the catalog."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from wagtail_disclosure.catalog.searching import (
    LONGEST_QUERY,
    find_categories,
    find_entries,
    read_question,
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=`` with what is disclosed in the active language, a page at a time."""
    question = read_question(request.GET.get("q", ""))
    locale = Locale.get_active()
    results = find_entries(question.words, locale, request)
    categories = find_categories(question.words, locale, request) if results.number == 1 else []
    context = {
        "query": question.words,
        "notices": [_too_long()] if question.is_cut else [],
        "results": results,
        "categories": categories,
        "count": results.paginator.count,
    }
    return render(request, "wagtail_disclosure_catalog/search.html", context)


def _too_long() -> str:
    return _("Only the first %(number)s characters were searched for.") % {"number": LONGEST_QUERY}
