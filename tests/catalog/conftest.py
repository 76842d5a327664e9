"""An agency with a two-language site and the grounds and units that catalogs name."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Page, Site

from tests.catalog.factories import create_user
from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.catalog.roots import ensure_catalog, ensure_translations
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.law_presets import load_preset
from wagtail_disclosure.core.models import Law, PublicBody, Unit

LAW = "cn-ogi-2019"


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "disclosure_private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }


@pytest.fixture(scope="module")
def preset(module_transaction: None, django_db_blocker: Any) -> None:
    """The rows of the law, once for a module."""
    with django_db_blocker.unblock():
        load_preset(LAW, by=Actor.software("tests"))


@pytest.fixture
def body(preset: None, db: None) -> PublicBody:
    law = Law.objects.get(code=LAW)
    return PublicBody.objects.create(
        code="01000000X", name={"zh-hans": "示例市水务局", "en": "Water Authority"}, law=law
    )


@pytest.fixture
def unit(body) -> Unit:
    return Unit.objects.create(
        body=body, code="supply", name={"zh-hans": "供水管理事务中心", "en": "Water Supply"}
    )


@pytest.fixture
def people(db) -> SimpleNamespace:
    """``proposer`` and ``clearer`` may take over public content; ``outsider`` may not."""
    right = Permission.objects.get(codename="take_over_legacy")
    people = SimpleNamespace(
        proposer=create_user("proposer"),
        clearer=create_user("clearer"),
        outsider=create_user("outsider"),
    )
    people.proposer.user_permissions.add(right)
    people.clearer.user_permissions.add(right)
    return people


@pytest.fixture
def home(db) -> Page:
    """The start page in Chinese, with one in English."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = Site.objects.get().root_page
    translated = home.copy_for_translation(english)
    translated.title = "Home"
    translated.slug = "home-en"
    translated.save()
    translated.save_revision().publish()
    return home


@pytest.fixture
def catalog(home, body) -> CatalogPage:
    """The catalog as a draft, in both languages."""
    catalog = ensure_catalog(by=None)
    ensure_translations(catalog, by=None)
    return catalog
