"""The report counts every public original once in each language, by level and state."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import Translation

from tests.catalog.factories import (
    create_category,
    create_disclosed_entries,
    create_entry,
    disclose,
)
from tests.catalog.translation_status.conftest import create_person, sign_in, translate_all
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.translation_status.levels import target_locales
from wagtail_disclosure.catalog.translation_status.totals import totals_for
from wagtail_disclosure.core.models import InformationOfficer, Unit
from wagtail_disclosure.review.translations import queueing

pytestmark = pytest.mark.django_db

REPORT = "disclosure_translation_status:report"
ENTRIES = "wagtail_disclosure_catalog.entrypage"


def shown(client: Client, **query: Any) -> list[tuple[str, str]]:
    response = client.get(reverse(REPORT), query)
    assert response.status_code == 200
    return [(row.display_title, row.translation_state) for row in response.context["object_list"]]


def totals(user: Any) -> dict[str, tuple[int, ...]]:
    [english] = totals_for(user, target_locales())
    return {line.level.name: tuple(cell.count for cell in line.cells) for line in english.lines}


def translate_address(page: Any) -> str:
    return reverse(
        "disclosure_translation_status:translate", args=["en", page._meta.label_lower, page.pk]
    )


class TestTotals:
    def test_are_by_level_and_state(self, pages, translator, english) -> None:
        queueing.queue(pages.categories[0], english)
        translate_all(pages.categories[0], translator)
        missing, started = (1, 0, 0, 0, 0), (0, 0, 1, 0, 0)
        assert totals(translator) == {
            "wagtail_disclosure_catalog.catalogpage": missing,
            "level-1": started,
            "level-2": missing,
            "level-3": missing,
            "deeper": missing,
            ENTRIES: missing,
            "wagtail_disclosure_catalog.faqindexpage": missing,
            "wagtail_disclosure_catalog.faqpage": missing,
        }

    def test_lead_to_the_rows_that_they_count(self, pages, translator) -> None:
        [english] = totals_for(translator, target_locales())
        for cell in english.lines[1].cells:
            rows = sign_in(translator).get(f"{reverse(REPORT)}?{cell.query}")
            assert len(rows.context["object_list"]) == cell.count, cell.query

    def test_need_no_more_queries_for_more_rows(self, pages, translator, unit) -> None:
        client = sign_in(translator)
        client.get(reverse(REPORT))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(REPORT))
        create_disclosed_entries(pages.categories[2], unit, 30)
        disclose(create_category(pages.categories[0], "0102"))
        with CaptureQueriesContext(connection) as many:
            page = client.get(reverse(REPORT))
        assert page.context["paginator"].count == 31
        assert len(many) == len(few) <= 80


class TestRows:
    def test_are_filtered_by_level_state_category_unit_and_title(
        self, pages, translator, unit, body
    ) -> None:
        other = Unit.objects.create(body=body, code="river", name={"en": "Rivers"})
        elsewhere = create_category(pages.catalog, "02")
        second = create_entry(elsewhere, other, title="河道", slug="river")
        disclose(elsewhere, second)
        client = sign_in(translator)
        both = [("=供水年报", "missing"), ("河道", "missing")]
        assert shown(client) == both
        assert shown(client, level="level-2") == [("类别0101", "missing")]
        assert shown(client, state="published") == []
        assert shown(client, state=["missing", "stale"]) == both
        assert shown(client, category=pages.categories[0].pk) == both[:1]
        assert shown(client, unit=other.pk) == both[1:]
        assert shown(client, title="河") == both[1:]
        forms = {"level": "wagtail_disclosure_cases.disclosureform"}
        assert shown(client, **forms, category=pages.categories[0].pk) == []

    def test_what_is_not_public_is_not_listed(self, pages, translator, unit) -> None:
        create_entry(pages.categories[2], unit, title="草稿")
        assert shown(sign_in(translator)) == [("=供水年报", "missing")]

    def test_officers_see_their_own_units_and_the_office_sees_all(
        self, pages, officer, unit, body
    ) -> None:
        other = Unit.objects.create(body=body, code="river", name={"en": "Rivers"})
        second = create_entry(pages.categories[0], other, title="河道", slug="river")
        disclose(second)
        client = sign_in(officer)
        assert [title for title, _state in shown(client)] == ["=供水年报"]
        assert shown(client, level="wagtail_disclosure_catalog.catalogpage") == []
        assert client.post(translate_address(second)).status_code == 404
        body.office = other
        body.save()
        InformationOfficer.objects.create(unit=other, user=officer)
        assert len(shown(client)) == 2
        assert len(shown(client, level="wagtail_disclosure_catalog.catalogpage")) == 1

    def test_others_see_nothing(self, pages) -> None:
        client = sign_in(create_person("outsider"))
        assert client.get(reverse(REPORT)).status_code == 302
        assert client.post(translate_address(pages.entry)).status_code == 302
        assert reverse(REPORT) not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_the_table_for_spreadsheets_opens_in_chinese_and_computes_nothing(
        self, pages, translator
    ) -> None:
        response = sign_in(translator).get(reverse(REPORT), {"export": "csv"})
        text = b"".join(response.streaming_content).decode()
        assert text.startswith("\ufeff")
        [row] = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert row["Title"] == "'=供水年报"
        assert (row["State"], row["Language"]) == ("Missing", "en")


class TestTranslate:
    def test_makes_the_translation_and_leads_to_its_editor(
        self, pages, translator, english
    ) -> None:
        client = sign_in(translator)
        response = client.post(translate_address(pages.entry))
        version = EntryPage.objects.get(translation_key=pages.entry.translation_key, locale=english)
        assert response.url == reverse("wagtailadmin_pages:edit", args=[version.pk])
        assert not version.live
        # The pages above it wait as well.
        assert Translation.objects.count() == 4
        again = client.post(translate_address(pages.entry))
        assert (again.url, Translation.objects.count()) == (response.url, 4)
        assert "wagtail-localize" in client.get(response.url).content.decode()

    def test_needs_the_right_to_submit(self, pages, officer) -> None:
        response = sign_in(officer).post(translate_address(pages.entry))
        assert response.status_code == 302
        assert not Translation.objects.exists()

    def test_is_never_done_by_a_link(self, pages, translator) -> None:
        assert sign_in(translator).get(translate_address(pages.entry)).status_code == 405

    def test_says_what_is_in_the_way_and_leads_back_to_the_list(self, pages, english, unit) -> None:
        client = sign_in(create_person("submitter", "submit_translation"))
        back = f"{reverse(REPORT)}?level=level-1"
        response = client.post(translate_address(pages.entry), {"next": back}, follow=True)
        assert response.redirect_chain[0][0] == back
        assert "do not have the right to edit the translation" in response.content.decode()
        away = client.post(translate_address(pages.entry), {"next": "https://evil.example/"})
        assert away.url == reverse(REPORT)
