from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.example_site.factories import create_category, create_entries
from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.core.models import IntakeWindow

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(catalog, unit):
    return create_category(catalog, code="01", title="Plans", unit=unit)


def read(client, path="/en/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["/zh-hans/", "/en/"])
def test_asks_one_question_and_sends_the_answer_to_the_search(client, homes, path):
    page = read(client, path)
    assert page.count("<h1") == 1
    assert f'action="{path}search/"' in page
    assert '<label for="query">' in page


def test_runs_under_a_policy_without_inline_code_and_needs_no_script(client, category):
    page = read(client)
    assert "<script" not in page
    assert "<style" not in page
    assert "style=" not in page


def test_without_a_catalog_says_what_will_be_here(client, homes):
    page = read(client)
    assert "The five newest entries appear here" in page
    assert "The categories appear here" in page
    assert "Counters and their opening hours appear here" in page


def test_lists_all_levels_of_the_catalog(client, category, unit):
    below = create_category(category, code="0101", title="Annual programs", unit=unit)
    create_category(below, code="010101", title="Work priorities", unit=unit)
    page = read(client)
    assert '<a href="/en/catalog/01/">Plans' in page
    assert '<a href="/en/catalog/01/0101/">Annual programs' in page
    assert '<a href="/en/catalog/01/0101/010101/">Work priorities' in page


def test_a_restricted_category_is_not_listed(client, category):
    PageViewRestriction.objects.create(page=category, restriction_type="login")
    assert "Plans" not in read(client)


def test_lists_the_five_newest_entries(client, category, unit):
    create_entries(category, count=6, unit=unit)
    page = read(client)
    assert page.count('class="disclosure-list-title"') == 5
    assert "3 June 2025" in page


def test_says_how_much_is_open_and_what_the_year_brought(client, category, unit):
    create_entries(category, count=3, unit=unit, published_on=timezone.localdate())
    other = create_category(category, code="0101", title="Earlier", unit=unit)
    create_entries(other, count=2, unit=unit, published_on=date(2020, 1, 2))
    page = read(client)
    assert f"3 entries have been published in {timezone.localdate().year} so far." in page
    assert "The catalog holds 5 entries open to everybody and 0 open on request." in page


def test_offers_to_find_and_to_follow_in_this_order(client, catalog):
    page = read(client)
    assert page.index("Find information") < page.index("Follow a request")


def test_shows_the_hours_of_the_windows_but_not_of_the_website(client, homes, agency):
    for channel in ("counter", "web"):
        IntakeWindow.objects.create(
            body=agency, code=channel, channel=channel, name={"en": channel}, hours={"en": "9–17"}
        )
    page = read(client)
    assert "<h3>counter</h3>" in page
    assert "<h3>web</h3>" not in page


@pytest.mark.parametrize("path", ["/zh-hans/", "/en/"])
def test_needs_at_most_12_queries_whether_there_are_10_entries_or_1000(
    client, homes, agency, category, unit, path, without_page_cache
):
    create_window(agency)
    create_request_page(homes[1])
    create_entries(category, count=10, unit=unit)
    few = queries(client, path)
    more = create_category(category, code="0101", title="More", unit=unit)
    create_entries(more, count=990, unit=unit)
    many = queries(client, path)
    assert len(few) == len(many) <= 12, "\n".join(query["sql"] for query in many)


def queries(client, path):
    # Once before, for what is remembered between requests.
    read(client, path)
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return captured.captured_queries


def create_window(agency):
    IntakeWindow.objects.create(
        body=agency, code="counter", channel="counter", name={"en": "Counter"}
    )


def create_request_page(home):
    form = DisclosureForm.objects.create(name="Form", locale=home.locale)
    home.refresh_from_db()
    home.add_child(instance=RequestPage(title="Ask", slug="request", form=form, locale=home.locale))


def test_the_second_reader_gets_a_copy(client, homes):
    assert len(queries(client, "/en/")) == 1
