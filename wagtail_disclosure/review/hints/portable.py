"""PDF files: what is attached to a page, runs in it, or lies under a dark box."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from wagtail_disclosure.review.hints.boxes import Boxes
from wagtail_disclosure.review.hints.findings import Look, NotLookedInto, Place

MOST_PAGES = 2000
PEOPLE = ("/Author", "/Company", "/Manager")
REMARKS = ("/Title", "/Subject", "/Keywords")
# What stands on the page for all to see, or leads somewhere else.
PLAIN_ANNOTATIONS = frozenset({"/Link", "/Widget", "/Popup"})
SCRIPTS = frozenset({"/JavaScript", "/Launch"})


def look_into_pdf(stream: BinaryIO, place: Place, look: Look) -> None:
    """Raises NotLookedInto for files with a password."""
    reader = PdfReader(stream)
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotLookedInto("encrypted")
    _look_at_document(reader, place, look)
    if len(reader.pages) > MOST_PAGES:
        raise NotLookedInto("too_big")
    for number, page in enumerate(reader.pages, start=1):
        look.check_time()
        _look_at_page(page, (*place, ("page", str(number))), look)


def _look_at_document(reader: PdfReader, place: Place, look: Look) -> None:
    metadata = reader.metadata or {}
    for key in PEOPLE:
        if text := str(metadata.get(key) or "").strip():
            look.add("author", place, text)
    for key in REMARKS:
        look.read_text(str(metadata.get(key) or ""), place)
    for name in reader.attachments:
        look.add("embedded_file", place, name)
    root = reader.root_object
    names = _resolved(root.get("/Names")) or {}
    if "/JavaScript" in names or "/AA" in root or _is_script(root.get("/OpenAction")):
        look.add("script", place)
    for name, form_field in (reader.get_fields() or {}).items():
        value = str(form_field.get("/V") or "")
        look.read_text(value, (*place, ("field", name)))


def _look_at_page(page: Any, place: Place, look: Look) -> None:
    for annotation in _annotations(page):
        kind = str(annotation.get("/Subtype", ""))
        text = str(annotation.get("/Contents") or "")
        if kind == "/FileAttachment":
            look.add("embedded_file", place, text)
        elif kind == "/Redact":
            look.add("open_redaction", place, text)
        elif _is_script(annotation.get("/A")):
            look.add("script", place)
        elif kind not in PLAIN_ANNOTATIONS:
            look.add("comment", place, text)
        look.read_text(text, place)
    boxes = Boxes(look)
    text = page.extract_text(visitor_operand_before=boxes.visit)
    if boxes.cover_text:
        look.add("text_under_box", place)
    # Numbers are often broken at the end of a line, so the text is read both ways.
    look.read_text(text, place)


def _annotations(page: Any) -> Iterator[Any]:
    for reference in _resolved(page.get("/Annots")) or ():
        annotation = _resolved(reference)
        if annotation is not None:
            yield annotation


def _is_script(action: Any) -> bool:
    action = _resolved(action)
    return hasattr(action, "get") and action.get("/S") in SCRIPTS


def _resolved(value: Any) -> Any:
    try:
        return value.get_object() if value is not None else None
    except PdfReadError:
        return None
