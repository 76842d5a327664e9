"""Spreadsheets (XLSX): the first sheet that is shown, its values and never its formulas."""

import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from wagtail_disclosure.catalog.staged_import.tables import MOST_COLUMNS, Line, RefusedTable
from wagtail_disclosure.review.hints import workbooks as inside
from wagtail_disclosure.review.hints.documents import Package
from wagtail_disclosure.review.hints.findings import MOST_BYTES, Look, NotLookedInto
from wagtail_disclosure.review.hints.looking import COMPOUND, MOST_MEMBERS, ZIP
from wagtail_disclosure.review.hints.markup import attribute, text_of

# Tables pack well, but no table packs like this: such a file was made to fill memory.
MOST_PACKED = 200
WORTH_A_LOOK = 1024 * 1024
# What spreadsheet programs have; a file may claim more.
MOST_LINES = 1_048_576
SECONDS = 300.0
# Readers of a foreign format fail in many ways where a file is broken.
BROKEN = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    ParseError,
    TypeError,
    ValueError,
    zlib.error,
)


def is_workbook(stream: BinaryIO) -> bool:
    """Whether it is packed like one. Raises RefusedTable for files of old or with a password."""
    stream.seek(0)
    head = stream.read(len(COMPOUND))
    if head == COMPOUND:
        raise RefusedTable(
            _("This is a workbook with a password, or of an old kind. Save it as XLSX without one.")
        )
    return head.startswith(ZIP)


class Workbook:
    """An XLSX file that is not read before its size when unpacked is known."""

    form = "XLSX"

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        _check_packing(stream)
        self._sheet = self._first_shown()
        self.form = _("XLSX, sheet “%(name)s”") % {"name": self._sheet.name}
        # By column: the lines over which one cell reaches, first and last.
        self._merged: dict[int, list[tuple[int, int]]] = {}

    def lines(self) -> Iterator[Line]:
        """Raises RefusedTable for a file that no spreadsheet program wrote so."""
        above: dict[int, str] = {}
        for number, values in self._values():
            cells = [_text_of(value) for value in values]
            for position, ranges in self._merged.items():
                for first, last in ranges:
                    if first == number:
                        above[position] = cells[position] if position < len(cells) else ""
                    elif first < number <= last and position < len(cells):
                        cells[position] = cells[position] or above.get(position, "")
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Line(number, cells)

    def check(self, positions: set[int], *, header_line: int) -> None:
        """Refuse cells merged across columns, formulas without a result, and errors.

        Cells that reach over several lines of one column count in each of them.
        """
        look = Look(deadline=time.monotonic() + SECONDS, bytes_left=MOST_BYTES)
        try:
            with ZipFile(self._stream) as archive:
                package = Package(archive, look)
                for element in package.elements(self._sheet.part, "c", "mergeCell"):
                    if merged := attribute(element, "ref"):
                        self._note_merged(merged, positions, header_line)
                    else:
                        _check_cell(element, positions)
        except NotLookedInto as problem:
            raise RefusedTable(
                _("The workbook is too big. Part it into several files.")
            ) from problem
        except BROKEN as error:
            raise RefusedTable(_unreadable()) from error

    def _note_merged(self, merged: str, positions: set[int], header_line: int) -> None:
        left, top, right, bottom = range_boundaries(merged)
        concerned = positions & set(range(left - 1, min(right, MOST_COLUMNS)))
        if not concerned or bottom <= header_line:
            return
        if left != right:
            reason = _("The cells %(cells)s are merged. Part them, and upload the file again.")
            raise RefusedTable(reason % {"cells": merged})
        self._merged.setdefault(left - 1, []).append((top, bottom))

    def _values(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        self._stream.seek(0)
        try:
            workbook = load_workbook(self._stream, read_only=True, data_only=True)
            with closing(workbook):
                sheet = workbook[self._sheet.name]
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                for number, values in enumerate(rows, start=1):
                    if number > MOST_LINES:
                        raise RefusedTable(_unreadable())
                    yield number, values
        except BROKEN as error:
            raise RefusedTable(_unreadable()) from error

    def _first_shown(self) -> inside.Sheet:
        try:
            with ZipFile(self._stream) as archive:
                package = Package(archive, Look())
                if not inside.is_workbook(package):
                    raise RefusedTable(_("This is no workbook. Save it as XLSX or “CSV UTF-8”."))
                shown = [sheet for sheet in inside.sheets_of(package) if sheet.state == "visible"]
        except (NotLookedInto, *BROKEN) as error:
            raise RefusedTable(_unreadable()) from error
        if not shown:
            raise RefusedTable(_("The workbook has no sheet that is shown."))
        return shown[0]


def _check_packing(stream: BinaryIO) -> None:
    """Raises RefusedTable for what would fill memory, before any of it is unpacked."""
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            members = archive.infolist()
    except BROKEN as error:
        raise RefusedTable(_unreadable()) from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        limit = {"size": MOST_BYTES // 1024**2}
        raise RefusedTable(
            _("Unpacked, the workbook has more than %(size)d MB. Part it into several files.")
            % limit
        )
    if any(map(_is_packed_to_burst, members)):
        raise RefusedTable(_("The workbook is packed in a way that no spreadsheet program uses."))
    if any(member.flag_bits & 1 for member in members):
        raise RefusedTable(_("The workbook has a password. Save it without one."))


def _is_packed_to_burst(member: ZipInfo) -> bool:
    is_worth_a_look = member.file_size > WORTH_A_LOOK
    return is_worth_a_look and member.file_size > MOST_PACKED * max(member.compress_size, 1)


def _check_cell(element: Any, positions: set[int]) -> None:
    name = attribute(element, "r")
    column = inside.COLUMN.match(name)
    if column is None or column_index_from_string(column[0]) - 1 not in positions:
        return
    kind, value = attribute(element, "t"), text_of(element, ("v",))
    if kind == "e":
        reason = _("The cell %(cell)s has the error %(error)s. Correct it, and upload it again.")
        raise RefusedTable(reason % {"cell": name, "error": value})
    if not value and kind != "str" and any(child.tag.endswith("}f") for child in element):
        raise RefusedTable(
            _(
                "The formula in the cell %(cell)s has no result in the file. Open the file in a "
                "spreadsheet program, save it there, and upload it again."
            )
            % {"cell": name}
        )


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time_of_day()
        return value.date().isoformat() if is_day else value.isoformat(" ")
    if isinstance(value, (date, time_of_day)):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _unreadable() -> str:
    return _("The workbook can't be read. Open it in a spreadsheet program and save it as XLSX.")
