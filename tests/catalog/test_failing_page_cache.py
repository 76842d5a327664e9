"""A cache for pages that fails costs time and nothing else."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.catalog.factories import create_category, create_entry, disclose

pytestmark = pytest.mark.django_db

CATEGORY = "/zh-hans/catalog/01/"
ENTRY = f"{CATEGORY}report/"


@pytest.fixture(autouse=True)
def _public(catalog: Any, unit: Any) -> None:
    category = create_category(catalog, "01")
    disclose(catalog, category, create_entry(category, unit, slug="report"))


@pytest.fixture(autouse=True)
def _failing(_public: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: Any) -> None:
        raise ConnectionError("The cache is gone.")

    for name in ("get", "set"):
        monkeypatch.setattr(caches["pages"], name, fail)


@pytest.mark.parametrize("address", [ENTRY, CATEGORY, "/zh-hans/search/", "/zh-hans/status/"])
@pytest.mark.parametrize("cookies", [{}, {"name": "value"}])
def test_pages_are_made_without_it(
    address: str, cookies: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    client.cookies.load(cookies)
    for _visit in range(2):
        assert client.get(address).status_code == 200
    assert "The cache of pages can't be read." in caplog.text


def test_an_address_that_leads_nowhere_is_still_told_of() -> None:
    assert Client().get(f"{CATEGORY}nowhere/").status_code == 404
