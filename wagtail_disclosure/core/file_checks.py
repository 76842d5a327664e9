"""Which files may become public: checked by what is in them, not by what they are called."""

from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

import filetype
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wagtail_disclosure.core import conf
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line

PLAIN_TEXT = {"csv": "text/csv", "txt": "text/plain"}
# Office files are ZIP archives; this member tells them apart from any other archive.
OFFICE_MEMBER = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    **PLAIN_TEXT,
}
ACCEPT = ",".join(f".{extension}" for extension in CONTENT_TYPES)


class FileRefused(ValueError):
    """A file of a kind that is not taken; the message says what to do."""


def check_file(content: File) -> str:
    """The content type of a file that may become public; leaves it at its beginning.

    Raises FileRefused for a forbidden kind, for content that is not what the name says, and for
    an empty or too big file.
    """
    extension = _extension(content)
    if not content.size:
        raise FileRefused(_("The file is empty."))
    if content.size > conf.attachment_max_bytes():
        limit = filesizeformat(conf.attachment_max_bytes())
        raise FileRefused(
            _("The file is too big; at most %(limit)s are possible.") % {"limit": limit}
        )
    content.seek(0)
    fits = _is_text(content) if extension in PLAIN_TEXT else _fits(content, extension)
    content.seek(0)
    if not fits:
        reason = _("The content of the file is not what its name says: %(extension)s.")
        raise FileRefused(reason % {"extension": extension.upper()})
    return CONTENT_TYPES[extension]


def _extension(content: File) -> str:
    try:
        name = clean_line(str(content.name))
    except ForbiddenCharacter as error:
        reason = _("The name of the file has the character %(code_point)s; rename it.")
        raise FileRefused(reason % {"code_point": error.code_point}) from error
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    if extension not in CONTENT_TYPES:
        allowed = ", ".join(CONTENT_TYPES).upper()
        raise FileRefused(
            _("Only these kinds of file are possible: %(kinds)s.") % {"kinds": allowed}
        )
    return extension


def _fits(content: File, extension: str) -> bool:
    if extension in OFFICE_MEMBER:
        return _has_member(content, OFFICE_MEMBER[extension])
    kind = filetype.guess(content.read(8192))
    return kind is not None and kind.mime == CONTENT_TYPES[extension]


def _has_member(content: Any, member: str) -> bool:
    try:
        with ZipFile(content) as archive:
            return member in archive.namelist()
    except BadZipFile:
        return False


def _is_text(content: File) -> bool:
    return all(b"\0" not in chunk for chunk in content.chunks())
