"""The agency that catalogs belong to, in plain functions: fixtures say how long it lives."""

from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.catalog.roots import ensure_catalog, ensure_translations
from wagtail_disclosure.core.models import Law, PublicBody, Unit

LAW = "cn-ogi-2019"


def private_files_in(folder: Path) -> dict[str, Any]:
    """The setting ``STORAGES`` with the private files in ``folder``."""
    return {
        **settings.STORAGES,
        "disclosure_private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        },
    }


def create_body() -> PublicBody:
    return PublicBody.objects.create(
        code="01000000X",
        name={"zh-hans": "示例市水务局", "en": "Water Authority"},
        law=Law.objects.get(code=LAW),
    )


def create_unit(body: PublicBody) -> Unit:
    return Unit.objects.create(
        body=body, code="supply", name={"zh-hans": "供水管理事务中心", "en": "Water Supply"}
    )


def translate_home() -> Page:
    """The start page in Chinese, which gets one in English."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = Site.objects.get().root_page
    translated = home.copy_for_translation(english)
    translated.title = "Home"
    translated.slug = "home-en"
    translated.save()
    translated.save_revision().publish()
    return home


def create_catalog() -> CatalogPage:
    """The catalog as a draft, in both languages."""
    catalog = ensure_catalog(by=None)
    ensure_translations(catalog, by=None)
    return catalog
