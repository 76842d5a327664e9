"""What a page costs does not depend on how much the catalog holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalog.factories import (
    create_category,
    create_disclosed_entries,
    create_entry,
    disclose,
)
from wagtail_disclosure.catalog.home import front_page
from wagtail_disclosure.core.models import IntakeWindow

pytestmark = pytest.mark.usefixtures("without_page_cache")

# What the site, its languages and its windows cost is in all of these.
CATALOG = 12
CATEGORY = 9
ENTRY = 8
NEWS = 6
# PostgreSQL is asked for the level of the categories apart: `names_of_categories` says why.
SEARCH = 12 if connection.vendor == "postgresql" else 11
# Its parts only: an agency has a start page of its own, which names the agency, too.
FRONT = 6


@pytest.fixture
def category(catalog, unit):
    """A category on the third level."""
    first = create_category(catalog, "01")
    second = create_category(first, "0101")
    third = create_category(second, "010101", responsible_unit=unit)
    disclose(catalog, first, second, third)
    # As every agency has one.
    name = {"zh-hans": "受理窗口", "en": "Counter"}
    IntakeWindow.objects.create(body=unit.body, code="counter", name=name, channel="counter")
    return third


def queries(client, address: str) -> int:
    # The first visit fills caches that last longer than a request, such as the site's root paths.
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_category_costs_the_same_with_10_and_1000_entries(client, category, unit):
    create_disclosed_entries(category, unit, 10)
    few = queries(client, category.url)
    create_disclosed_entries(category, unit, 990)
    assert queries(client, category.url) == few <= CATEGORY
    assert queries(client, f"{category.url}?page=17") == few


def test_catalog_costs_the_same_with_10_and_1000_entries(client, catalog, category, unit):
    create_disclosed_entries(category, unit, 10)
    few = queries(client, catalog.url)
    create_disclosed_entries(category, unit, 990)
    assert queries(client, catalog.url) == few <= CATALOG


def test_entry_costs_the_same_beside_10_and_1000_others(client, category, unit):
    entry = create_entry(category, unit)
    disclose(entry)
    create_disclosed_entries(category, unit, 10)
    few = queries(client, entry.url)
    create_disclosed_entries(category, unit, 990)
    assert queries(client, entry.url) == few <= ENTRY


def test_news_cost_the_same_with_10_and_1000_entries(client, category, unit):
    create_disclosed_entries(category, unit, 10)
    few = queries(client, "/zh-hans/new/")
    create_disclosed_entries(category, unit, 990)
    assert queries(client, "/zh-hans/new/") == few <= NEWS


def test_front_page_costs_the_same_with_10_and_1000_entries(rf, category, unit):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            front = front_page(rf.get("/"), year=2024)
        assert len(front.newest) == 5
        assert front.published_in_year == front.totals.entries > 0
        return len(captured)

    create_disclosed_entries(category, unit, 10)
    # The first visit fills caches that last longer than a request.
    cost()
    few = cost()
    create_disclosed_entries(category, unit, 990)
    assert cost() == few <= FRONT


def test_search_costs_the_same_with_10_and_1000_hits(client, category, unit):
    create_disclosed_entries(category, unit, 10)
    few = queries(client, "/zh-hans/search/?q=供水")
    create_disclosed_entries(category, unit, 990)
    assert queries(client, "/zh-hans/search/?q=供水") == few <= SEARCH
    response = client.get("/zh-hans/search/?q=供水")
    assert response.context["count"] == 1000


def test_english_pages_cost_one_query_more_at_most(client, catalog, category, unit):
    entry = create_entry(category, unit)
    disclose(entry)
    english = catalog.get_translation(catalog.locale.__class__.objects.get(language_code="en"))
    translations = []
    for page in (*entry.get_ancestors().type(type(category)).specific(), entry):
        version = page.copy_for_translation(english.locale)
        version.save_revision()
        translations.append(version)
    disclose(english, *translations)
    for page, version in ((category, translations[-2]), (entry, translations[-1])):
        assert queries(client, version.url) <= queries(client, page.url) + 1
