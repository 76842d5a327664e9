"""The public search answers whatever is typed."""

import pytest

from tests.catalog.factories import create_category, create_entry, disclose
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.core.search.questions import LONGEST_QUERY, read_question

ADDRESS = "/zh-hans/search/"


@pytest.fixture
def public(catalog, unit):
    category = create_category(catalog, "01", "供水水质")
    entry = create_entry(
        category, unit, "上海市供水管理条例", document_number="沪水务〔2024〕145号"
    )
    disclose(catalog, category, entry)
    return entry


def found(client, query: str) -> list[str]:
    return [hit.entry.title for hit in client.get(ADDRESS, {"q": query}).context["results"]]


@pytest.mark.parametrize("query", ["供水", "管理条例", "145号", "上海市供水管理条例"])
def test_words_inside_running_text_are_found(client, public, query):
    assert found(client, query) == ["上海市供水管理条例"]


def test_words_of_two_characters_are_found_wherever_like_finds_them(client, public, unit):
    titles = ["城市供水管网", "水供应计划", "管供水质", "供，水", "二次供水"]
    entries = [create_entry(public.get_parent(), unit, title) for title in titles]
    disclose(*entries)
    for title in ("供水", "水供", "管网", "水管", "管供"):
        by_like = EntryPage.objects.filter(title__contains=title).values_list("title", flat=True)
        assert sorted(found(client, title)) == sorted(by_like)


def test_each_word_may_be_in_the_title_or_elsewhere(client, public):
    assert found(client, "供水 145号") == [public.title]
    assert found(client, "供水 146号") == []


def test_index_number_is_found(client, public):
    assert found(client, public.index_number) == [public.title]


def test_categories_are_found_beside_entries(client, public):
    response = client.get(ADDRESS, {"q": "水质"})
    assert [row.title for row in response.context["categories"]] == ["供水水质"]


def test_drafts_are_not_found(client, public, unit):
    create_entry(public.get_parent(), unit, "供水应急方案草稿")
    pending = public.get_latest_revision_as_object()
    pending.title = "供水调价方案"
    pending.save_revision()
    assert found(client, "应急方案") == []
    assert found(client, "调价") == []


def test_other_languages_are_not_mixed_in(client, public):
    assert client.get("/en/search/", {"q": "供水"}).context["count"] == 0


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', "'", "\\", "%", "*", "AND", "供水 OR", "\x00", "\u202e供水", "　", "(", "🚰"],
)
def test_any_query_is_answered(client, public, query):
    response = client.get(ADDRESS, {"q": query})
    assert response.status_code == 200
    assert client.get(ADDRESS, {"q": query, "page": "9"}).status_code == 200


def test_long_queries_are_cut_and_the_reader_is_told(client, public):
    response = client.get(ADDRESS, {"q": "供" * 300})
    assert len(response.context["query"]) == LONGEST_QUERY
    assert response.context["notices"]
    assert not client.get(ADDRESS, {"q": "供" * 200}).context["notices"]


def test_control_characters_part_words():
    assert read_question("供水\x00\r\n条例\u200b ").words == "供水 条例"


def test_posting_is_not_possible(client, public):
    assert client.post(ADDRESS, {"q": "供水"}).status_code == 405
