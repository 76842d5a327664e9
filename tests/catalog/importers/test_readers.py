"""Reading files: encodings, columns and what is broken."""

import pytest

from tests.catalog.importers.samples import problems
from tests.catalog.tables import CATEGORIES, ENTRIES, write_table
from wagtail_disclosure.catalog.importers import UnreadableFile, import_files
from wagtail_disclosure.catalog.models import CategoryPage


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
