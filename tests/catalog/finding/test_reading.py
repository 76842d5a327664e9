"""Files give the words that whoever opens them sees, and none of them fails."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

from tests.review.hints.files import archive, letter, paragraph, pdf, picture, saved
from wagtail_disclosure.catalog.finding import reading
from wagtail_disclosure.catalog.finding.reading import Outcome, read_stream

ENTITY = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
SHOWN = "BT /F1 12 Tf 20 100 Td (Water quality) Tj ET"
BOX_OVER_IT = " 0 g 15 95 150 20 re f"


def read(content: bytes, name: str = "file") -> tuple[Outcome, str]:
    return read_stream(BytesIO(content), name)


def encrypted(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt("secret", algorithm="AES-256")
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (pdf(SHOWN), "Water quality"),
        (letter(paragraph("供水条例") + paragraph("第一条")), "供水条例\n第一条"),
        ("水质月报,合格\r\n一月,100%".encode("gb18030"), "水质月报,合格\n一月,100%"),
        ("\ufeff供水".encode(), "供水"),
        (b"water\r\nsupply", "water\nsupply"),
    ],
    ids=["pdf", "docx", "csv", "txt", "ascii"],
)
def test_text_is_read(content, text):
    assert read(content) == (Outcome.READ, text)


def test_a_workbook_gives_its_cells_without_comments_and_hidden_sheets():
    book = Workbook()
    book.active["A1"] = "水质"
    book.active["B2"] = 2024
    book.active["A1"].comment = Comment("ask Lin", "Lin")
    hidden = book.create_sheet("名单")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "张三"

    assert read(saved(book)) == (Outcome.READ, "水质\n2024")


def test_deleted_and_hidden_text_is_left_out():
    deleted = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>秘密</w:delText></w:r></w:del></w:p>"
    )
    content = letter(deleted + paragraph("隐藏", "<w:vanish/>"))

    assert read(content) == (Outcome.READ, "公开")


def test_a_page_with_a_box_over_text_is_left_out():
    assert read(pdf(SHOWN + BOX_OVER_IT)) == (Outcome.EMPTY, "")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (encrypted(pdf(SHOWN)), Outcome.ENCRYPTED),
        (pdf(SHOWN)[:-200], Outcome.UNREADABLE),
        (b"PK\x03\x04 broken", Outcome.UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Outcome.UNREADABLE),
        (
            archive({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            Outcome.UNREADABLE,
        ),
        (picture("PNG"), Outcome.EMPTY),
        (pdf(), Outcome.EMPTY),
    ],
    ids=["password", "cut off", "broken", "old office", "entities", "picture", "scanned"],
)
def test_what_can_not_be_read_has_a_reason(content, outcome):
    assert read(content) == (outcome, "")


def test_a_huge_text_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 1000)
    content = letter("".join(paragraph("水" * 100) for _number in range(2000)))

    outcome, text = read(content)

    assert outcome == Outcome.CUT
    assert len(text.replace("\n", "")) == 1000


def test_what_a_database_can_not_store_is_replaced():
    assert read("a\ud800b".encode("utf-16-le", "surrogatepass"), "x.txt")[0] == Outcome.UNREADABLE
    assert "\0" not in read("\ufeffa\0b".encode("utf-16"))[1]
