"""What people may send along: told by its content, never by its name or what a browser says.

Nothing is unpacked or rendered here: sizes are read from headers, so that a bomb stays unlit.
"""

import codecs
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from wagtail_disclosure.core import conf
from wagtail_disclosure.rules.plain_text import INVISIBLE

HEAD_BYTES = 8192
TAIL_BYTES = 65557  # The end record of a ZIP with its longest comment.
LARGEST_DIRECTORY = 1 << 20
LARGEST_UNPACKED = 300 << 20
LARGEST_IMAGE = 100_000_000  # Pixels; a page of A3 in 600 dpi has 70 million.
LONGEST_NAME = 150

# Every type that can be allowed, by the ending of its names.
TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "tif": "image/tiff",
    "heic": "image/heic",
    "txt": "text/plain",
}
ENDINGS = {content_type: ending for ending, content_type in TYPES.items()}
# Other endings under which people know the same types.
ALIASES = {"jpeg": "jpg", "tiff": "tif", "csv": "txt", "md": "txt", "log": "txt"}
# What tells the kinds of ZIP apart: a member that only this kind has.
MEMBERS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
MARKUP = ("<html", "<svg", "<script", "<!doctype", "<?xml")


class RefusedUpload(ValueError):
    """A file can't be taken; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Refused: {code}.")


@dataclass(frozen=True)
class Upload:
    """A file that was looked at and may be kept."""

    name: str
    content_type: str
    content: File

    @property
    def size(self) -> int:
        return self.content.size


def look_at(content: File) -> Upload:
    """``content`` with the type that it has and a name that can be shown.

    Raises RefusedUpload: ``empty``, ``too_large``, ``type``, ``damaged``, ``macros``, ``bomb``.
    """
    if not content.size:
        raise RefusedUpload("empty")
    if content.size > conf.upload_max_bytes():
        raise RefusedUpload("too_large")
    content_type = _content_type(content)
    if ENDINGS[content_type] not in conf.upload_types():
        raise RefusedUpload("type")
    content.seek(0)
    return Upload(shown_name(content.name or "", content_type), content_type, content)


def shown_name(name: str, content_type: str) -> str:
    """A name as it is shown and saved: one line, no path, and the ending that its content has."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char for char in last if char.isprintable() and char not in INVISIBLE)
    stem, dot, ending = kept.strip().rpartition(".")
    known = ALIASES.get(ending.lower(), ending.lower())
    right = ENDINGS[content_type]
    if dot and stem and known == right:
        return f"{stem[:LONGEST_NAME]}.{ending}"
    return f"{kept.strip(' .')[:LONGEST_NAME] or 'file'}.{right}"


def _content_type(content: File) -> str:
    content.seek(0)
    head = content.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return TYPES[_kind_of_package(content)]
    guessed = filetype.guess_mime(head)
    if guessed is None:
        _check_is_text(content)
        return TYPES["txt"]
    if guessed not in ENDINGS:
        raise RefusedUpload("type")
    if guessed == TYPES["pdf"]:
        _check_pdf(content, head)
    elif guessed.startswith("image/") and guessed != TYPES["heic"]:
        _check_image(content)
    return guessed


def _kind_of_package(content: File) -> str:
    """Which of the types that are ZIP files it is."""
    tail = _tail(content)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise RefusedUpload("damaged")
    # A directory of half a million empty members would fill the memory when it is read.
    if struct.unpack_from("<I", tail, end + 12)[0] > LARGEST_DIRECTORY:
        raise RefusedUpload("bomb")
    try:
        content.seek(0)
        with zipfile.ZipFile(content) as package:
            return _kind_by_members(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, RefusedUpload):
            raise
        raise RefusedUpload("damaged") from error


def _kind_by_members(package: zipfile.ZipFile) -> str:
    members = {member.filename: member for member in package.infolist()}
    if sum(member.file_size for member in members.values()) > LARGEST_UNPACKED:
        raise RefusedUpload("bomb")
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        raise RefusedUpload("macros")
    for name, kind in MEMBERS.items():
        if name in members:
            return kind
    declared = members.get("mimetype")
    if declared is not None and declared.file_size < 100:
        content_type = package.read(declared).decode("ascii", "replace").strip()
        if content_type in (TYPES["odt"], TYPES["ods"]):
            return ENDINGS[content_type]
    raise RefusedUpload("type")


def _check_pdf(content: File, head: bytes) -> None:
    # ISO 32000-1, 7.5.5: it ends with %%EOF; one that doesn't was cut off on its way.
    if not head.startswith(b"%PDF-") or b"%%EOF" not in _tail(content)[-2048:]:
        raise RefusedUpload("damaged")


def _check_image(content: File) -> None:
    content.seek(0)
    try:
        # Reads the header only.
        with Image.open(content) as image:
            width, height = image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedUpload("bomb") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise RefusedUpload("damaged") from error
    if width * height > LARGEST_IMAGE:
        raise RefusedUpload("bomb")


def _check_is_text(content: File) -> None:
    """Plain text and tables: no markup that some program would run, and letters all through."""
    if not any(_reads_as(content, encoding) for encoding in ("utf-8-sig", "gb18030")):
        raise RefusedUpload("type")


def _reads_as(content: File, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    content.seek(0)
    is_first = True
    try:
        for text in _decoded(content.chunks(), decoder):
            if "\0" in text or (is_first and _is_markup(text)):
                return False
            is_first = False
    except UnicodeDecodeError:
        return False
    return True


def _decoded(chunks: Iterable[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _is_markup(text: str) -> bool:
    beginning = text[:HEAD_BYTES].lower().lstrip()
    return beginning.startswith("<") or any(tag in beginning for tag in MARKUP)


def _tail(content: File) -> bytes:
    content.seek(max(0, content.size - TAIL_BYTES))
    return content.read(TAIL_BYTES)
