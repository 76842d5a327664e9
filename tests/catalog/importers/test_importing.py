"""A whole import: order, strict and dry runs, and the take-over of what was public."""

import pytest

from tests.catalog.factories import PDF, disclose
from tests.catalog.importers.samples import EXEMPT, ON_REQUEST, problems, stored_paths
from tests.catalog.tables import categories, entries, write_table
from wagtail_disclosure.catalog.importers import import_files
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance


class TestWhole:
    def test_files_load_in_the_order_in_which_they_build_on_each_other(self, tmp_path, home, body):
        units = write_table(
            tmp_path / "units.csv",
            ["code", "name_zh", "name_en", "is_office"],
            {"code": "supply", "name_zh": "供水", "name_en": "Supply", "is_office": "true"},
        )
        bodies = write_table(
            tmp_path / "bodies.csv",
            ["code", "name_zh", "name_en"],
            {"code": "B1", "name_zh": "市政府", "name_en": "City"},
        )
        report = import_files(
            [
                entries(tmp_path, {"key": "E1", "body": "B1"}),
                categories(tmp_path, {"code": "01", "unit": "supply"}),
                units,
                bodies,
            ]
        )
        assert not report.errors
        assert EntryPage.objects.get(import_key="E1").issuing_body.code == "B1"
        assert PublicBody.objects.own().office == Unit.objects.get(code="supply")
        assert CatalogPage.objects.filter(live=False).count() == 2

    def test_strict_loads_nothing_if_one_row_is_wrong(self, tmp_path, one_category):
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "a.pdf").write_bytes(PDF)
        table = entries(tmp_path, {"key": "E1", "attachment": "a.pdf"}, {"key": "E2", "node": "9"})
        report = import_files([table], strict=True)
        assert problems(report) == [(3, "node")]
        assert not report.is_kept
        assert not EntryPage.objects.exists()
        assert not stored_paths(tmp_path)

    def test_dry_run_says_the_same_and_writes_nothing(self, tmp_path, one_category):
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "a.pdf").write_bytes(PDF)
        table = entries(tmp_path, {"key": "E1", "attachment": "a.pdf"}, {"key": "E2", "node": "9"})
        dry = import_files([table], dry_run=True)
        assert not EntryPage.objects.exists()
        assert not stored_paths(tmp_path)
        assert dry.lines() == import_files([table]).lines()

    def test_rows_are_found_by_search_once_public(self, tmp_path, one_category, client, catalog):
        import_files([entries(tmp_path, {"key": "E1", "title_zh": "供水管理条例"})])
        category = CategoryPage.objects.get(code="01", locale=catalog.locale)
        disclose(catalog, category, EntryPage.objects.get(import_key="E1"))
        response = client.get("/zh-hans/search/", {"q": "管理"})
        assert [hit.entry.title for hit in response.context["results"]] == ["供水管理条例"]


class TestLegacy:
    def test_goes_live_in_both_languages(self, tmp_path, catalog, unit, people, english, client):
        report = import_files(
            [
                categories(tmp_path, {"code": "01"}),
                entries(tmp_path, {"key": "E1", "title_en": "Report"}, ON_REQUEST),
            ],
            legacy=True,
            proposed_by=people.proposer,
            cleared_by=people.clearer,
        )
        assert not report.errors
        assert report.published == 7
        entry = EntryPage.objects.get(import_key="E1", locale=catalog.locale)
        assert client.get(entry.url).status_code == 200
        assert client.get(entry.get_translation(english).url).status_code == 200
        kinds = set(Clearance.objects.values_list("kind", "proposed_by_name", "decided_by_name"))
        assert kinds == {("legacy", "proposer", "clearer")}

    def test_takes_over_changes_and_nothing_twice(self, tmp_path, public_category, people):
        people_and_way = {
            "legacy": True,
            "proposed_by": people.proposer,
            "cleared_by": people.clearer,
        }
        table = entries(tmp_path, {"key": "E1"}, {"key": "E2"})
        assert import_files([table], **people_and_way).published == 2
        assert import_files([table], **people_and_way).published == 0
        table = entries(tmp_path, {"key": "E1", "title_zh": "新题"}, {"key": "E2"})
        assert import_files([table], **people_and_way).published == 1
        entry = EntryPage.objects.get(import_key="E1")
        assert (entry.title, entry.is_disclosed) == ("新题", True)

    def test_takes_nothing_over_below_a_category_that_nobody_cleared(
        self, tmp_path, one_category, people
    ):
        with pytest.raises(DecisionRefused):
            import_files(
                [entries(tmp_path, {"key": "E1"})],
                legacy=True,
                proposed_by=people.proposer,
                cleared_by=people.clearer,
            )
        assert not EntryPage.objects.exists()

    def test_refuses_one_person(self, tmp_path, one_category, people):
        with pytest.raises(DecisionRefused):
            import_files(
                [entries(tmp_path, {"key": "E1"})],
                legacy=True,
                proposed_by=people.proposer,
                cleared_by=people.proposer,
            )
        assert not EntryPage.objects.exists()

    @pytest.mark.parametrize("without_right", ["proposed_by", "cleared_by"])
    def test_refuses_people_without_the_right(self, tmp_path, one_category, people, without_right):
        pair = {"proposed_by": people.proposer, "cleared_by": people.clearer}
        pair[without_right] = people.outsider
        with pytest.raises(DecisionRefused):
            import_files([entries(tmp_path, {"key": "E1"})], legacy=True, **pair)
        assert not EntryPage.objects.exists()

    def test_refuses_exempt_rows(self, tmp_path, public_category, people):
        report = import_files(
            [entries(tmp_path, {"key": "E1"}, EXEMPT)],
            legacy=True,
            proposed_by=people.proposer,
            cleared_by=people.clearer,
        )
        assert problems(report) == [(3, "class")]
        assert not ExemptItem.objects.exists()
        assert EntryPage.objects.get(import_key="E1").is_disclosed
