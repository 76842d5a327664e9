"""Pages that every page links are linked as long as anybody may see them."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import PageViewRestriction

from tests.catalog.factories import disclose
from wagtail_disclosure.core.shell import public_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_catalog(catalog: Any) -> Any:
    disclose(catalog)
    return catalog


def linked() -> dict[str, Any]:
    return {kind: place.page.pk for kind, place in public_places(HttpRequest()).items()}


def test_the_catalog_is_linked_as_soon_as_it_is_public(catalog: Any) -> None:
    assert "catalog" not in linked()
    disclose(catalog)
    assert linked()["catalog"] == catalog.pk


def test_the_catalog_is_not_linked_once_it_is_for_some_readers_only(open_catalog: Any) -> None:
    assert linked()["catalog"] == open_catalog.pk
    PageViewRestriction.objects.create(page=open_catalog, restriction_type="login")
    assert "catalog" not in linked()


def test_the_catalog_is_not_linked_once_it_is_unpublished(open_catalog: Any) -> None:
    assert linked()["catalog"] == open_catalog.pk
    open_catalog.unpublish()
    assert "catalog" not in linked()


def test_readers_of_a_language_that_it_is_not_in_are_told(open_catalog: Any) -> None:
    with translation.override("zh-hans"):
        assert public_places(HttpRequest())["catalog"].is_translated
    with translation.override("en"):
        assert not public_places(HttpRequest())["catalog"].is_translated
