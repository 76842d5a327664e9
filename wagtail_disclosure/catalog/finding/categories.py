"""Categories that visitors find by words."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.review.cleared import cleared_values

MOST_CATEGORIES = 5


@dataclass(frozen=True)
class CategoryRow:
    """A category whose name or description has the words."""

    title: str
    url: str
    code: str


def find_categories(words: str, locale: Locale, request: HttpRequest) -> list[CategoryRow]:
    """The few categories that fit ``words`` best."""
    if not words:
        return []
    # Search backends understand plain conditions only, so what is disclosed comes as a set of keys.
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
