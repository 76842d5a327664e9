"""Text and comma-separated tables, line by line."""

import re
from typing import BinaryIO

from wagtail_disclosure.review.hints.findings import LimitedStream, Look, NotLookedInto, Place

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Only with its heading is a number an account's or a passport's.
TELLING = re.compile(r"[账帐][号户]|卡号|护照|通行证|account|iban|passport", re.IGNORECASE)
LONGEST_HEADING = 30
DIGITS = re.compile(r"(?:\d[ -]?){7}")
FIELD_SEPARATORS = re.compile(r"[,;\t]")


class Headings:
    """The headings of a table's columns that say what the numbers below are."""

    def __init__(self) -> None:
        self._of_column: dict[str, str] = {}

    def with_heading(self, column: str, text: str) -> str:
        """``text`` with its column's heading before it, where that tells something."""
        if not DIGITS.search(text):
            if len(text) <= LONGEST_HEADING and TELLING.search(text):
                self._of_column[column] = text
            return text
        heading = self._of_column.get(column)
        return f"{heading}: {text}" if heading else text


def look_into_text(stream: BinaryIO, name: str, place: Place, look: Look) -> None:
    """A text in one of the encodings that are in use here; raises NotLookedInto for others."""
    text = decoded(LimitedStream(stream, look).read())
    is_table = name.lower().endswith((".csv", ".tsv"))
    headings = Headings()
    for number, line in enumerate(text.splitlines(), start=1):
        where = (*place, ("line", str(number)))
        look.read_text(line, where)
        if is_table:
            for column, cell in enumerate(FIELD_SEPARATORS.split(line)):
                cell = cell.strip(' "')
                with_heading = headings.with_heading(str(column), cell)
                if with_heading != cell:
                    look.read_text(with_heading, where)


def decoded(content: bytes) -> str:
    """The text of ``content``; raises NotLookedInto for what is no text."""
    encoding = BYTE_ORDER_MARKS.get(content[:2])
    if encoding is None and b"\0" in content:
        raise NotLookedInto("unknown_form")
    for name in [encoding] if encoding else ["utf-8-sig", "gb18030"]:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise NotLookedInto("unreadable")
