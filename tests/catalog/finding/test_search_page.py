"""Facets, order, hits in context and notices of the search page."""

import re

import pytest
from django.utils import translation
from wagtail.models import PageViewRestriction

from tests.catalog.factories import create_disclosed_entries
from tests.catalog.test_query_counts import queries
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.projection.rebuilding import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_page_cache")]
ADDRESS = "/zh-hans/search/"
MOST = 13


@pytest.fixture(autouse=True)
def _shelf(shelf, db):
    """Before each test."""


def titles(client, **query) -> list[str]:
    return [hit.entry.title for hit in client.get(ADDRESS, query).context["results"]]


def counts(client, **query) -> dict[str, dict[str, int]]:
    facets = client.get(ADDRESS, query).context["facets"]
    return {
        facet.name: {option.value: option.count for option in (*facet.shown, *facet.more)}
        for facet in facets
    }


def test_without_words_everything_is_shown_the_newest_first(client):
    assert titles(client) == ["规划公示通知", "上海市供水管理条例", "供水水质月报", "供水规划"]


def test_every_facet_is_counted(client):
    assert counts(client) == {
        "class": {"proactive": 3, "on_request": 1},
        "category": {"01": 2, "02": 2},
        "unit": {"supply": 2, "office": 2},
        "year": {"2024": 2, "2023": 2},
        "validity": {"in_force": 1, "expired": 1},
        "format": {"pdf": 1, "xlsx": 1},
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"class": "on_request"}, {"规划公示通知"}),
        ({"category": "01"}, {"上海市供水管理条例", "供水水质月报"}),
        ({"body": "01000000X"}, {"上海市供水管理条例"}),
        ({"unit": "office"}, {"规划公示通知", "供水规划"}),
        ({"year": "2023"}, {"供水水质月报", "供水规划"}),
        ({"validity": "expired"}, {"供水规划"}),
        ({"validity": ["expired", "in_force"]}, {"供水规划", "上海市供水管理条例"}),
        ({"subject": "06"}, {"上海市供水管理条例"}),
        ({"genre": "notice"}, {"规划公示通知"}),
        ({"format": ["pdf", "docx"]}, {"供水水质月报"}),
        ({"unit": "office", "year": "2023"}, {"供水规划"}),
        (
            {"q": "供水", "category": ["01", "02"]},
            {"上海市供水管理条例", "供水水质月报", "供水规划"},
        ),
        ({"q": "供水", "unit": "office"}, {"供水规划"}),
    ],
)
def test_values_of_a_facet_are_alternatives_and_all_facets_have_to_fit(client, query, found):
    response = client.get(ADDRESS, query)

    assert {hit.entry.title for hit in response.context["results"]} == found
    assert response.context["count"] == len(found)


def test_numbers_of_a_facet_are_counted_as_if_it_were_not_chosen(client):
    counted = counts(client, unit="office", year="2023")

    assert counted["unit"] == {"office": 1, "supply": 1}
    assert counted["year"] == {"2023": 1, "2024": 1}
    assert "category" not in counted


def test_numbers_are_of_what_has_the_words(client):
    assert counts(client, q="供水")["unit"] == {"supply": 2, "office": 1}


@pytest.mark.parametrize(
    ("order", "first"),
    [("newest", "上海市供水管理条例"), ("oldest", "供水规划"), ("title", "上海市供水管理条例")],
)
def test_hits_are_sorted_as_asked(client, order, first):
    assert titles(client, q="供水", sort=order)[0] == first


def test_unknown_values_are_left_out_with_a_notice(client):
    with translation.override("en"):
        response = client.get(
            "/zh-hans/search/",
            {"unit": ["nobody", "office"], "year": "x", "sort": "z", "page": "9"},
        )

    assert response.context["count"] == 2
    assert "nobody" in response.context["notices"][0]
    assert response.context["criteria"].chosen == {"unit": ("office",)}


@pytest.mark.parametrize("value", ["\x00", "'", "\u202e", "99999999999", "%", "供" * 300])
def test_any_value_is_answered(client, value):
    for facet in ("class", "category", "body", "unit", "year", "validity", "format"):
        assert client.get(ADDRESS, {facet: value}).status_code == 200


def test_chosen_filters_can_be_removed_one_by_one(client):
    response = client.get(ADDRESS, {"q": "供水", "unit": "office", "year": "2023"})

    urls = [choice.url for choice in response.context["choices"]]
    assert urls == ["?q=%E4%BE%9B%E6%B0%B4&year=2023", "?q=%E4%BE%9B%E6%B0%B4&unit=office"]
    assert 'value="office" form="search" checked' in response.content.decode()


def test_nothing_found_offers_what_else_one_can_do(client):
    with translation.override("en"):
        page = client.get("/en/search/", {"q": "nothing"}).content.decode()

    assert "Ask for the information" in page


def test_restricted_and_withdrawn_entries_are_neither_found_nor_counted(client, shelf):
    PageViewRestriction.objects.create(page=shelf.rules, restriction_type="login")
    EntryPage.objects.filter(pk=shelf.old.pk).update(cleared_fingerprint="")

    assert titles(client) == ["规划公示通知", "供水水质月报"]
    assert counts(client)["year"] == {"2024": 1, "2023": 1}
    assert titles(client, q="供水") == ["供水水质月报"]


def text_of(client, **query) -> str:
    page = client.get(ADDRESS, query).content.decode()
    return "\n".join(re.findall(r'<p class="disclosure-list-summary">(.*?)</p>', page))


def test_words_in_the_text_are_shown_marked_and_escaped(client):
    assert text_of(client, q="二次供水") == ("供水企业应当&amp;必须公开 <mark>二次供水</mark>设施")


def test_words_in_the_summary_are_shown_marked(client):
    assert text_of(client, q="合格率") == "出厂水<mark>合格率</mark>"


def test_what_was_written_past_the_guard_is_not_shown(client, shelf):
    EntryPage.objects.filter(pk=shelf.report.pk).update(summary="合格率秘密")

    assert "秘密" not in client.get(ADDRESS, {"q": "合格率"}).content.decode()


def test_titles_are_suggested(client):
    response = client.get("/zh-hans/search/suggestions/", {"q": "供水"})

    assert set(response.json()["suggestions"]) == {"上海市供水管理条例", "供水水质月报", "供水规划"}
    assert client.get("/zh-hans/search/suggestions/").json() == {"suggestions": []}


def test_suggestions_are_of_what_is_public(client, shelf):
    EntryPage.objects.filter(pk=shelf.old.pk).update(cleared_fingerprint="")

    response = client.get("/zh-hans/search/suggestions/", {"q": "规划"})
    assert response.json() == {"suggestions": ["规划公示通知"]}


def test_a_search_costs_no_more_with_many_hits_than_with_few(client, shelf):
    addresses = [
        ADDRESS,
        f"{ADDRESS}?unit=supply&year=2024",
        f"{ADDRESS}?q=供水",
        f"{ADDRESS}?q=供水&unit=supply&sort=newest",
        "/zh-hans/search/feed/?q=供水&unit=supply",
        "/zh-hans/search/suggestions/?q=供水",
    ]
    create_disclosed_entries(shelf.water, shelf.supply, 30)
    rebuild()
    few = [queries(client, address) for address in addresses]
    create_disclosed_entries(shelf.water, shelf.supply, 200)
    rebuild()

    # Files are asked for only where some hit on the page has its words nowhere else.
    many = [queries(client, address) for address in addresses]
    assert all(number <= before for number, before in zip(many, few, strict=True)), (few, many)
    assert client.get(ADDRESS).context["count"] == 234
    assert max(few) <= MOST
