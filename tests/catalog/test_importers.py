"""Importing: what is loaded, what is reported, and that a second run changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from wagtail.models import Locale, Revision

from tests.catalog.factories import PDF, disclose
from tests.catalog.tables import CATEGORIES, ENTRIES, categories, entries, write_table
from wagtail_disclosure.catalog.importers import Outcome, UnreadableFile, import_files
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.core.models import PublicBody, StoredFile, Unit
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance

EXEMPT = {
    "key": "X1",
    "class": "exempt",
    "title_zh": "秘密方案",
    "ground": "cn-ogi-14-security",
    "citation": "第十四条",
    "explanation_zh": "依据第十四条不予公开。",
    "explanation_en": "Withheld under Article 14.",
}
ON_REQUEST = {"key": "R1", "class": "on_request", "reason_zh": "须征求第三方意见"}


@pytest.fixture
def english(home):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def one_category(tmp_path, catalog, unit):
    import_files([categories(tmp_path, {"code": "01"})])


def problems(report) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in report.sorted_errors()]


def stored_paths(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "private").rglob("*") if path.is_file()]


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


class TestEntries:
    def test_become_drafts_with_everything_the_row_says(self, tmp_path, one_category, english):
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "a.pdf").write_bytes(PDF)
        table = entries(
            tmp_path,
            {
                "key": "E1",
                "title_en": "Water Report",
                "doc_no": "沪水务〔2024〕1号",
                "body": "01000000X",
                "created_on": "2024-03-01",
                "published_on": "2024-03-08",
                "summary_zh": "概述",
                "summary_en": "In short",
                "body_zh": "第一段 <b>\n\n第二段",
                "body_en": "One <b>\n\nTwo",
                "attachment": "a.pdf",
            },
        )
        report = import_files([table])
        assert report.lines() and not report.errors
        source = EntryPage.objects.get(import_key="E1", live=False)
        assert source.document_number == "沪水务〔2024〕1号"
        assert source.index_number == "01000000X/2024-00001"
        assert source.issuing_body == PublicBody.objects.own()
        assert (source.created_on, source.published_on) == (date(2024, 3, 1), date(2024, 3, 8))
        assert [str(block.value) for block in source.body] == [
            "<p>第一段 &lt;b&gt;</p>",
            "<p>第二段</p>",
        ]
        assert source.attachments.get().stored_file.name == "a.pdf"
        draft = source.get_translation(english).get_latest_revision_as_object()
        assert (draft.title, draft.summary) == ("Water Report", "In short")
        assert "One &lt;b&gt;" in str(draft.body[0].value)
        assert draft.index_number == source.index_number
        assert draft.attachments.get().stored_file == source.attachments.get().stored_file

    def test_change_by_key_and_only_where_something_changed(self, tmp_path, one_category):
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "a.pdf").write_bytes(PDF)
        row = {"key": "E1", "title_en": "Report", "body_zh": "段", "body_en": "Part"}
        row["attachment"] = "a.pdf"
        rows = [row, ON_REQUEST, EXEMPT]
        import_files([entries(tmp_path, *rows)])
        number = EntryPage.objects.filter(import_key="E1").first().index_number
        before = (Revision.objects.count(), StoredFile.objects.count())
        history = ExemptItem.history.count()
        report = import_files([entries(tmp_path, *rows)])
        assert report.outcomes["entries"] == {Outcome.UNCHANGED: 3}
        assert (Revision.objects.count(), StoredFile.objects.count()) == before
        assert ExemptItem.history.count() == history
        (tmp_path / "files" / "a.pdf").write_bytes(PDF + b"\n")
        report = import_files([entries(tmp_path, {**row, "title_zh": "新题"}, ON_REQUEST)])
        assert report.outcomes["entries"] == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
        entry = EntryPage.objects.filter(import_key="E1").first()
        assert (entry.title, entry.index_number) == ("新题", number)
        assert StoredFile.objects.count() == before[1] + 1

    def test_that_are_public_stay_as_they_are_until_reviewed(self, tmp_path, one_category, english):
        row = {
            "key": "E1",
            "title_zh": "旧题",
            "title_en": "Old",
            "body_zh": "旧",
            "body_en": "old",
        }
        import_files([entries(tmp_path, row)])
        source = EntryPage.objects.get(import_key="E1")
        disclose(source, source.get_translation(english))
        row |= {"title_zh": "新题", "title_en": "New", "body_zh": "新", "body_en": "new"}
        import_files([entries(tmp_path, row)])
        for page, old, new in (
            (source, "旧题", "新题"),
            (source.get_translation(english), "Old", "New"),
        ):
            stored = EntryPage.objects.get(pk=page.pk)
            assert (stored.title, stored.draft_title, stored.live) == (old, old, True)
            assert stored.is_disclosed
            assert stored.get_latest_revision_as_object().title == new

    def test_with_faults_are_reported_and_the_others_load(self, tmp_path, one_category):
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "fake.pdf").write_bytes(b"MZ\x00 not a PDF")
        table = entries(
            tmp_path,
            {"key": "E1"},
            {"key": "E1"},
            {"key": "E2", "class": "secret"},
            {"key": "E3", "node": "99"},
            {"key": "E4", "unit": "nobody"},
            {"key": "E5", "body": "nobody"},
            {"key": "E6", "created_on": "2024-02-30"},
            {"key": "E7", "published_on": "1.3.2024"},
            {"key": "", "title_zh": "无键"},
            {"key": "E8", "title_zh": ""},
            {"key": "E9", "attachment": "missing.pdf"},
            {"key": "E10", "attachment": "../entries.csv"},
            {"key": "E11", "attachment": "fake.pdf"},
            {"key": "R1", "class": "on_request"},
            {**ON_REQUEST, "key": "R2", "body_zh": "全文"},
            {**ON_REQUEST, "key": "R3", "attachment": "fake.pdf"},
            {**EXEMPT, "key": "X1", "ground": ""},
            {**EXEMPT, "key": "X2", "ground": "nothing"},
            {**EXEMPT, "key": "X3", "citation": ""},
            {**EXEMPT, "key": "X4", "explanation_zh": ""},
            {"key": "E12", "title_en": "T", "body_zh": "一\n\n二", "body_en": "one"},
            {"key": "E13", "class": "主动公开"},
        )
        report = import_files([table])
        assert problems(report) == [
            (3, "key"),
            (4, "class"),
            (5, "node"),
            (6, "unit"),
            (7, "body"),
            (8, "created_on"),
            (9, "published_on"),
            (10, "key"),
            (11, "title_zh"),
            (12, "attachment"),
            (13, "attachment"),
            (14, "attachment"),
            (15, "reason_zh"),
            (16, "body_zh"),
            (17, "attachment"),
            (18, "ground"),
            (19, "ground"),
            (20, "citation"),
            (21, "explanation_zh"),
            (22, "body_en"),
        ]
        assert set(EntryPage.objects.values_list("import_key", flat=True)) == {"E1", "E13"}
        assert not ExemptItem.objects.exists()

    def test_keep_their_class(self, tmp_path, one_category):
        import_files([entries(tmp_path, {"key": "E1"}, ON_REQUEST, EXEMPT)])
        report = import_files(
            [
                entries(
                    tmp_path,
                    {**ON_REQUEST, "key": "E1"},
                    {**EXEMPT, "key": "R1"},
                    {"key": "X1"},
                )
            ]
        )
        assert problems(report) == [(2, "class"), (3, "class"), (4, "class")]

    def test_with_an_exempt_class_go_to_the_register_and_are_no_pages(self, tmp_path, one_category):
        report = import_files([entries(tmp_path, EXEMPT)])
        assert report.outcomes["entries"] == {Outcome.CREATED: 1}
        item = ExemptItem.objects.get()
        assert (item.title, item.category_code, item.unit.code) == ("秘密方案", "01", "supply")
        assert item.explanation["en"] == "Withheld under Article 14."
        assert not EntryPage.objects.exists()

    def test_never_repeat_an_exempt_title_in_the_report(self, tmp_path, one_category):
        report = import_files([entries(tmp_path, {**EXEMPT, "title_zh": "秘密" * 200})])
        assert report.errors
        assert "秘密" not in "\n".join(report.lines())


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
        assert [row.title for row in response.context["results"]] == ["供水管理条例"]


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

    def test_takes_over_changes_and_nothing_twice(self, tmp_path, one_category, people):
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

    def test_refuses_exempt_rows(self, tmp_path, one_category, people):
        report = import_files(
            [entries(tmp_path, {"key": "E1"}, EXEMPT)],
            legacy=True,
            proposed_by=people.proposer,
            cleared_by=people.clearer,
        )
        assert problems(report) == [(3, "class")]
        assert not ExemptItem.objects.exists()
        assert EntryPage.objects.get(import_key="E1").is_disclosed


class TestFiles:
    @pytest.mark.parametrize(
        ("encoding", "named"),
        [("gb18030", "GB18030"), ("big5", "Big5"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")],
    )
    def test_in_another_encoding_are_refused_by_name(self, tmp_path, encoding, named):
        path = tmp_path / "catalog.csv"
        text = "code,parent,name_zh\n01,,政府信息公開目錄\n"
        if encoding == "gb18030":
            text = text.replace("開目錄", "开目录")
        path.write_bytes(text.encode(encoding))
        with pytest.raises(UnreadableFile, match=named):
            import_files([path])

    def test_with_a_byte_order_mark_are_read(self, tmp_path, catalog):
        path = tmp_path / "catalog.csv"
        path.write_bytes("\ufeffcode,parent,name_zh\r\n01,,目录\r\n".encode())
        assert not import_files([path]).errors
        assert CategoryPage.objects.get(code="01").title == "目录"

    @pytest.mark.parametrize("column", ["key", "node", "unit", "title_zh"])
    def test_without_a_column_are_refused_by_its_name(self, tmp_path, column):
        columns = [name for name in ENTRIES if name != column]
        path = write_table(tmp_path / "entries.csv", columns)
        with pytest.raises(UnreadableFile, match=column):
            import_files([path])

    def test_of_no_known_kind_are_refused(self, tmp_path):
        with pytest.raises(UnreadableFile):
            import_files([write_table(tmp_path / "x.csv", ["a", "b"])])

    @pytest.mark.parametrize(
        "content", [b"", b"\n", b'code,parent,name_zh\n"01,,x', b"\xff\x00\x81"]
    )
    def test_that_are_empty_or_broken_are_refused(self, tmp_path, content):
        path = tmp_path / "x.csv"
        path.write_bytes(content)
        with pytest.raises(UnreadableFile):
            import_files([path])

    def test_that_are_missing_are_refused(self, tmp_path):
        with pytest.raises(UnreadableFile):
            import_files([tmp_path / "nothing.csv"])

    def test_report_lines_as_an_editor_counts_them(self, tmp_path, catalog):
        path = tmp_path / "catalog.csv"
        path.write_text(
            'code,parent,name_zh,summary_zh\n01,,甲,"一\n二"\n\n02,99,乙,\n03,,丙\n', "utf-8"
        )
        assert problems(import_files([path])) == [(5, "parent"), (6, "")]

    def test_columns_that_nobody_asked_for_are_left_alone(self, tmp_path, catalog):
        path = write_table(
            tmp_path / "catalog.csv", [*CATEGORIES, "remark"], {"code": "01", "name_zh": "甲"}
        )
        assert not import_files([path]).errors
