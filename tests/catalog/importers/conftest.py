"""What every import needs."""

import pytest
from wagtail.models import Locale

from tests.catalog.tables import categories
from wagtail_disclosure.catalog.importers import import_files


@pytest.fixture
def english(home):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def one_category(tmp_path, catalog, unit):
    import_files([categories(tmp_path, {"code": "01"})])
