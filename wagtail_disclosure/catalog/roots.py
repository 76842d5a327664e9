"""The catalog itself: the page that all categories hang below."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.core import conf

SLUG = "catalog"
TITLES = {"zh-hans": "政府信息公开目录", "en": "Disclosure catalog"}


class NoSite(LookupError):
    """There is no Wagtail site whose start page a catalog could hang below."""

    def __init__(self) -> None:
        super().__init__("There is no default site: create one in Wagtail's settings.")


@transaction.atomic
def ensure_catalog(*, by: Any) -> CatalogPage:
    """The catalog in the default language; where there is none, a draft of it is created.

    Raises NoSite where there is no site to create it in.
    """
    locale = Locale.objects.get(language_code=conf.default_language())
    known = CatalogPage.objects.filter(locale=locale).order_by("path").first()
    if known is not None:
        return known
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        raise NoSite
    home = site.root_page.get_translation_or_none(locale) or site.root_page
    catalog = CatalogPage(title=title_in(locale), slug=SLUG, locale=locale, live=False)
    home.add_child(instance=catalog)
    catalog.save_revision(user=by)
    return catalog


@transaction.atomic
def ensure_translations(catalog: CatalogPage, *, by: Any) -> list[CatalogPage]:
    """The catalog in the other languages; missing ones are created as drafts."""
    return list(_translations(catalog, by))


def title_in(locale: Locale) -> str:
    return TITLES.get(locale.language_code, TITLES["en"])


def _translations(catalog: CatalogPage, by: Any) -> Iterator[CatalogPage]:
    codes = [code for code, _name in conf.content_languages()]
    for locale in Locale.objects.filter(language_code__in=codes).exclude(pk=catalog.locale_id):
        known: Page | None = catalog.get_translation_or_none(locale)
        if known is None:
            known = catalog.copy_for_translation(locale, copy_parents=True)
            known.title = title_in(locale)
            known.draft_title = known.title
            known.save()
            known.save_revision(user=by)
        yield known
