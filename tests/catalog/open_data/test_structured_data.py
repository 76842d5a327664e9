"""Pages say in the words of schema.org what they show, and nothing in it can end its block."""

import json
import re
from typing import Any

from django.test import Client

from tests.catalog.factories import attach, create_entry, disclose, store_file
from tests.catalog.open_data.agency import HIDDEN, HOSTILE, catalog_in
from wagtail_disclosure.catalog.models import EntryPage, FAQIndexPage, FAQPage
from wagtail_disclosure.catalog.open_data.json_blocks import json_for_html

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def nodes(client: Client, address: str) -> dict[str, Any]:
    """What a page says of itself, by type."""
    page = client.get(address).content.decode()
    [block] = BLOCK.findall(page)
    return {node["@type"]: node for node in json.loads(block)["@graph"]}


def test_entry_is_a_document_with_its_files_and_its_way_down(client, report):
    said = nodes(client, report.url)
    document = said["DigitalDocument"]
    assert document["name"] == "水质年报"
    assert document["identifier"] == [report.index_number, "水〔2024〕1号"]
    assert document["inLanguage"] == "zh-Hans"
    assert document["datePublished"] == "2024-04-01"
    assert [author["name"] for author in document["author"]] == ["示例市水务局", "环保局"]
    [file] = document["encoding"]
    assert file["encodingFormat"] == "application/pdf"
    assert file["contentUrl"].startswith("http://testserver/zh-hans/disclosure-files/")
    way = said["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in way][1:] == ["供水", "水质", "水质年报"]
    assert [step["position"] for step in way] == [1, 2, 3, 4]


def test_entry_with_a_table_is_a_dataset(client, category, unit):
    entry = create_entry(category, unit, "监测数据")
    attach(entry, store_file("data.xlsx"))
    disclose(entry)
    dataset = nodes(client, entry.url)["Dataset"]
    assert dataset["description"] == "监测数据"
    assert [file["name"] for file in dataset["distribution"]] == ["data.xlsx"]


def test_what_is_open_on_request_is_not_said_to_be_free(client, report):
    minutes = EntryPage.objects.get(title="会议记录")
    document = nodes(client, minutes.url)["DigitalDocument"]
    assert "isAccessibleForFree" not in document
    assert nodes(client, report.url)["DigitalDocument"]["isAccessibleForFree"] is True


def test_category_lists_what_it_shows(client, category):
    page = nodes(client, category.url)["CollectionPage"]
    listed = page["mainEntity"]["itemListElement"]
    assert [item["name"] for item in listed] == ["会议记录", HOSTILE]
    assert HIDDEN not in json.dumps(page, ensure_ascii=False)


def test_catalog_questions_and_booklet(client, report):
    assert nodes(client, catalog_in("zh-hans").url)["DataCatalog"]["name"]
    question = FAQPage.objects.get(live=True)
    [asked] = nodes(client, question.url)["FAQPage"]["mainEntity"]
    assert asked["name"] == "要收费吗？"
    assert asked["acceptedAnswer"]["text"] == "答：要收费吗？"
    index = FAQIndexPage.objects.get(live=True)
    assert not BLOCK.search(client.get(index.url).content.decode())
    booklet = nodes(client, f"{index.url}booklet/申请/")["FAQPage"]
    assert booklet["mainEntity"] == [asked]


def test_no_title_ends_the_block(client, report):
    hostile = EntryPage.objects.get(title=HOSTILE)
    assert nodes(client, hostile.url)["DigitalDocument"]["name"] == HOSTILE
    assert json_for_html(["\u2028</script>&"]) == r'["\u2028\u003C/script\u003E\u0026"]'
