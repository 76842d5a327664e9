"""A small agency with a start page in two languages and as many entries as asked for."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from example_site.home.models import HomePage
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Law, PublicBody, Unit
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.guard import sealing
from wagtail_disclosure.review.models import Clearance

PROPOSER = Actor(id=1, name="Proposer")
DECIDER = Actor(id=2, name="Decider")


def create_agency() -> PublicBody:
    law = Law.objects.create(code="law", name={"zh-hans": "信息公开条例", "en": "Disclosure Act"})
    return PublicBody.objects.create(
        code="01000000X", name={"zh-hans": "示例市水务局", "en": "Water Authority"}, law=law
    )


def create_homes() -> tuple[HomePage, HomePage]:
    """The start page in Chinese, the root of the site, and its translation into English."""
    chinese = Locale.objects.get(language_code="zh-hans")
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="首页", slug="start", locale=chinese))
    translated = root.add_child(
        instance=HomePage(
            title="Start",
            slug="start-en",
            locale=english,
            translation_key=home.translation_key,
        )
    )
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home, translated


def disclose(page: Any) -> Any:
    """Publish ``page`` as if it had passed its review."""
    page = type(page).objects.get(pk=page.pk)
    actions.record(page, proposed_by=PROPOSER, decided_by=DECIDER)
    page.live = True
    page.save()
    return page


def create_catalog(home: Page) -> CatalogPage:
    catalog = CatalogPage(title="Catalog", slug="catalog", locale=home.locale, live=False)
    home.refresh_from_db()
    return disclose(home.add_child(instance=catalog))


def create_category(parent: Page, *, code: str, title: str, unit: Unit) -> CategoryPage:
    category = CategoryPage(
        title=title,
        slug=code,
        code=code,
        responsible_unit=unit,
        locale=parent.locale,
        live=False,
    )
    parent.refresh_from_db()
    return disclose(parent.add_child(instance=category))


def create_entries(
    category: CategoryPage, *, count: int, unit: Unit, published_on: date = date(2025, 6, 3)
) -> None:
    """``count`` disclosed entries, written as `loaddata` does: many, and quickly."""
    kind = ContentType.objects.get_for_model(EntryPage)
    pages = Page.objects.bulk_create(
        Page(
            title=f"Entry {number}",
            slug=f"entry-{number}",
            url_path=f"{category.url_path}entry-{number}/",
            path=f"{category.path}E{number:03d}",
            depth=category.depth + 1,
            locale=category.locale,
            content_type=kind,
        )
        for number in range(1, count + 1)
    )
    for page in pages:
        entry = EntryPage(
            page_ptr=page,
            disclosure_class="proactive",
            responsible_unit=unit,
            published_on=published_on,
        )
        entry.save_base(raw=True)
    _disclose(EntryPage.objects.filter(path__startswith=category.path, live=False))


def _disclose(entries) -> None:
    """Lists show what the clearances keep; who decided shows on the entry's own page."""
    for entry in entries:
        content = fingerprints.canonical_content(entry)
        clearance = Clearance(
            object_type=content["type"],
            object_id=str(entry.pk),
            language_code=content["language"],
            fingerprint=fingerprints.fingerprint(content),
            content=content,
            decision=Clearance.Decision.CLEARED,
            kind=Clearance.Kind.LEGACY,
        )
        clearance.save(force_insert=True)
        sealing.unseal(EntryPage, entry.pk, clearance)
        Page.objects.filter(pk=entry.pk).update(live=True)
        sealing.seal(EntryPage, entry.pk, clearance)
