"""From a file on disk to rows: encoding, kind of file, columns."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from wagtail_disclosure.core import conf

LONGEST_CELL = 1_000_000


class UnreadableFile(ValueError):
    """A whole file can't be imported; the message names it and says what to do."""

    def __init__(self, path: Path, reason: str):
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class Kind:
    """A kind of file, known by its columns; texts come in a column per language."""

    name: str
    marks: frozenset[str]
    columns: frozenset[str]
    texts: frozenset[str]

    def missing(self, header: set[str]) -> list[str]:
        """Required columns that ``header`` lacks."""
        suffix = language_suffix(conf.default_language())
        required = {*self.columns, *(f"{text}_{suffix}" for text in self.texts)}
        return sorted(required - header)


# In the order in which they build on one another; the first whose mark is found is the kind.
ENTRIES = Kind(
    "entries",
    marks=frozenset({"class", "node", "title_zh", "title_en"}),
    columns=frozenset({"key", "class", "node", "unit"}),
    texts=frozenset({"title"}),
)
CATEGORIES = Kind(
    "categories",
    marks=frozenset({"parent", "level"}),
    columns=frozenset({"code", "parent"}),
    texts=frozenset({"name"}),
)
UNITS = Kind(
    "units",
    marks=frozenset({"is_office"}),
    columns=frozenset({"code"}),
    texts=frozenset({"name"}),
)
BODIES = Kind(
    "bodies", marks=frozenset({"code"}), columns=frozenset({"code"}), texts=frozenset({"name"})
)
BY_MARKS = (ENTRIES, CATEGORIES, UNITS, BODIES)
IN_ORDER = (BODIES, UNITS, CATEGORIES, ENTRIES)


@dataclass(frozen=True)
class Row:
    """A row of a file: cells by column, and the line on which it starts."""

    file: str
    line: int
    cells: dict[str, str] = field(repr=False)
    has_wrong_length: bool = False


@dataclass(frozen=True)
class Table:
    path: Path
    kind: Kind
    rows: list[Row]


def language_suffix(code: str) -> str:
    """How columns name a language: ``zh`` for zh-hans."""
    return code.split("-")[0]


def read_table(path: Path) -> Table:
    """Read a CSV file with a header.

    Raises UnreadableFile for a wrong encoding, a missing column or a file of no known kind.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(decode(path), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        kind = _kind_of(path, header)
        rows = list(_rows(path, header, lines))
    except csv.Error as error:
        reason = _("line %(line)d can't be read as CSV: %(error)s")
        reason %= {"line": lines.line_num, "error": error}
        raise UnreadableFile(path, reason) from error
    return Table(path, kind, rows)


def decode(path: Path) -> str:
    """The text of a UTF-8 file, with or without byte order mark. Raises UnreadableFile."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, _wrong_encoding(content)) from error
    if "\0" in text:
        raise UnreadableFile(path, _wrong_encoding(content))
    return text


def likely_encoding(content: bytes) -> str | None:
    """The encoding that a Chinese or Western text most likely has; None for no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:200]:
        return "UTF-16"
    # GB 2312 first: it holds the everyday characters, and little else decodes as it.
    for codec, name in (("gb2312", "GB18030"), ("big5", "Big5"), ("gb18030", "GB18030")):
        try:
            content.decode(codec)
        except UnicodeDecodeError:
            continue
        return name
    return None


def _wrong_encoding(content: bytes) -> str:
    name = likely_encoding(content)
    if name is None:
        return _("this is not UTF-8. Save it as “CSV UTF-8” and import it again.")
    return _(
        "this is not UTF-8; it looks like %(encoding)s. Save it as “CSV UTF-8” and import it again."
    ) % {"encoding": name}


def _kind_of(path: Path, header: list[str]) -> Kind:
    doubled = sorted({column for column in header if header.count(column) > 1})
    if doubled:
        reason = _("the column %(columns)s is there twice.") % {"columns": ", ".join(doubled)}
        raise UnreadableFile(path, reason)
    columns = set(header)
    kind = next((kind for kind in BY_MARKS if kind.marks & columns), None)
    if kind is None:
        raise UnreadableFile(path, _("the first line is not the header of a known kind of file."))
    missing = kind.missing(columns)
    if missing:
        reason = _("the column %(columns)s is missing.") % {"columns": ", ".join(missing)}
        raise UnreadableFile(path, reason)
    return kind


def _rows(path: Path, header: list[str], lines) -> Iterator[Row]:
    last_line = lines.line_num
    for cells in lines:
        line, last_line = last_line + 1, lines.line_num
        if any(cell.strip() for cell in cells):
            yield Row(
                file=path.name,
                line=line,
                cells=dict(zip(header, cells, strict=False)),
                has_wrong_length=len(cells) != len(header),
            )
