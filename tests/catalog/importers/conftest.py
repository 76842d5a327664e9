"""What every import needs."""

import pytest
from wagtail.models import Locale

from tests.catalog.factories import disclose
from tests.catalog.tables import categories
from wagtail_disclosure.catalog.importers import import_files
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage


@pytest.fixture
def english(home):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def one_category(tmp_path, catalog, unit):
    import_files([categories(tmp_path, {"code": "01"})])


@pytest.fixture
def public_category(one_category):
    """One category that is public in all its languages, below a public catalog."""
    for model in (CatalogPage, CategoryPage):
        disclose(*model.objects.filter(alias_of=None).order_by("pk"))
