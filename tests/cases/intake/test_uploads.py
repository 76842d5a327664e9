"""Files are told by their content; what is no use to an officer is said at once."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wagtail_disclosure.cases.intake.uploads import TYPES, RefusedUpload, look_at, shown_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def upload(content: bytes, name: str = "x.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def package(*names: str, **contents: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()


def picture(kind: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (3, 2)).save(drawn, kind)
    return drawn.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A picture that says it has this size."""
    drawn = bytearray(picture("PNG"))
    drawn[16:24] = struct.pack(">II", width, height)
    drawn[29:33] = struct.pack(">I", zlib.crc32(drawn[12:29]))
    return bytes(drawn)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (package("OFD.xml"), "ofd"),
        (package(mimetype=TYPES["odt"].encode()), "odt"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (picture("WEBP"), "webp"),
        ("水质，2025\n".encode(), "txt"),
        ("水质,数值\r\n1,2\r\n".encode("gb18030"), "txt"),
        (b"\xef\xbb\xbfa;b\n", "txt"),
        # What a scanner finds is taken all the same: the request it comes with is a request.
        (EICAR, "txt"),
    ],
)
def test_the_type_is_that_of_the_content(content, ending):
    assert look_at(upload(content, "photo.exe")).content_type == TYPES[ending]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ" + b"\0" * 200, "type"),
        (b"\x7fELF" + b"\0" * 100, "type"),
        (package("a.txt"), "type"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (PDF[:-7], "damaged"),
        (package("xl/workbook.xml")[:-20], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (picture("PNG")[:20], "damaged"),
        (b"\xff\xfe\0\1\2\3" * 9, "type"),
    ],
)
def test_what_can_not_be_used_is_refused_with_the_reason(content, code):
    with pytest.raises(RefusedUpload) as refusal:
        look_at(upload(content))
    assert refusal.value.code == code


def test_case_54_what_is_larger_than_the_limit_is_refused(settings):
    limited = {**settings.WAGTAIL_DISCLOSURE, "UPLOAD_MAX_BYTES": len(PDF) - 1}
    settings.WAGTAIL_DISCLOSURE = limited
    with pytest.raises(RefusedUpload, match="too_large"):
        look_at(upload(PDF))


@pytest.mark.parametrize(
    "content",
    [
        png_of_size(60_000, 60_000),
        package("xl/workbook.xml", zeros=bytes(301 << 20)),
        # A directory that says it is larger than any of a document is.
        package("word/document.xml")[:-22]
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, 60_000, 60_000, 2 << 20, 0, 0),
    ],
    ids=["picture", "zip", "directory"],
)
def test_case_55_a_bomb_is_refused_without_lighting_it(content):
    with pytest.raises(RefusedUpload, match="bomb"):
        look_at(upload(content))


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <html>",
        b"name,<script>alert(1)</script>\n",
        b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)",
        b"<html>" + PDF,
    ],
    ids=["svg", "html", "html after a mark", "table with a script", "gif", "html and pdf"],
)
def test_case_56_what_a_browser_would_run_is_refused(content):
    with pytest.raises(RefusedUpload, match="type"):
        look_at(upload(content))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\li\\报告.pdf", "报告.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("photo\u202efdp.exe", "photofdp.exe.pdf"),
        ("a.pdf.exe", "a.pdf.exe.pdf"),
        ("REPORT.PDF", "REPORT.PDF"),
        ("x" * 255 + ".pdf", "x" * 150 + ".pdf"),
        ("line\r\nSet-Cookie: x.pdf", "lineSet-Cookie: x.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
    ],
)
def test_case_57_names_are_cleaned_and_say_what_the_content_is(name, shown):
    assert shown_name(name, TYPES["pdf"]) == shown


def test_only_the_kinds_of_the_settings_are_taken(settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "UPLOAD_TYPES": ["png"]}
    with pytest.raises(RefusedUpload, match="type"):
        look_at(upload(PDF))
