import pytest
from django.core.cache import cache

from example_site.home.models import HomePage
from tests.example_site.factories import create_agency, create_catalog, create_homes
from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.core.models import PublicBody, Unit


@pytest.fixture
def agency(db) -> PublicBody:
    return create_agency()


@pytest.fixture
def unit(agency) -> Unit:
    return Unit.objects.create(body=agency, code="u", name={"zh-hans": "办公室", "en": "Office"})


@pytest.fixture
def homes(agency) -> tuple[HomePage, HomePage]:
    """The start pages at /zh-hans/ and /en/."""
    # Addresses of earlier sites must not be remembered.
    cache.clear()
    return create_homes()


@pytest.fixture
def catalog(homes) -> CatalogPage:
    """An English catalog without categories."""
    return create_catalog(homes[1])
