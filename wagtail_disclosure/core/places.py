"""Pages that every page links, such as catalog, guide and request form: where they are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, F, Value
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.languages import active_language
from wagtail_disclosure.core.seams import Registry

# By kind: () -> the pages of one type that anybody may see
place_kinds: Registry[Callable[[], PageQuerySet]] = Registry("kinds of places")

# What a page object is made of that is linked and whose children are read; the rest is deferred.
LOADED = {"id", "path", "depth", "live", "url_path", "locale_id", "page_ptr_id"}


@dataclass(frozen=True)
class Place:
    """The first public page of a kind, a name in ``place_kinds``.

    In the active language, else in the site's default language, else in any.
    """

    page: Any
    language: str
    is_translated: bool

    def get_url(self, request: HttpRequest | None) -> str:
        """Its address; where it is not translated, the one that shows it with a notice."""
        if not self.is_translated and hasattr(self.page, "get_untranslated_url"):
            return self.page.get_untranslated_url()
        # Without what only the page's own type knows: no query.
        return Page(url_path=self.page.url_path).get_url(request) or ""


def find_places() -> dict[str, Place]:
    """What there is, by kind (one query for all)."""
    languages = [active_language(), conf.default_language()]

    def rank(row: tuple[Any, ...]) -> tuple[int, str]:
        _kind, code, path, *_values = row
        return (languages.index(code) if code in languages else len(languages)), path

    kinds = tuple(place_kinds.items())
    if not kinds:
        return {}
    pages, rows = _query(kinds)
    best: dict[str, tuple[Any, ...]] = {}
    for row in rows.all():
        best[row[0]] = min(best.get(row[0], row), row, key=rank)
    return {
        kind: Place(
            page=pages[kind].from_db(None, _columns(pages[kind]), values),
            language=code,
            is_translated=code == languages[0],
        )
        for kind, code, _path, *values in best.values()
    }


@cache
def _query(
    kinds: tuple[tuple[str, Callable[[], PageQuerySet]], ...],
) -> tuple[dict[str, type[Any]], PageQuerySet]:
    """The types of the kinds, and all of them in one query; putting it together costs more time
    than the database takes for it, and it is the same for every page.
    """
    pages = {kind: disclosed() for kind, disclosed in kinds}
    first, *others = [_rows(kind, found) for kind, found in pages.items()]
    models = {kind: found.model for kind, found in pages.items()}
    return models, first.union(*others, all=True)


def _rows(kind: str, pages: PageQuerySet) -> PageQuerySet:
    named = pages.order_by().annotate(kind=Value(kind, output_field=CharField()))
    named = named.annotate(place=F("path"))
    return named.values_list("kind", "locale__language_code", "place", *_columns(pages.model))


def _columns(model: type[Any]) -> list[str]:
    """In the order of the model, as ``from_db()`` takes them."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if field.attname in LOADED]
