"""Feeds tell what is disclosed, in formats that programs know, and change when it does."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.catalog.factories import PDF, create_disclosed_entries
from tests.catalog.open_data.agency import HIDDEN, HOSTILE, catalog_in, edit
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.review import actions

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "/zh-hans/feeds/new"
MOST = 14
KINDS = ("atom", "rss", "json")


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def titles(client: Client, address: str) -> list[str]:
    return [item["title"] for item in json.loads(read(client, f"{address}.json"))["items"]]


def test_newest_first_and_nothing_that_is_not_disclosed(client, report):
    assert titles(client, NEW) == ["水质年报", "会议记录", HOSTILE]
    assert titles(client, "/en/feeds/new") == ["Quality report"]
    assert not any(HIDDEN in read(client, f"{NEW}.{kind}") for kind in KINDS)


def test_of_a_category_has_all_below_it_in_its_language(client, category):
    second = CategoryPage.objects.get(title="水质")
    assert titles(client, f"/zh-hans/feeds/{category.pk}") == titles(client, NEW)
    assert titles(client, f"/zh-hans/feeds/{second.pk}") == ["水质年报"]
    assert client.get(f"/en/feeds/{second.pk}.atom").status_code == 404
    assert client.get("/zh-hans/feeds/999999.atom").status_code == 404
    assert client.get(f"{NEW}.html").status_code == 404


def test_of_a_category_goes_with_it(client, category, administrator):
    actions.withdraw(category, by=administrator, reason="Wrong")
    assert client.get(f"/zh-hans/feeds/{category.pk}.atom").status_code == 404


def test_atom_says_what_atom_has_to_say(client, report):
    feed = ElementTree.fromstring(read(client, f"{NEW}.atom"))  # noqa: S314 - it is ours
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None, name
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "水质年报"
    assert entry.findtext(f"{ATOM}published") == "2024-04-01T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}summary") == "各水厂 &amp; 管网的水质。"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{report.url}"
    words = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert words == ["水质", "水利", "报告", "供水", "水质"]


def test_json_feed_names_the_files(client, report):
    item = json.loads(read(client, f"{NEW}.json"))["items"][0]
    assert item["content_text"] == "各水厂 & 管网的水质。"
    [file] = item["attachments"]
    assert (file["mime_type"], file["size_in_bytes"]) == ("application/pdf", len(PDF))
    assert b"".join(client.get(file["url"])).startswith(b"%PDF")


def test_ids_are_of_one_language_and_stay(client, report, category, administrator):
    def ids(language: str) -> list[str]:
        feed = json.loads(read(client, f"/{language}/feeds/new.json"))
        return [item["id"] for item in feed["items"]]

    before = ids("zh-hans")
    assert len({*before, *ids("en")}) == len(before) + len(ids("en"))
    report.move(category, pos="last-child")
    assert ids("zh-hans") == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_known_is_not_sent_again_until_something_is_withdrawn(
    client, report, administrator, kind
):
    first = client.get(f"{NEW}.{kind}")
    known = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    again = client.get(f"{NEW}.{kind}", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]
    edit(report, title="又一稿")
    assert client.get(f"{NEW}.{kind}", headers=known).status_code == 304
    minutes = EntryPage.objects.get(title="会议记录")
    actions.withdraw(minutes, by=administrator, reason="Wrong")
    # An older moment alone must not make a copy that shows it count as fresh.
    del known["If-None-Match"]
    for headers in (known, {"If-None-Match": first["ETag"]}):
        assert client.get(f"{NEW}.{kind}", headers=headers).status_code == 200


def test_pages_lead_to_their_feeds(client, category):
    page = read(client, category.url)
    address = f"/zh-hans/feeds/{category.pk}.atom"
    assert f'type="application/atom+xml" title="Atom" href="{address}"' in page
    assert f'href="{address}">Atom</a>' in page
    assert f'href="{NEW}.rss"' in read(client, "/zh-hans/new/")


def test_cost_the_same_with_3_and_100_entries(
    client, category, unit, queries: Callable[[str], int]
):
    few = queries(f"{NEW}.json")
    create_disclosed_entries(category, unit, 100)
    assert queries(f"{NEW}.json") == few <= MOST
    assert len(titles(client, NEW)) == 50


def test_one_page_leads_to_all_that_is_for_machines(client, category, settings):
    license_address = "https://creativecommons.org/licenses/by/4.0/"
    settings.WAGTAIL_DISCLOSURE = {
        **settings.WAGTAIL_DISCLOSURE,
        "OPEN_DATA_LICENSE": license_address,
    }
    page = read(client, "/zh-hans/open-data/")
    for address in (*(f"{NEW}.{kind}" for kind in KINDS), license_address):
        assert f'href="{address}">' in page
    for name in ("catalog.ttl", "catalog.jsonld", "entries.csv", "entries.xlsx"):
        assert f'href="/zh-hans/open-data/{name}"' in page
    assert 'href="/zh-hans/open-data/api/v1/openapi.json"' in page
    assert 'href="/zh-hans/open-data/"' in read(client, catalog_in("zh-hans").url)
