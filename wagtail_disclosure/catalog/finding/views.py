"""The page of the search, and what it suggests while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from wagtail_disclosure.catalog.finding import alerts
from wagtail_disclosure.catalog.finding.categories import find_categories
from wagtail_disclosure.catalog.finding.criteria import (
    NEWEST,
    OLDEST,
    RELEVANCE,
    TITLE,
    Criteria,
    read_criteria,
)
from wagtail_disclosure.catalog.finding.feeds import title_of
from wagtail_disclosure.catalog.finding.results import Results
from wagtail_disclosure.catalog.finding.results import search as find
from wagtail_disclosure.catalog.finding.suggestions import suggest
from wagtail_disclosure.core import days
from wagtail_disclosure.core.page_cache.keeping import kept
from wagtail_disclosure.core.search.questions import LONGEST_QUERY, read_question


@kept
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer the query with what is disclosed in the active language, a page at a time."""
    criteria = read_criteria(request.GET)
    locale = Locale.get_active()
    found = find(criteria, locale, request, day=days.today())
    is_first = found.page.number == 1
    context = {
        "query": found.criteria.words,
        "criteria": found.criteria,
        "unfiltered": found.criteria.unfiltered(),
        "saved": found.criteria.in_any_order(),
        "feed_title": title_of(found.criteria),
        "orders": _orders(found.criteria),
        "notices": _notices(request, found),
        "facets": found.facets,
        "choices": found.choices,
        "results": found.page,
        "categories": find_categories(criteria.words, locale, request) if is_first else [],
        "count": found.count,
        "has_alerts": alerts.are_offered(),
    }
    return render(request, "wagtail_disclosure_catalog/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles of disclosed entries that ``?q=`` may be the beginning of, as JSON."""
    words = read_question(request.GET.get("q", "")).words
    response = JsonResponse({"suggestions": suggest(words, Locale.get_active())})
    # Withdrawal must work at once, so no cache may answer in our place.
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _orders(criteria: Criteria) -> list[tuple[str, str, bool]]:
    """What one can sort by: value, label, and whether it is sorted so."""
    labels = {
        RELEVANCE: pgettext("order", "Best match first"),
        NEWEST: pgettext("order", "Newest first"),
        OLDEST: pgettext("order", "Oldest first"),
        TITLE: pgettext("order", "By title"),
    }
    if not criteria.words:
        del labels[RELEVANCE]
    return [(value, label, value == criteria.used_order) for value, label in labels.items()]


def _notices(request: HttpRequest, found: Results) -> list[str]:
    notices = []
    if read_question(request.GET.get("q", "")).is_cut:
        notices.append(
            _("Only the first %(number)s characters were searched for.") % {"number": LONGEST_QUERY}
        )
    if found.unknown:
        values = pgettext("between names", ", ").join(found.unknown)
        message = ngettext(
            "There is nothing called %(values)s to choose; it was left out.",
            "There is nothing called %(values)s to choose; these were left out.",
            len(found.unknown),
        )
        notices.append(message % {"values": values})
    return notices
