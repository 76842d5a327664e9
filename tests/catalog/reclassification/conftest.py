"""An entry in two languages, and people who may change its class.

They are built once for a module, and every test finds them there, with rows and files of its own.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page, Site

from tests.catalog.agency import private_files_in
from tests.catalog.reclassification import agency
from tests.factories import create_profile
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core.models import Exemption, PublicBody, Unit
from wagtail_disclosure.review.roles import Role


@pytest.fixture(scope="module")
def built(
    preset: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Path]:
    """The folder with the private files of what is built, and what a module builds besides."""
    folder = tmp_path_factory.mktemp("private")
    with override_settings(STORAGES=private_files_in(folder)):
        with translation.override("en"), django_db_blocker.unblock():
            agency.build()
        yield folder


@pytest.fixture(autouse=True)
def _private_files(built: Path, settings, tmp_path) -> None:
    copytree(built, tmp_path / "private")
    settings.STORAGES = private_files_in(tmp_path / "private")


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def body(built, db) -> PublicBody:
    return PublicBody.objects.get()


@pytest.fixture
def unit(built, db) -> Unit:
    return Unit.objects.get(code="supply")


@pytest.fixture
def staff(built, db) -> SimpleNamespace:
    """``office`` may withdraw; ``drafter`` edits for the unit; ``outsider`` only signs in."""
    users = get_user_model().objects.filter(username__in=agency.STAFF)
    return SimpleNamespace(**{user.username: user for user in users})


@pytest.fixture
def profile(body, staff):
    return create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])


@pytest.fixture
def home(built, db) -> Page:
    return Site.objects.get().root_page


@pytest.fixture
def catalog(built, db) -> CatalogPage:
    return CatalogPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def category(built, db) -> CategoryPage:
    """A public category in Chinese, with one in English; the drafter may add entries there."""
    return CategoryPage.objects.get(title="规划")


@pytest.fixture
def ground(body) -> Exemption:
    return Exemption.objects.filter(law=body.law).order_by("code").first()


@pytest.fixture
def entry(built, db) -> EntryPage:
    """A public entry with text and a file, in Chinese and in English."""
    return EntryPage.objects.get(title="供水规划")
