"""The API gives out what is disclosed, page by page, and says clearly what it can't be asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.catalog.factories import (
    DESCRIBED,
    EXPIRED,
    create_disclosed_entries,
    create_entry,
    disclose,
    succeed,
)
from tests.catalog.open_data.agency import HIDDEN, HOSTILE, edit
from tests.docs.pages import reference
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.catalog.open_data.api.api import api
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review import actions

API = "/zh-hans/open-data/api/v1"
MOST = 12


def get(client: Client, path: str, status: int = 200, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"{API}/{path}", parameters)
    assert response.status_code == status, response.content
    return response.json()


def titles(client: Client, **parameters: Any) -> list[str]:
    return [item["title"] for item in get(client, "entries", **parameters)["items"]]


def all_items(client: Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = get(client, path, **parameters)
    items = answer["items"]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        items += answer["items"]
    return items


class TestEntries:
    def test_are_those_that_are_disclosed_in_the_language_of_the_address(self, client, report):
        assert titles(client) == ["水质年报", "会议记录", HOSTILE]
        assert titles(client, language="en") == ["Quality report"]
        assert len(titles(client, language="all")) == 4
        assert HIDDEN not in client.get(f"{API}/entries").content.decode()

    def test_say_everything_that_their_page_says(self, client, report):
        [item] = get(client, "entries", q="水质")["items"]
        assert item == {
            **item,
            "id": report.pk,
            "key": str(report.translation_key),
            "url": f"http://testserver{report.url}",
            "index_number": report.index_number,
            "document_number": "水〔2024〕1号",
            "summary": "各水厂 & 管网的水质。",
            "disclosure_class": "proactive",
            "published_on": "2024-04-01",
            "effective_on": "2024-04-01",
            "expires_on": None,
            "validity": "in_force",
            "keywords": ["供水", "水质"],
        }
        assert item["category"]["title"] == "水质"
        assert [body["name"] for body in item["issuers"]] == ["示例市水务局", "环保局"]
        assert set(item["unit"]) == {"id", "name"}
        [file] = item["files"]
        assert b"".join(client.get(file["url"])).startswith(b"%PDF")

    def test_of_one_id_come_with_their_text(self, client, category, unit):
        entry = create_entry(category, unit, body=[("paragraph", "<p>正文<b>在此</b></p>")])
        draft = get(client, f"entries/{entry.pk}", status=404)
        assert draft["status"] == 404
        disclose(entry)
        edit(entry, body=[("paragraph", f"<p>{HIDDEN}</p>")])
        assert get(client, f"entries/{entry.pk}")["text"] == "正文在此"

    def test_that_are_hidden_are_not_found_whatever_they_are(self, client, category):
        for entry in EntryPage.objects.filter(title__startswith=HIDDEN):
            get(client, f"entries/{entry.pk}", status=404)
        get(client, f"entries/{category.pk}", status=404)
        get(client, "entries/9999999", status=404)
        get(client, f"entries/{2**63}", status=422)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"disclosure_class": "on_request"}, {"会议记录"}),
            ({"year": 2024}, {"水质年报", "会议记录"}),
            ({"subject_class": "water"}, {"水质年报"}),
            ({"genre": "report", "year": 2023}, set()),
            ({"body": "01000000X"}, {"水质年报"}),
            ({"body": "02"}, set()),
            ({"q": HIDDEN}, set()),
        ],
    )
    def test_that_fit_all_filters(self, client, report, asked, found):
        assert set(titles(client, **asked)) == found

    def test_of_a_category_are_all_below_it(self, client, category, unit, administrator):
        second = CategoryPage.objects.get(title="水质")
        assert titles(client, category=second.pk) == ["水质年报"]
        assert len(titles(client, category=category.pk, unit=unit.pk)) == 3
        actions.withdraw(category, by=administrator, reason="Wrong")
        assert titles(client, category=category.pk) == []

    def test_are_filtered_by_the_validity_that_they_are_shown_with(self, client, category, unit):
        kinds = {
            "plain": {},
            "in force": DESCRIBED,
            "expired": EXPIRED,
            "stated": {"validity": "expired"},
            "future": {"effective_on": timezone.localdate() + timedelta(days=400)},
            "repealed": {"validity": "repealed", **EXPIRED},
            "amended": {"validity": "amended"},
        }
        entries = [create_entry(category, unit, name, **kind) for name, kind in kinds.items()]
        succeed(entries[0], entries[1])
        disclose(*entries)
        shown = {item["title"]: item["validity"] for item in all_items(client, "entries")}
        assert set(shown.values()) > {"in_force", "expired", "not_yet", "repealed", "amended"}
        for validity in set(shown.values()) - {None}:
            expected = {title for title, state in shown.items() if state == validity}
            assert set(titles(client, validity=validity)) == expected

    def test_come_in_pages_that_cost_the_same(
        self, client, category, unit, queries: Callable[[str], int]
    ):
        address = f"{API}/entries?limit=3"
        few = queries(address)
        create_disclosed_entries(category, unit, 30)
        assert queries(address) == few <= MOST
        found = [item["id"] for item in all_items(client, "entries", limit=10)]
        assert len(found) == len(set(found)) == 33
        by_words = [item["id"] for item in all_items(client, "entries", limit=10, q="公报")]
        assert len(by_words) == len(set(by_words)) == 30


class TestSince:
    def test_tells_what_changed_and_what_is_gone(self, client, report, category, administrator):
        start = timezone.now()
        assert titles(client, modified_since=start.isoformat()) == []
        minutes = EntryPage.objects.get(title="会议记录")
        actions.withdraw(minutes, by=administrator, reason="Wrong")
        report.move(category, pos="last-child")
        assert titles(client, modified_since=start.isoformat()) == ["水质年报"]
        assert self.gone(client, start) == [minutes.pk]
        disclose(minutes)
        assert self.gone(client, start) == []
        assert titles(client, modified_since=start.isoformat()) == ["水质年报", "会议记录"]

    def gone(self, client: Client, start: Any) -> list[int]:
        items = all_items(client, "withdrawn", since=start.isoformat(), limit=1)
        assert all(set(item) == {"id", "withdrawn_at"} for item in items)
        return [item["id"] for item in items]

    def test_tells_of_restrictions_and_deletions_as_of_withdrawals(self, client, category, report):
        start = timezone.now()
        restriction = PageViewRestriction.objects.create(
            page=report.get_parent(), restriction_type="login"
        )
        assert self.gone(client, start) == [report.pk]
        restriction.delete()
        assert self.gone(client, start) == []
        key = report.pk
        report.delete()
        minutes = EntryPage.objects.get(title="会议记录")
        minutes.unpublish()
        assert self.gone(client, start) == [key, minutes.pk]

    def test_tells_nothing_of_what_never_was_public(self, client, category, unit, administrator):
        start = timezone.now()
        draft = create_entry(category, unit, f"{HIDDEN}又一稿")
        actions.withdraw(draft, by=administrator, reason="Wrong")
        closed = EntryPage.objects.get(title=f"{HIDDEN}限制")
        actions.withdraw(closed, by=administrator, reason="Wrong")
        draft.delete()
        assert self.gone(client, start) == []

    def test_goes_on_within_one_moment(self, client, category, unit):
        start = timezone.now()
        create_disclosed_entries(category, unit, 5)
        items = all_items(client, "entries", modified_since=start.isoformat(), limit=2)
        assert len({item["id"] for item in items}) == len(items) == 5


def test_categories_questions_and_names_are_those_that_show(client, report, category, unit):
    first, second = all_items(client, "categories", limit=1)
    assert (first["title"], first["parent"]) == ("供水", None)
    assert (second["title"], second["parent"]) == ("水质", category.pk)
    [question] = get(client, "questions")["items"]
    assert (question["question"], question["answer"]) == ("要收费吗？", "答：要收费吗？")
    unused = Unit.objects.create(body=unit.body, code="secret", name={"en": HIDDEN})
    assert [item["id"] for item in get(client, "units")["items"]] == [unit.pk]
    assert unused.pk != unit.pk
    assert [item["code"] for item in get(client, "bodies")["items"]] == ["01000000X"]
    assert [item["name"] for item in get(client, "genres")["items"]] == ["报告"]
    assert [item["code"] for item in get(client, "subject-classes")["items"]] == ["water"]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("categroy=1", "categroy"),
        ("after=x", "after"),
        ("after=" + "9" * 19, "after"),
        ("validity=soon", "validity"),
        ("language=xx", "language"),
        ("modified_since=2026-01-01T00:00:00", "modified_since"),
        ("modified_since=yesterday", "modified_since"),
        ("q=" + "水" * 201, "q"),
        ("year=" + quote("二"), "year"),
    ],
)
def test_a_bad_question_is_told_by_name(client, report, asked, named):
    response = client.get(f"{API}/entries?{asked}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 422
    assert [error["name"] for error in problem["errors"]] == [named]


def test_nothing_can_be_changed(client, report):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"{API}/entries").status_code == 405


def test_what_is_known_is_not_sent_again_until_something_is_withdrawn(
    client, report, administrator
):
    headers = {"If-None-Match": client.get(f"{API}/entries")["ETag"]}
    assert client.get(f"{API}/entries", headers=headers).status_code == 304
    actions.withdraw(report, by=administrator, reason="Wrong")
    assert client.get(f"{API}/entries", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["entries", "entries/0", "nowhere"])
def test_other_sites_may_read_it_only_where_the_settings_say_so(client, report, settings, path):
    name = "Access-Control-Allow-Origin"
    assert name not in client.get(f"{API}/{path}")
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "OPEN_DATA_CROSS_ORIGIN": True}
    allowed = client.get(f"{API}/{path}").get(name)
    assert allowed == (None if path == "nowhere" else "*")


def test_the_reference_has_every_address_and_every_parameter():
    text = reference("api")
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    documented = re.findall(r"^## `([^`]+)`$", text, re.MULTILINE)
    assert documented == list(paths)
    for path, methods in paths.items():
        assert set(methods) == {"get"}
        section = text.partition(f"## `{path}`\n")[2].partition("\n## ")[0]
        names = {parameter["name"] for parameter in methods["get"]["parameters"]}
        told = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        assert told == names - {"limit", "after", "language"}
