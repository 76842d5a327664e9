"""An uploaded file as a table: what kind it is, and where its header is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.staged_import.columns import recognized
from wagtail_disclosure.catalog.staged_import.tables import (
    MOST_COLUMNS,
    Line,
    RefusedTable,
    Source,
)
from wagtail_disclosure.catalog.staged_import.text_tables import TextTable
from wagtail_disclosure.catalog.staged_import.workbooks import Workbook, is_workbook

MOST_ROWS = 200_000
# The header is among the first lines: a title may stand above it.
HEADER_WITHIN = 10
SAMPLES = 3


@dataclass(frozen=True)
class Head:
    """The header of a table and the first rows below it."""

    line: int
    header: list[str]
    samples: list[list[str]]


def open_source(stream: BinaryIO) -> Source:
    """The table in ``stream``, known by what is in it. Raises RefusedTable."""
    return Workbook(stream) if is_workbook(stream) else TextTable(stream)


def read_head(source: Source) -> Head:
    """Raises RefusedTable for a table without rows."""
    lines = list(islice(source.lines(), HEADER_WITHIN + SAMPLES))
    if not lines:
        raise RefusedTable(_("The file is empty."))
    candidates = lines[:HEADER_WITHIN]
    position = next(
        (place for place, line in enumerate(candidates) if recognized(line.cells) > 1), 0
    )
    header = lines[position]
    samples = [line.cells for line in lines[position + 1 :][:SAMPLES]]
    if not samples:
        raise RefusedTable(_("There is no row below the header in line %d.") % header.number)
    if len(header.cells) > MOST_COLUMNS:
        raise RefusedTable(_("There are more than %d columns.") % MOST_COLUMNS)
    return Head(header.number, header.cells, samples)


def rows_below(source: Source, header_line: int) -> Iterator[Line]:
    """The rows below the header. Raises RefusedTable where there are too many."""
    below = (line for line in source.lines() if line.number > header_line)
    for count, line in enumerate(below, start=1):
        if count > MOST_ROWS:
            number = {"number": MOST_ROWS}
            raise RefusedTable(
                _("There are more than %(number)d rows. Part them into several files.") % number
            )
        yield line
