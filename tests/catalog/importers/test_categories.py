"""Importing categories: drafts, translations, changes and faults."""

from wagtail.models import Revision

from tests.catalog.factories import disclose
from tests.catalog.importers.samples import problems
from tests.catalog.tables import categories
from wagtail_disclosure.catalog.importers import Outcome, import_files
from wagtail_disclosure.catalog.models import CategoryPage


class TestCategories:
    def test_become_drafts_below_their_parents_whatever_the_order(self, tmp_path, catalog, unit):
        table = categories(
            tmp_path,
            {"code": "0101", "parent": "01", "level": "2", "unit": "supply"},
            {"code": "01", "level": "1", "summary_zh": "范围"},
        )
        report = import_files([table])
        assert not report.errors
        child = CategoryPage.objects.get(code="0101", locale=catalog.locale)
        parent = child.get_parent().specific
        assert (parent.code, parent.summary, parent.live) == ("01", "范围", False)
        assert child.responsible_unit == unit
        assert child.get_latest_revision() is not None

    def test_get_a_real_translation(self, tmp_path, catalog, english):
        texts = {"summary_zh": "范围", "summary_en": "Scope"}
        import_files([categories(tmp_path, {"code": "01", **texts})])
        translation = CategoryPage.objects.get(code="01", locale=english)
        draft = translation.get_latest_revision_as_object()
        assert (draft.title, draft.summary, draft.live) == ("Node 01", "Scope", False)
        source = CategoryPage.objects.get(code="01", locale=catalog.locale)
        assert source.get_translation(english).pk == translation.pk

    def test_without_english_are_not_translated(self, tmp_path, catalog, english):
        import_files([categories(tmp_path, {"code": "01", "name_en": ""})])
        assert not CategoryPage.objects.filter(locale=english).exists()

    def test_change_by_code_and_only_where_something_changed(self, tmp_path, catalog, english):
        rows = [{"code": "01"}, {"code": "02"}]
        import_files([categories(tmp_path, *rows)])
        before = Revision.objects.count()
        again = import_files([categories(tmp_path, *rows)])
        assert again.outcomes["categories"] == {Outcome.UNCHANGED: 2}
        assert Revision.objects.count() == before
        rows[0]["name_zh"] = "新名称"
        changed = import_files([categories(tmp_path, *rows)])
        assert changed.outcomes["categories"] == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
        assert CategoryPage.objects.filter(locale=catalog.locale).count() == 2
        assert CategoryPage.objects.filter(code="01").first().title == "新名称"

    def test_change_in_english_alone(self, tmp_path, catalog, english):
        import_files([categories(tmp_path, {"code": "01"})])
        report = import_files([categories(tmp_path, {"code": "01", "name_en": "Renamed"})])
        assert report.outcomes["categories"] == {Outcome.UPDATED: 1}
        translation = CategoryPage.objects.get(code="01", locale=english)
        assert translation.get_latest_revision_as_object().title == "Renamed"

    def test_move_with_their_translations(self, tmp_path, catalog, english):
        rows = [{"code": "01"}, {"code": "02"}, {"code": "0101", "parent": "01"}]
        import_files([categories(tmp_path, *rows)])
        rows[2]["parent"] = "02"
        report = import_files([categories(tmp_path, *rows)])
        assert not report.errors
        for page in CategoryPage.objects.filter(code="0101"):
            assert page.get_parent().specific.code == "02"

    def test_that_are_public_are_not_moved_below_drafts(self, tmp_path, catalog):
        import_files([categories(tmp_path, {"code": "01", "name_en": ""})])
        public = CategoryPage.objects.get(code="01")
        disclose(catalog, public)
        table = categories(
            tmp_path, {"code": "02", "name_en": ""}, {"code": "01", "parent": "02", "name_en": ""}
        )
        report = import_files([table])
        assert problems(report) == [(3, "parent")]
        assert CategoryPage.objects.get(pk=public.pk).get_parent().pk == catalog.pk

    def test_with_faults_are_reported_and_the_others_load(self, tmp_path, catalog):
        table = categories(
            tmp_path,
            {"code": "01"},
            {"code": "01"},
            {"code": "02", "parent": "99"},
            {"code": "03", "parent": "04"},
            {"code": "04", "parent": "03"},
            {"code": "05", "parent": "04"},
            {"code": "06", "parent": "06"},
            {"code": "07", "unit": "nobody"},
            {"code": "08", "level": "3"},
            {"code": "", "name_zh": "无代码"},
            {"code": "09", "name_zh": ""},
            {"code": "10", "name_zh": "坏\x07字"},
            {"code": "11", "name_zh": "长" * 256},
        )
        report = import_files([table])
        assert problems(report) == [
            (3, "code"),
            (4, "parent"),
            (5, "parent"),
            (6, "parent"),
            (7, "parent"),
            (8, "parent"),
            (9, "unit"),
            (10, "level"),
            (11, "code"),
            (12, "name_zh"),
            (13, "name_zh"),
            (14, "name_zh"),
        ]
        codes = CategoryPage.objects.filter(locale=catalog.locale).values_list("code", flat=True)
        assert list(codes) == ["01"]

    def test_are_not_moved_below_themselves(self, tmp_path, catalog):
        import_files([categories(tmp_path, {"code": "01"}, {"code": "0101", "parent": "01"})])
        report = import_files([categories(tmp_path, {"code": "01", "parent": "0101"})])
        assert problems(report) == [(2, "parent")]
