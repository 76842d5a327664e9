"""Importing entries: drafts, changes, faults, and the register for what is exempt."""

from datetime import date

from wagtail.models import Revision

from tests.catalog.factories import PDF, disclose
from tests.catalog.importers.samples import EXEMPT, ON_REQUEST, problems
from tests.catalog.tables import entries
from wagtail_disclosure.catalog.importers import Outcome, import_files
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.core.models import PublicBody, StoredFile


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

    def test_that_are_public_stay_as_they_are_until_reviewed(
        self, tmp_path, public_category, english
    ):
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
