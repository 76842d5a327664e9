"""What a file hides is found, whatever it is called, and no file makes the look fail."""

import random
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from pypdf.annotations import FreeText, Link
from pypdf.generic import DictionaryObject, NameObject

from tests.review.hints.files import WORD, archive, letter, paragraph, pdf, picture, saved
from wagtail_disclosure.review.hints import findings
from wagtail_disclosure.review.hints.findings import Look
from wagtail_disclosure.review.hints.looking import look_into
from wagtail_disclosure.review.hints.wording import KINDS, words_of

ID_NUMBER = "11010519491231002X"
MASKED = "110***********002X"
SHOWN_TEXT = "BT /F1 12 Tf 20 100 Td (Zhang San) Tj ET"


def look(content: bytes, name: str = "file") -> list[tuple[str, str, str]]:
    """Kind, place and excerpt of each finding."""
    found = look_into(BytesIO(content), name, Look())
    assert all(finding.kind in KINDS for finding in found)
    return [(finding.kind, words_of(finding.place), finding.excerpt) for finding in found]


def kinds(content: bytes, name: str = "file") -> list[str]:
    return [kind for kind, _place, _excerpt in look(content, name)]


class TestWorkbooks:
    @pytest.fixture
    def book(self) -> Workbook:
        book = Workbook()
        book.properties.creator = None
        book.active.title = "Open"
        book.active["A1"] = "Water quality 2023"
        return book

    def test_without_anything_hidden_give_no_hint(self, book: Workbook) -> None:
        assert look(saved(book)) == []

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_hidden_sheets(self, book: Workbook, state: str) -> None:
        sheet = book.create_sheet("Staff")
        sheet.sheet_state = state
        sheet["B2"] = ID_NUMBER
        assert look(saved(book)) == [
            ("hidden_sheet", "sheet “Staff”", ""),
            ("id_number", "sheet “Staff” › cell B2", MASKED),
        ]

    def test_hidden_rows_and_columns(self, book: Workbook) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active["A3"] = "x"
        book.active.column_dimensions["C"].hidden = True
        assert look(saved(book)) == [
            ("hidden_rows", "sheet “Open”", "3"),
            ("hidden_columns", "sheet “Open”", "3–3"),
        ]

    def test_comments(self, book: Workbook) -> None:
        book.active["A1"].comment = Comment(f"ask {ID_NUMBER}", "Lin")
        assert ("comment", "sheet “Open” › cell A1", f"ask {MASKED}") in look(saved(book))

    def test_names_of_hidden_cells(self, book: Workbook) -> None:
        book.create_sheet("Old list").sheet_state = "hidden"
        book.defined_names["staff"] = DefinedName("staff", attr_text="'Old list'!$A$1:$A$9")
        assert ("name_of_hidden", "", "staff = 'Old list'!$A$1:$A$9") in look(saved(book))

    def test_numbers_kept_as_numbers(self, book: Workbook) -> None:
        book.active["A2"] = 13812345678
        book.active["A3"] = 13912345678.0
        assert kinds(saved(book)) == ["mobile", "mobile"]

    def test_accounts_below_their_heading(self, book: Workbook) -> None:
        book.active["B1"], book.active["B2"] = "银行账号", "1001234509000123456"
        book.active["C1"], book.active["C2"] = "供水量", "1001234509000123456"
        assert look(saved(book)) == [
            ("bank_account", "sheet “Open” › cell B2", "100************3456")
        ]

    def test_pivot_caches_macros_links_and_embedded_files(self, book: Workbook) -> None:
        content = BytesIO(saved(book))
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts = {
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<p xmlns="{space}"><worksheetSource '
            f'ref="A1:B9" sheet="Staff"/><s v="{ID_NUMBER}"/></p>',
            "xl/vbaProject.bin": b"\0",
            "xl/embeddings/oleObject1.bin": b"\0",
            "xl/externalLinks/externalLink1.xml": f'<e xmlns="{space}"><v>13812345678</v></e>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships><Relationship Id="r" '
            f'Type="{relation}/externalLinkPath" Target="D:\\staff.xlsx" TargetMode="External"/>'
            "</Relationships>",
        }
        with ZipFile(content, "a") as packed:
            for name, text in parts.items():
                packed.writestr(name, text)
        assert look(content.getvalue())[:6] == [
            ("pivot_cache", "", "Staff A1:B9"),
            ("id_number", "", MASKED),
            ("mobile", "", "138****5678"),
            ("embedded_file", "", "oleObject1.bin"),
            ("external_link", "", "D:\\staff.xlsx"),
            ("script", "", "VBA"),
        ]

    def test_authors_are_noted(self, book: Workbook) -> None:
        book.properties.creator = "Lin Yi"
        assert look(saved(book)) == [("author", "", "Lin Yi")]


class TestLetters:
    def test_without_anything_hidden_give_no_hint(self) -> None:
        assert look(letter(paragraph("Water quality"))) == []

    def test_numbers_in_the_text_split_into_runs(self) -> None:
        runs = (
            f"<w:p><w:r><w:t>{ID_NUMBER[:5]}</w:t></w:r><w:r><w:t>{ID_NUMBER[5:]}</w:t></w:r></w:p>"
        )
        assert look(letter(paragraph("One") + runs)) == [("id_number", "paragraph 2", MASKED)]

    @pytest.mark.parametrize(
        "change",
        [
            "<w:del><w:r><w:delText>secret</w:delText></w:r></w:del>",
            "<w:ins><w:r><w:t>secret</w:t></w:r></w:ins>",
            "<w:moveFrom><w:r><w:t>secret</w:t></w:r></w:moveFrom>",
        ],
    )
    def test_tracked_changes(self, change: str) -> None:
        assert look(letter(f"<w:p>{change}</w:p>")) == [("tracked_change", "paragraph 1", "secret")]

    def test_hidden_text(self) -> None:
        body = paragraph("secret", "<w:vanish/>") + paragraph("shown", '<w:vanish w:val="0"/>')
        assert look(letter(body)) == [("hidden_text", "paragraph 1", "secret")]

    def test_text_hidden_by_its_style(self) -> None:
        styles = (
            f'<w:styles {WORD}><w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
            "</w:styles>"
        )
        body = paragraph("secret", '<w:rStyle w:val="Gone"/>')
        assert look(letter(body, word__styles_xml=styles)) == [
            ("hidden_text", "paragraph 1", "secret")
        ]

    def test_comments_and_headers(self) -> None:
        found = look(
            letter(
                "",
                word__comments_xml=f"<w:comments {WORD}><w:comment>{paragraph('why?')}</w:comment>"
                "</w:comments>",
                word__header1_xml=f"<w:hdr {WORD}>{paragraph(ID_NUMBER)}</w:hdr>",
            )
        )
        assert found == [
            ("id_number", "header › paragraph 1", MASKED),
            ("comment", "", "why?"),
        ]

    def test_properties_and_data(self) -> None:
        custom = '<P><property name="Case"><v>13812345678</v></property></P>'
        found = look(
            letter("", docProps__custom_xml=custom, customXml__item1_xml=f"<d>{ID_NUMBER}</d>")
        )
        assert found == [
            ("id_number", "data beside the text", MASKED),
            ("properties", "", "Case: 138****5678"),
            ("mobile", "", "138****5678"),
        ]

    def test_what_office_programs_always_write_is_no_hint(self) -> None:
        custom = '<P><property name="KSOProductBuildVer"><v>2052-12.1.0</v></property></P>'
        assert look(letter("", docProps__custom_xml=custom)) == []


class TestPdfs:
    def test_without_anything_hidden_give_no_hint(self) -> None:
        assert look(pdf(SHOWN_TEXT)) == []

    def test_numbers_on_a_page(self) -> None:
        text = SHOWN_TEXT.replace("Zhang San", ID_NUMBER)
        assert look(pdf(text)) == [("id_number", "page 1", MASKED)]

    @pytest.mark.parametrize("colour", ["0 g", "0.1 0.1 0.1 rg", "0 0 0 1 k", ""])
    def test_text_under_a_dark_box(self, colour: str) -> None:
        assert kinds(pdf(f"{SHOWN_TEXT} {colour} 15 98 90 14 re f")) == ["text_under_box"]

    @pytest.mark.parametrize(
        "operators",
        [
            f"0 g 15 98 90 14 re f 1 g {SHOWN_TEXT}",
            f"{SHOWN_TEXT} 1 1 0 rg 15 98 90 14 re f",
            f"{SHOWN_TEXT} 0 g 15 20 90 14 re f",
            f"{SHOWN_TEXT} 0 g 15 98 90 1 re f",
            f"{SHOWN_TEXT} 0 g 15 98 90 14 re S",
        ],
        ids=["behind", "bright", "elsewhere", "line", "frame"],
    )
    def test_other_boxes_are_no_hint(self, operators: str) -> None:
        assert kinds(pdf(operators)) == []

    def test_attachments(self) -> None:
        content = pdf(change=lambda writer: writer.add_attachment("staff.xlsx", b"x"))
        assert look(content) == [("embedded_file", "", "staff.xlsx")]

    def test_comments_but_no_links(self) -> None:
        def annotate(writer) -> None:
            writer.add_annotation(0, FreeText(text=f"ask {ID_NUMBER}", rect=(0, 0, 50, 50)))
            writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="https://example.com"))

        assert look(pdf(change=annotate)) == [
            ("comment", "page 1", f"ask {MASKED}"),
            ("id_number", "page 1", MASKED),
        ]

    def test_scripts(self) -> None:
        def run(writer) -> None:
            action = {NameObject("/S"): NameObject("/JavaScript")}
            writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)

        assert kinds(pdf(change=run)) == ["script"]

    def test_authors_are_noted(self) -> None:
        content = pdf(change=lambda writer: writer.add_metadata({"/Author": "Lin Yi"}))
        assert look(content) == [("author", "", "Lin Yi")]

    def test_with_a_password_say_so(self) -> None:
        assert kinds(pdf(change=lambda writer: writer.encrypt("secret"))) == ["encrypted"]


class TestPictures:
    def test_without_remarks_give_no_hint(self) -> None:
        assert look(picture("JPEG")) == []
        assert look(picture("PNG")) == []

    def test_where_and_by_whom_they_were_taken(self) -> None:
        exif = Image.Exif()
        exif[ExifTags.Base.Artist] = "Lin Yi"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (31.0, 14.0, 9.0)
        assert look(picture("JPEG", exif=exif)) == [("location", "", ""), ("author", "", "Lin Yi")]

    def test_texts_in_png(self) -> None:
        texts = PngInfo()
        texts.add_text("Author", "Lin Yi")
        assert look(picture("PNG", pnginfo=texts)) == [("author", "", "Author: Lin Yi")]


class TestTexts:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_in_every_encoding_in_use(self, encoding: str) -> None:
        content = f"姓名,身份证\n张三,{ID_NUMBER}\n".encode(encoding)
        assert look(content, "list.csv") == [("id_number", "line 2", MASKED)]

    def test_accounts_below_their_heading(self) -> None:
        content = "户名,账号\n张三,1001234509000123456\n".encode()
        assert kinds(content, "list.csv") == ["bank_account"]


class TestArchives:
    def test_are_opened(self) -> None:
        inner = archive({"list.txt": f"No. {ID_NUMBER}"})
        assert look(archive({"inner.zip": inner, "plain.txt": "water"})) == [
            ("id_number", "inner.zip › list.txt › line 1", MASKED)
        ]

    def test_within_archives_without_end_are_not(self) -> None:
        content = b"water"
        for _level in range(6):
            content = archive({"a.zip": content})
        assert kinds(content) == ["too_deep"]

    def test_that_unpack_to_too_much_say_so(self) -> None:
        bomb = archive({f"{number}.txt": b"0 " * 1_000_000 for number in range(4)})
        found = look_into(BytesIO(bomb), "bomb.zip", Look(bytes_left=3_000_000))
        assert "too_big" in {finding.kind for finding in found}


class TestAnythingElse:
    def test_entities_are_not_expanded(self) -> None:
        declaration = '<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
        assert kinds(archive({"word/document.xml": declaration})) == ["unreadable"]

    def test_old_office_files_are_not_looked_into(self) -> None:
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        assert kinds(head + bytes(600)) == ["unknown_form"]
        assert kinds(head + "EncryptedPackage".encode("utf-16-le")) == ["encrypted"]

    @pytest.mark.parametrize(
        "content",
        [b"%PDF-1.7 nothing", b"PK\x03\x04nothing", b"\xff\xd8\xffnothing", b"a\0b"],
        ids=["pdf", "zip", "jpeg", "binary"],
    )
    def test_damaged_files_say_so(self, content: bytes) -> None:
        assert kinds(content) in (["unreadable"], ["unknown_form"])

    def test_a_look_that_takes_too_long_ends(self) -> None:
        found = look_into(BytesIO(pdf(SHOWN_TEXT)), "a.pdf", Look(deadline=0.0))
        assert [finding.kind for finding in found] == ["too_big"]

    def test_findings_are_not_listed_without_end(self) -> None:
        lines = "\n".join(f"138{number:08}" for number in range(1000))
        found = kinds(lines.encode(), "list.txt")
        assert len(found) <= findings.MOST_FINDINGS + 1
        assert "too_many" in found

    @given(st.randoms(use_true_random=False), st.integers(0, 3))
    @settings(max_examples=60, deadline=None)
    def test_broken_bytes_never_raise(self, chance: random.Random, which: int) -> None:
        whole = [
            pdf(SHOWN_TEXT),
            letter(paragraph("secret", "<w:vanish/>")),
            saved(Workbook()),
            picture("PNG"),
        ][which]
        broken = bytearray(whole)
        for _change in range(chance.randint(1, 20)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        look_into(BytesIO(bytes(broken[: chance.randint(1, len(broken))])), "x", Look())
