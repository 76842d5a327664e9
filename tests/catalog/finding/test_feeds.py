"""Every search has a feed with what is disclosed of it."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from wagtail_disclosure.catalog.models import EntryPage

pytestmark = pytest.mark.django_db
ADDRESS = "/zh-hans/search/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _shelf(shelf, db):
    """Before each test."""


def feed(client, **query) -> Element:
    response = client.get(ADDRESS, query)
    assert response["Content-Type"].startswith("application/atom+xml")
    return fromstring(response.content)


def titles(client, **query) -> list[str]:
    entries = feed(client, **query).findall(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def test_the_feed_of_a_search_has_what_it_finds_the_newest_first(client):
    assert titles(client, q="供水", sort="title") == [
        "上海市供水管理条例",
        "供水水质月报",
        "供水规划",
    ]
    assert titles(client, q="供水", unit="office") == ["供水规划"]
    assert len(titles(client)) == 4


def test_a_value_that_nobody_knows_finds_nothing(client):
    assert titles(client, unit="gone") == []


def test_the_feed_leads_to_the_entries_and_to_the_search(client, shelf):
    found = feed(client, q="供水")

    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links["alternate"].endswith("/zh-hans/search/?q=%E4%BE%9B%E6%B0%B4")
    assert links["self"].endswith("/zh-hans/search/feed/?q=%E4%BE%9B%E6%B0%B4")
    assert found.find(f"{ATOM}entry/{ATOM}link").get("href") == shelf.rules.full_url


def test_what_is_withdrawn_leaves_the_feed(client, shelf):
    EntryPage.objects.filter(pk=shelf.rules.pk).update(cleared_fingerprint="")

    assert "上海市供水管理条例" not in titles(client)


def test_the_page_of_the_search_names_its_feed(client):
    page = client.get("/zh-hans/search/", {"q": "供水", "sort": "title"}).content.decode()

    assert 'type="application/atom+xml"' in page
    assert 'href="/zh-hans/search/feed/?q=%E4%BE%9B%E6%B0%B4"' in page
