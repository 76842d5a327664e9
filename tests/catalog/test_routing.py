"""The way to a page of the catalog, also where it is remembered."""

import pickle
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import JSONField, Value
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.catalog import routing
from wagtail_disclosure.catalog.models import CategoryPage, Genre, SubjectClass
from wagtail_disclosure.core.models import DisclosureBasis, PublicBody
from wagtail_disclosure.core.page_cache.remembering import Memory
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db

FIRST = "/zh-hans/catalog/01/"
SECOND = f"{FIRST}0101/"
ENTRY = f"{SECOND}report/"
# Only the query for categories has it.
LOOKED_FOR = "title_of_start"


@pytest.fixture
def way(catalog: Any, unit: Any) -> list[Any]:
    """Two categories and an entry, one below the other, each of which was asked for."""
    first = create_category(catalog, "01")
    second = create_category(first, "0101", responsible_unit=unit)
    entry = create_entry(second, unit, "Report", slug="report")
    disclose(catalog, first, second, entry)
    assert [status(address) for address in (FIRST, SECOND, ENTRY)] == [200, 200, 200]
    return [first, second, entry]


def status(address: str) -> int:
    return Client().get(address).status_code


def tables(address: str) -> str:
    """The statements that an answer takes, as one text."""
    with CaptureQueriesContext(connection) as captured:
        assert status(address) == 200
    return "\n".join(query["sql"] for query in captured)


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """Everything that is kept from now on, with what it is about."""
    kept: list[tuple[Any, Any]] = []
    keep = Memory.keep

    def note(memory: Memory, about: tuple[Any, ...], found: Any) -> None:
        kept.append((about, found))
        keep(memory, about, found)

    monkeypatch.setattr(Memory, "keep", note)
    return kept


def chains(kept: list[tuple[Any, Any]]) -> list[list[str]]:
    return [
        [category.slug for category in found]
        for about, found in kept
        if about[0] == "categories along"
    ]


@pytest.mark.usefixtures("way")
class TestOfWhatWasAskedFor:
    def test_categories_are_asked_for_once(self) -> None:
        new = "?print"
        for address in (SECOND, ENTRY):
            assert LOOKED_FOR not in tables(address + new)

    @pytest.mark.parametrize("address", [FIRST, SECOND, ENTRY])
    def test_nothing_is_found_any_more_below_a_category_with_another_name(
        self, way: list[Any], address: str
    ) -> None:
        first = CategoryPage.objects.get(pk=way[0].pk)
        first.slug = "other"
        first.save_revision()
        disclose(first)
        assert status(address) == 404
        assert status(address.replace("/01/", "/other/")) == 200

    def test_what_is_closed_leads_to_the_login(self, way: list[Any]) -> None:
        PageViewRestriction.objects.create(page=way[0], restriction_type="login")
        assert [status(address) for address in (FIRST, SECOND, ENTRY)] == [302, 302, 302]

    def test_an_entry_that_is_closed_meanwhile_leads_to_the_login(
        self, way: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After the generation was asked for, and before the entry is."""
        entry_below = routing._entry_below

        def closed_before(*asked: Any) -> Any:
            PageViewRestriction.objects.create(page=way[0], restriction_type="login")
            return entry_below(*asked)

        monkeypatch.setattr(routing, "_entry_below", closed_before)
        assert status(f"{ENTRY}?print") == 302

    def test_what_is_unpublished_is_gone(self, way: list[Any]) -> None:
        CategoryPage.objects.get(pk=way[1].pk).unpublish()
        assert [status(address) for address in (FIRST, SECOND)] == [200, 404]

    def test_what_is_new_is_found(self, way: list[Any], unit: Any) -> None:
        category = create_category(CategoryPage.objects.get(pk=way[1].pk), "010101")
        entry = create_entry(category, unit, "New", slug="new")
        disclose(category, entry)
        assert [status(f"{SECOND}010101/"), status(f"{SECOND}010101/new/")] == [200, 200]

    def test_a_category_beside_an_entry_is_found(self, way: list[Any]) -> None:
        disclose(create_category(CategoryPage.objects.get(pk=way[1].pk), "010101"))
        assert status(ENTRY) == 200
        assert status(f"{SECOND}010101/") == 200

    def test_a_page_of_another_type_and_what_is_below_are_found(
        self, way: list[Any], unit: Any
    ) -> None:
        between = Page(title="Plain", slug="plain", locale=way[1].locale)
        Page.objects.get(pk=way[1].pk).add_child(instance=between)
        category = create_category(between, "77")
        entry = create_entry(category, unit, "Low", slug="low")
        disclose(category, entry)
        for address in (f"{SECOND}plain/", f"{SECOND}plain/77/", f"{SECOND}plain/77/low/"):
            assert [status(address), status(f"{address}?again")] == [200, 200]

    def test_what_is_not_there_is_not_found(self) -> None:
        for address in (f"{ENTRY}more/", f"{SECOND}none/", f"{SECOND}none/more/", f"{FIRST}none/"):
            assert status(address) == 404


class TestRemembers:
    def test_nothing_of_addresses_that_lead_nowhere(self, way: Any, remembered: Any) -> None:
        for address in (f"{ENTRY}more/", f"{SECOND}none/", f"{SECOND}none/more/", f"{FIRST}none/"):
            assert status(address) == 404
        assert chains(remembered) == []

    def test_no_draft(self, way: list[Any], remembered: Any) -> None:
        create_category(CategoryPage.objects.get(pk=way[1].pk), "secret")
        assert status(f"{SECOND}secret/") == 404
        assert chains(remembered) == []

    def test_nothing_that_is_closed(self, way: list[Any], remembered: Any) -> None:
        PageViewRestriction.objects.create(page=way[0], restriction_type="login")
        assert [status(address) for address in (FIRST, SECOND, ENTRY)] == [302, 302, 302]
        assert chains(remembered) == []

    def test_neither_people_nor_reasons(self, catalog: Any, unit: Any, remembered: Any) -> None:
        category = create_category(catalog, "01", responsible_unit=unit)
        disclose(catalog, category)
        clearance = Clearance.objects.filter(pk=category.clearance_id)
        names = clearance.values_list("proposed_by_name", "decided_by_name").get()
        assert all(names)
        unit.head = create_user("head-of-unit")
        unit.save()
        Page.objects.filter(pk=category.pk).update(draft_title="Not yet cleared")
        assert status(FIRST) == 200
        assert chains(remembered) == [["01"]]
        kept = pickle.dumps([found for _about, found in remembered]).decode("latin-1")
        for secret in (*names, "Not yet cleared", "head_id"):
            assert secret.encode().decode("latin-1") not in kept

    def test_nothing_without_copies(self, way: Any, remembered: Any, settings: Any) -> None:
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "page_cache" not in name]
        assert status(SECOND) == 200
        assert caches["pages"]._cache
        assert LOOKED_FOR in tables(SECOND)


def test_a_body_without_a_name_is_no_error(catalog: Any, unit: Any, body: Any) -> None:
    category = create_category(catalog, "01")
    entry = create_entry(category, unit, "Report", slug="report", issuing_body=body)
    disclose(catalog, category, entry)
    PublicBody.objects.filter(pk=body.pk).update(name=Value(None, JSONField()))
    assert status(f"{FIRST}report/") == 200


def test_what_an_entry_names_comes_along_as_it_is_stored(catalog: Any, unit: Any) -> None:
    names = {
        "issuing_body": unit.body,
        "subject_class": SubjectClass.objects.create(code="water", name={"en": "Water"}),
        "genre": Genre.objects.create(code="notice", name={"en": "Notice"}),
        "disclosure_basis": DisclosureBasis.objects.first(),
    }
    category = create_category(catalog, "01")
    disclose(catalog, category, create_entry(category, unit, "Report", slug="report", **names))
    found, _rest = routing.find_below(catalog, ["01", "report"], None)
    for name, stored in names.items():
        came, known = getattr(found, name), type(stored).objects.get(pk=stored.pk)
        columns = [field.attname for field in known._meta.concrete_fields]
        assert [getattr(came, c) for c in columns] == [getattr(known, c) for c in columns]
        assert type(came.name) is type(known.name)
