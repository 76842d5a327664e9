from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from benchmarks.naive.models import NaiveCategoryPage, NaiveEntryPage, PlainText
from wagtail_disclosure.core.models import Unit

FACETS = ("disclosure_class", "issuing_body_id", "responsible_unit_id", "year")
SHOWN = 20


@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """What Django takes for nothing at all."""
    return HttpResponse("Hello")


@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    """What Django takes to store one row that a visitor sends."""
    PlainText.objects.create(key=request.POST["key"], text=request.POST["text"])
    return HttpResponse("Thank you")


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """A search with facets: the newest entries, and how many there are of each kind.

    By day also where there are words: Wagtail's order by relevance does not come to an end on
    SQLite at this size.
    """
    entries = NaiveEntryPage.objects.live()
    if unit := request.GET.get("unit"):
        entries = entries.filter(responsible_unit=Unit.objects.get(code=unit))
    categories = {
        category: entries.descendant_of(category).count()
        for category in NaiveCategoryPage.objects.live().filter(code__regex=r"^\d\d$")
    }
    entries = entries.order_by("-created_on")
    if words := request.GET.get("q", ""):
        hits = entries.search(words, order_by_relevance=False, backend="stock")
        facets = {name: hits.facet(name) for name in FACETS}
        count = hits.count()
    else:
        hits = entries
        facets = {
            name: dict(entries.order_by().values_list(name).annotate(Count("pk")))
            for name in FACETS
        }
        count = entries.count()
    page = Paginator(hits, SHOWN).get_page(request.GET.get("page"))
    context = {"facets": facets, "categories": categories, "page": page, "count": count}
    return render(request, "naive/found.html", context)
