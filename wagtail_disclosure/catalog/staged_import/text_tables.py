"""Comma-separated text in the encodings and with the separators that are in use."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.staged_import.tables import Line, RefusedTable

ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}
BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEPARATORS = (",", ";", "\t")
AT_ONCE = 1024 * 1024
LONGEST_CELL = 1_000_000


class Borrowed(io.RawIOBase):
    """A stream that stays open when whatever reads it is closed."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


class TextTable:
    """A CSV file; its separator is the one that parts the first line most often."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._encoding = _encoding_of(stream)
        self._separator = self._find_separator()
        self.form = f"CSV, {ENCODINGS.get(self._encoding, 'UTF-16')}"

    def lines(self) -> Iterator[Line]:
        """Raises RefusedTable for quotation marks without an end and the like."""
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(self._text(), delimiter=self._separator, strict=True)
        last = 0
        try:
            for row in reader:
                number, last = last + 1, reader.line_num
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield Line(number, cells)
        except csv.Error as error:
            reason = _("Line %(line)d can't be read as CSV: %(error)s")
            raise RefusedTable(reason % {"line": reader.line_num, "error": error}) from error

    def check(self, positions: set[int], *, header_line: int) -> None:
        """Text has nothing that its lines don't show."""

    def _text(self) -> io.TextIOWrapper:
        self._stream.seek(0)
        return io.TextIOWrapper(
            io.BufferedReader(Borrowed(self._stream)), encoding=self._encoding, newline=""
        )

    def _find_separator(self) -> str:
        first = next(self._text(), "")

        def number_of_cells(separator: str) -> int:
            return len(next(csv.reader([first], delimiter=separator), []))

        return max(SEPARATORS, key=number_of_cells)


def _encoding_of(stream: BinaryIO) -> str:
    """Raises RefusedTable for what is no text."""
    stream.seek(0)
    if stream.read(2) in BYTE_ORDER_MARKS:
        return "utf-16"
    for encoding in ENCODINGS:
        if _decodes(stream, encoding):
            return encoding
    raise RefusedTable(
        _("This is neither UTF-8 nor GB18030 nor a workbook. Save it as “CSV UTF-8” or as XLSX.")
    )


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(AT_ONCE):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
