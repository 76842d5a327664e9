"""The pages that an agency's catalog starts with: its root, the guide, the questions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from wagtail_disclosure.catalog.models import CatalogPage, FAQIndexPage, GuidePage
from wagtail_disclosure.catalog.shipped_guides import faq_index_texts, guide_texts
from wagtail_disclosure.core import conf

TITLES = {"zh-hans": "政府信息公开目录", "en": "Disclosure catalog"}


class NoSite(LookupError):
    """There is no Wagtail site whose start page a catalog could hang below."""

    def __init__(self) -> None:
        super().__init__("There is no default site: create one in Wagtail's settings.")


@dataclass(frozen=True)
class Root:
    """A page below the start page; ``texts`` gives the values of its fields by language code."""

    model: type[Any]
    slug: str
    texts: Callable[[str], dict[str, Any]]


def catalog_texts(language: str) -> dict[str, Any]:
    return {"title": TITLES.get(language, TITLES["en"])}


CATALOG = Root(CatalogPage, "catalog", catalog_texts)
GUIDE = Root(GuidePage, "guide", guide_texts)
FAQ_INDEX = Root(FAQIndexPage, "faq", faq_index_texts)


def ensure_catalog(*, by: Any) -> CatalogPage:
    """The catalog in the default language; where there is none, a draft of it is created.

    Raises NoSite where there is no site to create it in.
    """
    return ensure_root(CATALOG, by=by)


def ensure_translations(catalog: CatalogPage, *, by: Any) -> list[CatalogPage]:
    """The catalog in the other languages; missing ones are created as drafts."""
    return ensure_translated(CATALOG, catalog, by=by)


@transaction.atomic
def ensure_root(root: Root, *, by: Any) -> Any:
    """The page in the default language, created as a draft where there is none.

    Raises NoSite where there is no site to create it in.
    """
    locale = Locale.objects.get(language_code=conf.default_language())
    known = root.model.objects.filter(locale=locale).order_by("path").first()
    if known is not None:
        return known
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        raise NoSite
    home = site.root_page.get_translation_or_none(locale) or site.root_page
    texts = root.texts(locale.language_code)
    page = root.model(slug=root.slug, locale=locale, live=False, **texts)
    home.add_child(instance=page)
    page.save_revision(user=by)
    return page


@transaction.atomic
def ensure_translated(root: Root, page: Any, *, by: Any) -> list[Any]:
    """``page`` in the other languages; missing ones are created as drafts."""
    return list(_translations(root, page, by))


def _translations(root: Root, page: Any, by: Any) -> Iterator[Any]:
    codes = [code for code, _name in conf.content_languages()]
    for locale in Locale.objects.filter(language_code__in=codes).exclude(pk=page.locale_id):
        known: Page | None = page.get_translation_or_none(locale)
        if known is None:
            known = page.copy_for_translation(locale, copy_parents=True)
            for name, value in root.texts(locale.language_code).items():
                setattr(known, name, value)
            known.draft_title = known.title
            known.save()
            known.save_revision(user=by)
        yield known
