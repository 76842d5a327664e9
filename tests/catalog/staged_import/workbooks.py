"""Workbooks for tests, as spreadsheet programs and attackers write them."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook


def workbook(*rows: Any, merged: str = "", sheet_above: str = "") -> BytesIO:
    """The rows in a sheet; ``sheet_above`` is the title of a hidden one before it."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    if sheet_above:
        book.create_sheet(sheet_above, 0).sheet_state = "hidden"
        book.active = 1
    output = BytesIO()
    book.save(output)
    output.seek(0)
    return output


def with_part(book: BytesIO, name: str, content: bytes) -> BytesIO:
    """The workbook with one part replaced."""
    output = BytesIO()
    with ZipFile(book) as old, ZipFile(output, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            is_it = member.filename == name
            new.writestr(member.filename, content if is_it else old.read(member))
    output.seek(0)
    return output
