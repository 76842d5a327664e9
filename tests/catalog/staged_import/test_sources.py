"""Files of every kind as tables, and a clear refusal of those that are none."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import translation

from tests.catalog.staged_import.workbooks import with_part, workbook
from wagtail_disclosure.catalog.staged_import import sources, tables
from wagtail_disclosure.catalog.staged_import.sources import open_source, read_head, rows_below
from wagtail_disclosure.catalog.staged_import.tables import RefusedTable

HEADER = ["编号", "公开属性", "标题"]
ROW = ["W1", "主动公开", "供水水质月报"]


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


def text(*rows: list[str], separator: str = ",", encoding: str = "utf-8") -> BytesIO:
    return BytesIO("\r\n".join(separator.join(row) for row in rows).encode(encoding))


def read(stream: BytesIO) -> list[list[str]]:
    """The header and the rows, as an import reads them."""
    source = open_source(stream)
    head = read_head(source)
    source.check(set(range(len(head.header))), header_line=head.line)
    return [head.header, *(line.cells for line in rows_below(source, head.line))]


def refusal(stream: BytesIO) -> str:
    with pytest.raises(RefusedTable) as refused:
        read(stream)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_with_every_separator(encoding, separator):
    assert read(text(HEADER, ROW, separator=separator, encoding=encoding)) == [HEADER, ROW]


def test_lines_are_those_of_the_file_and_empty_ones_are_left_out():
    source = open_source(BytesIO(b'key,title\n\n,\nW1,"two\nlines"\nW2,x\n'))
    head = read_head(source)
    lines = [(line.number, line.cells) for line in rows_below(source, head.line)]
    assert lines == [(4, ["W1", "two\nlines"]), (6, ["W2", "x"])]


def test_a_title_above_the_header_is_passed_over():
    source = open_source(text(["示例市水务局目录", "", ""], HEADER, ROW))
    assert (read_head(source).line, read_head(source).header) == (2, HEADER)


def test_a_workbook_is_read_as_text_with_its_dates_and_numbers():
    book = workbook(HEADER, ["W1", date(2024, 1, 5), 3.0], [7, True, None])
    assert read(book) == [HEADER, ["W1", "2024-01-05", "3"], ["7", "true"]]


def test_the_first_sheet_that_is_shown_is_read():
    assert read(workbook(HEADER, ROW, sheet_above="secret")) == [HEADER, ROW]


def test_a_cell_over_several_lines_counts_in_each():
    book = workbook(
        HEADER, ["W1", "主动公开", "a"], ["W2", None, "b"], ["W3", "x", "c"], merged="B2:B3"
    )
    assert [row[1] for row in read(book)[1:]] == ["主动公开", "主动公开", "x"]


def test_a_merged_title_above_the_header_does_no_harm():
    assert read(workbook(["目录", None, None], HEADER, ROW, merged="A1:C1")) == [HEADER, ROW]


def test_cells_merged_over_columns_are_refused_by_name():
    assert "A2:B2 are merged" in refusal(workbook(HEADER, ROW, merged="A2:B2"))


def test_the_stored_result_of_a_formula_is_read_and_no_formula_is_computed():
    book = workbook(HEADER, ["W1", "=1+1", "x"])
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>key</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>title</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>1</v></c><c r="B2"%s><f>1+1</f><v>%s</v></c></row>'
        b"</sheetData></worksheet>"
    )
    part = "xl/worksheets/sheet1.xml"
    assert read(with_part(book, part, sheet % (b"", b"2"))) == [["key", "title"], ["1", "2"]]
    assert "B2 has no result" in refusal(with_part(book, part, sheet % (b"", b"")))
    assert "B2 has the error #REF!" in refusal(with_part(book, part, sheet % (b' t="e"', b"#REF!")))


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (BytesIO(b""), "empty"),
        (BytesIO(b"\n\n"), "empty"),
        (BytesIO(b"key,class,title\n"), "no row below the header in line 1"),
        (BytesIO("clé,ñ,£\nW1,x,y\n".encode("latin-1")), "neither UTF-8 nor GB18030"),
        (BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0"), "neither UTF-8 nor GB18030"),
        (BytesIO(b'key,title\nW1,"no end\n'), "can't be read as CSV"),
        (BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"), "with a password, or of an old kind"),
        (BytesIO(b"PK\x03\x04 broken"), "can't be read"),
        (
            with_part(BytesIO(workbook(HEADER, ROW).read()), "xl/worksheets/sheet1.xml", b"<a"),
            "can't be read",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(stream, said):
    assert said in refusal(stream)


def test_a_workbook_that_would_fill_memory_is_refused_before_it_is_unpacked(monkeypatch):
    book = workbook(HEADER, ROW)
    bomb = with_part(book, "xl/worksheets/sheet1.xml", b"<x>" + b" " * (40 * 1024 * 1024))
    assert len(bomb.getvalue()) < 100_000
    monkeypatch.setattr("wagtail_disclosure.catalog.staged_import.workbooks.load_workbook", None)
    assert "no spreadsheet program uses" in refusal(bomb)
    huge = with_part(book, "xl/worksheets/sheet1.xml", b" " * (130 * 1024 * 1024))
    assert "more than 128 MB" in refusal(huge)


def test_entities_that_grow_are_refused():
    growing = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    assert "can't be read" in refusal(
        with_part(workbook(HEADER, ROW), "xl/worksheets/sheet1.xml", growing)
    )


def test_too_many_rows_or_columns_are_refused(monkeypatch):
    monkeypatch.setattr(sources, "MOST_ROWS", 2)
    assert "more than 2 rows" in refusal(text(HEADER, ROW, ROW, ROW))
    wide = ["x"] * (tables.MOST_COLUMNS + 1)
    assert "columns" in refusal(text(wide, wide))
