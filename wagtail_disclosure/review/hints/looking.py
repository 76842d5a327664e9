"""Looks into a file by what it is, not by what it is called."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from wagtail_disclosure.review.hints import documents, images, letters, portable, tables, workbooks
from wagtail_disclosure.review.hints.findings import (
    Finding,
    LimitedStream,
    Look,
    NotLookedInto,
    Place,
)

DEEPEST = 3
MOST_MEMBERS = 5000
HEAD = 1024
# Signatures; what has none of them is text or nothing that we know.
PDF, ZIP, COMPOUND = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def look_into(stream: BinaryIO, name: str, look: Look) -> list[Finding]:
    """Everything worth a second look in the file; never raises."""
    _look_safely(stream, name, (), look, depth=0)
    return list(look.found)


def _look_safely(stream: Any, name: str, place: Place, look: Look, *, depth: int) -> None:
    try:
        _look(stream, name, place, look, depth=depth)
    except NotLookedInto as problem:
        look.found[Finding(place, problem.kind)] = None
        if problem.kind in {"too_big", "too_many"} and depth:
            raise
    except Exception:  # Readers of foreign formats fail in every way there is.
        look.found[Finding(place, "unreadable")] = None


def _look(stream: Any, name: str, place: Place, look: Look, *, depth: int) -> None:
    head = stream.read(HEAD)
    stream.seek(0)
    if PDF in head:
        portable.look_into_pdf(stream, place, look)
    elif head.startswith(ZIP):
        _look_into_archive(stream, place, look, depth=depth)
    elif head.startswith(COMPOUND):
        _look_into_compound(stream)
    elif head.startswith(IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        images.look_into_image(stream, place, look)
    else:
        tables.look_into_text(stream, name, place, look)


def _look_into_compound(stream: BinaryIO) -> None:
    """The form of old office files, and of new ones with a password."""
    # The directory that names the streams may lie anywhere.
    content = stream.read()
    raise NotLookedInto("encrypted" if ENCRYPTED_PACKAGE in content else "unknown_form")


def _look_into_archive(stream: BinaryIO, place: Place, look: Look, *, depth: int) -> None:
    with ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise NotLookedInto("too_big")
        if any(member.flag_bits & 1 for member in members):
            raise NotLookedInto("encrypted")
        package = documents.Package(archive, look)
        if reader := _reader_of(package):
            reader(package, place, look)
        for member in members:
            if documents.is_worth_opening(member.filename, is_package=reader is not None):
                _look_into_member(archive, member, place, look, depth=depth + 1)


def _reader_of(package: documents.Package) -> Callable[[Any, Place, Look], None] | None:
    if workbooks.is_workbook(package):
        return workbooks.look_into_workbook
    if letters.is_letter(package):
        return letters.look_into_letter
    return None


def _look_into_member(
    archive: ZipFile, member: ZipInfo, place: Place, look: Look, *, depth: int
) -> None:
    inner = (*place, ("member", member.filename))
    if depth > DEEPEST:
        look.add("too_deep", inner)
        return
    with archive.open(member) as stream:
        content = BytesIO(LimitedStream(stream, look).read())
    _look_safely(content, member.filename, inner, look, depth=depth)
