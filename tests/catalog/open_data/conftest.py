"""The catalog is built once for a module; every test finds it there, with files of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.catalog.agency import private_files_in
from tests.catalog.factories import create_user
from tests.catalog.open_data import agency
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.core.models import Unit


@pytest.fixture(scope="module")
def built(
    preset: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("private")
    with override_settings(STORAGES=private_files_in(folder)):
        with translation.override("zh-hans"), django_db_blocker.unblock():
            agency.build()
        yield folder


@pytest.fixture(autouse=True)
def _private_files(built: Path, settings: Any, tmp_path: Path) -> None:
    copytree(built, tmp_path / "private")
    settings.STORAGES = private_files_in(tmp_path / "private")


@pytest.fixture
def category(built: Path, db: None) -> CategoryPage:
    return CategoryPage.objects.get(title="供水")


@pytest.fixture
def report(built: Path, db: None) -> EntryPage:
    return EntryPage.objects.get(title="水质年报")


@pytest.fixture
def unit(built: Path, db: None) -> Unit:
    return Unit.objects.get(code="supply")


@pytest.fixture
def administrator(db: None) -> Any:
    return create_user("administrator", is_superuser=True)


@pytest.fixture
def queries(client: Client, without_page_cache: None) -> Callable[[str], int]:
    """How many queries an address costs once the caches that outlive a request are filled."""

    def count(address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            assert response.status_code == 200
            if response.streaming:
                assert b"".join(response)
        return len(captured)

    return count
