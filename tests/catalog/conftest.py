"""An agency with a two-language site and the grounds and units that catalogs name."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Page

from tests.catalog.agency import (
    LAW,
    create_body,
    create_catalog,
    create_unit,
    private_files_in,
    translate_home,
)
from tests.catalog.factories import create_user
from wagtail_disclosure.catalog.models import CatalogPage, FAQIndexPage, GuidePage
from wagtail_disclosure.catalog.roots import FAQ_INDEX, GUIDE, ensure_root, ensure_translated
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.law_presets import load_preset
from wagtail_disclosure.core.models import PublicBody, Unit


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    settings.STORAGES = private_files_in(tmp_path / "private")


@pytest.fixture(scope="module")
def preset(module_transaction: None, django_db_blocker: Any) -> None:
    """The rows of the law, once for a module."""
    with django_db_blocker.unblock():
        load_preset(LAW, by=Actor.software("tests"))


@pytest.fixture
def body(preset: None, db: None) -> PublicBody:
    return create_body()


@pytest.fixture
def unit(body) -> Unit:
    return create_unit(body)


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
    return translate_home()


@pytest.fixture
def catalog(home, body) -> CatalogPage:
    """The catalog as a draft, in both languages."""
    return create_catalog()


@pytest.fixture
def guide(home, body) -> GuidePage:
    """The guide as `disclosure_setup` drafts it, in both languages."""
    guide = ensure_root(GUIDE, by=None)
    ensure_translated(GUIDE, guide, by=None)
    return guide


@pytest.fixture
def faq(home, body) -> FAQIndexPage:
    """The list of questions as `disclosure_setup` drafts it, in both languages."""
    index = ensure_root(FAQ_INDEX, by=None)
    ensure_translated(FAQ_INDEX, index, by=None)
    return index


@pytest.fixture
def english(home) -> Locale:
    return Locale.objects.get(language_code="en")
