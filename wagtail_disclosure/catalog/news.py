"""The newest disclosed entries, a page at a time."""

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import Locale

from wagtail_disclosure.catalog.listings import for_listing, rows_of
from wagtail_disclosure.catalog.models import PublicEntry
from wagtail_disclosure.core import conf

# What is older is found by subject or by words: news end somewhere.
MOST = 200


def newest_entries(locale: Locale, request: HttpRequest) -> PaginatorPage:
    """The asked-for page (``?page=``) of the newest entries in a language (two queries)."""
    entries = PublicEntry.objects.disclosed().filter(locale=locale, entry__alias_of=None)
    newest = for_listing(entries.newest_first())[:MOST]
    page = Paginator(newest, conf.entries_per_page()).get_page(request.GET.get("page"))
    page.object_list = rows_of(page.object_list, request)
    return page
