"""An entry as an archive keeps it: as a row, as XML (Dublin Core and our terms), and as text."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import XMLGenerator

from django.template.loader import render_to_string
from django.utils import translation

from wagtail_disclosure.rules.plain_text import harmless_cell

DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
OURS = "https://wagtail-disclosure.org/terms/1/"
COLUMNS = (
    "folder",
    "index_number",
    "title",
    "language",
    "document_number",
    "issuers",
    "unit",
    "created_on",
    "published_on",
    "effective_on",
    "expires_on",
    "class",
    "subject_class",
    "genre",
    "keywords",
    "summary",
    "fingerprint",
    "files",
)


def row_of(entry: Any, folder: str, files: list[tuple[str, str]]) -> list[str]:
    """The entry's cells in the order of ``COLUMNS``; ``files`` are paths and their SHA-256."""
    values = {
        "folder": folder,
        "index_number": entry.index_number,
        "title": entry.title,
        "language": entry.locale.language_code,
        "document_number": entry.document_number,
        "issuers": "; ".join(str(body) for body in entry.issuers),
        "unit": str(entry.responsible_unit),
        "created_on": _day(entry.created_on),
        "published_on": _day(entry.public_date),
        "effective_on": _day(entry.effective_on),
        "expires_on": _day(entry.expires_on),
        "class": entry.disclosure_class,
        "subject_class": str(entry.subject_class or ""),
        "genre": str(entry.genre or ""),
        "keywords": entry.keywords,
        "summary": entry.summary,
        "fingerprint": entry.cleared_fingerprint,
        "files": "; ".join(path for path, _sha256 in files),
    }
    return [harmless_cell(values[name]) for name in COLUMNS]


def write_record(
    xml: XMLGenerator, entry: Any, folder: str, files: list[tuple[str, str]], publisher: str
) -> None:
    """One ``record`` of the collection."""
    xml.startElement("record", {"folder": folder})
    for name, value in _terms(entry, publisher):
        if value:
            xml.startElement(name, {})
            xml.characters(_legal(value))
            xml.endElement(name)
    for path, sha256 in files:
        xml.startElement("disclosure:file", {"path": path, "sha256": sha256})
        xml.endElement("disclosure:file")
    xml.endElement("record")


def page_of(entry: Any, files: list[tuple[str, str]], day: date) -> bytes:
    """The entry's index card, as of a day, and text as a page that needs nothing else."""
    with translation.override(entry.locale.language_code):
        return render_to_string(
            "wagtail_disclosure_catalog/hand_over_entry.html",
            {
                "entry": entry,
                "metadata": list(entry.get_metadata(day)),
                "files": [path.rpartition("/")[2] for path, _sha256 in files],
            },
        ).encode()


def _terms(entry: Any, publisher: str) -> Iterator[tuple[str, str]]:
    yield "dc:identifier", entry.index_number
    yield "dc:title", entry.title
    yield "dc:language", entry.locale.language_code
    for body in entry.issuers:
        yield "dc:creator", str(body)
    yield "dc:publisher", publisher
    yield "dc:date", _day(entry.created_on)
    yield "dcterms:issued", _day(entry.public_date)
    yield "dc:description", entry.summary
    yield "dc:subject", str(entry.subject_class or "")
    yield "dc:subject", entry.keywords
    yield "dc:type", str(entry.genre or "")
    yield "disclosure:documentNumber", entry.document_number
    yield "disclosure:unit", str(entry.responsible_unit)
    yield "disclosure:class", entry.disclosure_class
    yield "disclosure:effectiveOn", _day(entry.effective_on)
    yield "disclosure:expiresOn", _day(entry.expires_on)
    yield "disclosure:fingerprint", entry.cleared_fingerprint


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _legal(text: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")
