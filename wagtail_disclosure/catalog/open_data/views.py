"""Addresses for machines; what each answers with is made in the modules beside this one."""

from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.catalog.open_data import tables, workbooks
from wagtail_disclosure.catalog.open_data.agency import name_of, publisher
from wagtail_disclosure.catalog.open_data.answers import (
    answer_once,
    known_already,
    with_state,
)
from wagtail_disclosure.catalog.open_data.dcat import catalog_nodes
from wagtail_disclosure.catalog.open_data.entries import open_rows
from wagtail_disclosure.catalog.open_data.feeds import About, feed_of
from wagtail_disclosure.catalog.open_data.linked_data import as_json_ld, as_turtle
from wagtail_disclosure.catalog.open_data.records import Reader, base_address
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.page_cache.keeping import kept
from wagtail_disclosure.review.cleared import cleared_values

NOTATIONS = {
    "jsonld": ("application/ld+json", as_json_ld),
    "ttl": ("text/turtle; charset=utf-8", as_turtle),
}
LONGEST_KEY = 18


@kept
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Everything that there is for machines, for people to read."""
    context = {"license": conf.open_data_license(), "api_url": _address_of_api()}
    return render(request, "wagtail_disclosure_catalog/open_data.html", context)


def _address_of_api() -> str:
    """Where the API is described; empty where the extra is not installed."""
    try:
        return reverse("wagtail_disclosure_api:openapi-json")
    except NoReverseMatch:
        return ""


@kept
@require_safe
def dcat(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A page of the catalog in the active language as DCAT-AP; ``?after=`` names the last key."""
    if kind not in NOTATIONS:
        raise Http404
    after = request.GET.get("after", "0")
    # Longer ones are no key of any row.
    if not (after.isascii() and after.isdigit() and len(after) <= LONGEST_KEY):
        message = _("“%(value)s” in after= is no number; leave it out to start from the beginning.")
        said = message % {"value": after}
        return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
    language = Locale.get_active().language_code
    media_type, write = NOTATIONS[kind]
    nodes = catalog_nodes(language, request, kind=kind, after=int(after))
    return answer_once(request, HttpResponse(write(nodes), content_type=media_type))


@require_safe
def table_as_csv(request: HttpRequest) -> HttpResponseBase:
    """All entries in the active language, written while they are read."""
    language = Locale.get_active().language_code
    state = tables.state_of(language)
    if answer := known_already(request, state):
        return answer
    lines = tables.csv_lines(Reader(request).stream(open_rows(language)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return with_state(_as_file(response, f"entries-{language}.csv"), state)


@require_safe
def table_as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook, which a task makes where there is none of what is disclosed now."""
    language = Locale.get_active().language_code
    state = tables.state_of(language)
    if answer := known_already(request, state):
        return answer
    if not workbooks.is_kept(language, state):
        workbooks.order(language, state, base_address(request))
    # Where there is no worker, the task has run by now.
    if not workbooks.is_kept(language, state):
        response = render(request, "wagtail_disclosure_catalog/table_in_the_making.html")
        response.status_code = 503
        response["Retry-After"] = str(workbooks.WAIT)
        return response
    kept = workbooks.open_kept(language, state)
    response = FileResponse(kept, content_type=workbooks.MEDIA_TYPE)
    return with_state(_as_file(response, f"entries-{language}.xlsx"), state)


def _as_file(response: Any, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@kept
@require_safe
def feed_of_news(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The newest entries in the active language as a feed."""
    agency = name_of(publisher())
    about = About(
        title=_("Newly published: %(agency)s") % {"agency": agency},
        description=_("The newest entries of the catalog, the last published first."),
        url=reverse("wagtail_disclosure_catalog:news"),
        author=agency,
    )
    language = Locale.get_active().language_code
    return feed_of(open_rows(language), request, kind=kind, about=about)


@kept
@require_safe
def feed_of_category(request: HttpRequest, category_id: int, kind: str) -> HttpResponseBase:
    """The newest entries of a category and of all below it as a feed, in its language.

    Raises Http404 alike for what is no category, not disclosed, or in another language.
    """
    shown = CategoryPage.objects.disclosed().filter(pk=category_id, locale=Locale.get_active())
    category = shown.annotate(cleared=cleared_values("title", "summary")).first()
    if category is None:
        raise Http404
    agency = name_of(publisher())
    names = {"category": category.cleared["title"], "agency": agency}
    about = About(
        title=_("%(category)s: %(agency)s") % names,
        description=category.cleared["summary"] or "",
        url=category.get_url(request) or "",
        author=agency,
    )
    rows = open_rows(Locale.get_active().language_code)
    return feed_of(rows.below(category), request, kind=kind, about=about)
