"""Files that hide something, made as small as they can be."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def archive(members: dict[str, str | bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return content.getvalue()


def letter(body: str, **parts: str | bytes) -> bytes:
    """A document with these paragraphs and further parts, ``__`` for a slash, ``_`` for a dot."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    for name, text in parts.items():
        members[name.replace("__", "/").replace("_", ".")] = text
    return archive(members)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def saved(document: Any, **options: Any) -> bytes:
    content = BytesIO()
    document.save(content, **options)
    return content.getvalue()


def picture(kind: str, **options: Any) -> bytes:
    return saved(Image.new("RGB", (2, 2)), format=kind, **options)


def pdf(operators: str = "", *, change: Any = None) -> bytes:
    """A PDF of one page that is drawn by ``operators``, changed by ``change(writer)``."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = StreamObject()
    content.set_data(operators.encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    if change is not None:
        change(writer)
    result = BytesIO()
    writer.write(result)
    return result.getvalue()
