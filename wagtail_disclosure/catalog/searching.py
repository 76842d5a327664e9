"""What visitors find by words: disclosed entries and categories in one language."""

import unicodedata
from dataclasses import dataclass

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.text import normalize_newlines
from wagtail.models import Locale

from wagtail_disclosure.catalog.listings import for_listing, rows_of
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.plain_text import REFUSED_CATEGORIES, clean_line

LONGEST_QUERY = 200
MOST_CATEGORIES = 5


@dataclass(frozen=True)
class Question:
    """Words to search for; ``is_cut`` says that more was typed than is searched for."""

    words: str
    is_cut: bool


@dataclass(frozen=True)
class CategoryRow:
    """A category whose name or description has the words."""

    title: str
    url: str
    code: str


def read_question(typed: str) -> Question:
    """What somebody typed as words that can be searched for, whatever characters it has."""
    spaced = "".join(
        " " if unicodedata.category(character) in REFUSED_CATEGORIES else character
        for character in normalize_newlines(typed)
    )
    words = " ".join(clean_line(spaced).split())
    return Question(words=words[:LONGEST_QUERY].strip(), is_cut=len(words) > LONGEST_QUERY)


# Search backends understand plain conditions only, so what is disclosed comes as a set of keys.


def find_entries(words: str, locale: Locale, request: HttpRequest) -> PaginatorPage:
    """The asked-for page (``?page=``) of the entries with ``words``, the best matches first."""
    entries = EntryPage.objects.filter(pk__in=EntryPage.objects.disclosed(), locale=locale)
    found = for_listing(entries).search(words) if words else EntryPage.objects.none()
    page = Paginator(found, conf.entries_per_page()).get_page(request.GET.get("page"))
    page.object_list = rows_of(page.object_list, request)
    return page


def find_categories(words: str, locale: Locale, request: HttpRequest) -> list[CategoryRow]:
    """The few categories that fit ``words`` best."""
    if not words:
        return []
    categories = CategoryPage.objects.filter(pk__in=CategoryPage.objects.disclosed(), locale=locale)
    found = categories.annotate(cleared=cleared_values("title", "code")).search(words)
    return [
        CategoryRow(
            title=category.cleared["title"],
            url=category.get_url(request) or "",
            code=category.cleared["code"] or "",
        )
        for category in found[:MOST_CATEGORIES]
    ]
