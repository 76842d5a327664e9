"""What the catalog offers besides its pages and its search: news, feedback, the untranslated."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Locale

from wagtail_disclosure.catalog.actions import count_answer
from wagtail_disclosure.catalog.models import FAQPage
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.news import newest_entries
from wagtail_disclosure.core import days
from wagtail_disclosure.core.page_cache.keeping import kept
from wagtail_disclosure.review.untranslated import serve_untranslated

# Browsers say where a form came from; old ones say nothing.
OWN_FORMS = ("same-origin", None)
ANSWERS = {"yes": True, "no": False}


@kept
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The newest entries in the active language, a page at a time."""
    entries = newest_entries(Locale.get_active(), request)
    return render(request, "wagtail_disclosure_catalog/news.html", {"entries": entries})


@require_safe
def untranslated(request: HttpRequest, page_id: int) -> HttpResponse:
    """A page in the language that it has, for readers of the active one."""
    return serve_untranslated(page_id, request, CatalogTypeMixin)


# A token would need a cookie, and a page that a cache keeps would carry somebody else's. The
# count needs no rights, so nobody's rights can be borrowed for it; forms of other sites, as far
# as the browser tells, are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count whether an answer was helpful, and lead back to it, where reloading counts nothing.

    Whoever only opens the address is led to the answer.
    """
    page = FAQPage.objects.disclosed().filter(pk=page_id).first()
    address = page and page.get_url(request)
    if page is None or not address:
        raise Http404
    if request.method == "POST":
        if request.headers.get("Sec-Fetch-Site") not in OWN_FORMS:
            return HttpResponseForbidden()
        _count(page, request.POST.get("answer", ""))
        address = f"{address}?helpful#helpful"
    response = redirect(address)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _count(page: FAQPage, answer: str) -> None:
    if answer not in ANSWERS:
        raise Http404
    count_answer(page, helpful=ANSWERS[answer], on=days.today())
