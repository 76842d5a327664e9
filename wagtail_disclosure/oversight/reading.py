"""A report as it is shown: its tables line by line, what differs, and what does not add up."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_disclosure.core.annual_report import COLUMN_NAMES, ROW_NAMES, TABLE_NAMES
from wagtail_disclosure.oversight.counting import CountedTable
from wagtail_disclosure.oversight.models import AnnualReport
from wagtail_disclosure.rules.annual_report import (
    Cells,
    Imbalance,
    Line,
    Table,
    from_content,
    tables_of,
)

# Of more lines than this, a sentence says that they are added up instead of naming each.
NAMED = 2


@dataclass(frozen=True)
class ShownCell:
    """A number, where what is behind it is listed, and what a recount says if that is another."""

    column: Any
    number: int
    url: str = ""
    recounted: int | None = None


@dataclass(frozen=True)
class ShownRow:
    name: Any
    level: int
    is_heading: bool
    is_sum: bool
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Heading:
    """A cell of the head; it spans ``columns``, and ``rows`` where nothing is below it."""

    name: Any
    columns: int
    rows: int


@dataclass(frozen=True)
class ShownTable:
    code: str
    name: Any
    heads: tuple[tuple[Heading, ...], ...]
    rows: tuple[ShownRow, ...]
    problems: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns it has, the names of the rows included."""
        return 1 + sum(heading.columns for heading in self.heads[0])


def shown_tables(report: AnnualReport, counted: list[CountedTable], user: Any) -> list[ShownTable]:
    """The tables of ``report``: of a final one as they were kept, with what a recount says today.

    ``counted`` may be empty, where only what was kept is wanted; links are those of ``user``.
    """
    now = {each.table.code: each for each in counted}
    shown = []
    for table in tables_of(report.format):
        live = now.get(table.code)
        cells = _cells(report, table, live)
        if cells is not None:
            shown.append(_shown(report, table, cells, live, user))
    return shown


def _cells(report: AnnualReport, table: Table, live: CountedTable | None) -> Cells | None:
    """The numbers that the report has, or would have now; None where nobody counts them."""
    if not report.is_final:
        return live.cells if live else None
    content = report.snapshot.content["tables"].get(table.code)
    return None if content is None else from_content(content)


def _shown(
    report: AnnualReport, table: Table, cells: Cells, live: CountedTable | None, user: Any
) -> ShownTable:
    def shown_cell(row: Line, column: Line) -> ShownCell:
        key = row.code, column.code
        number = cells.get(key, 0)
        recounted = live.cells.get(key, 0) if live else number
        has_url = live is not None and (number or recounted)
        return ShownCell(
            column=COLUMN_NAMES[table.code][column.code],
            number=number,
            url=live.provider.url(report.year, *key, user) if live and has_url else "",
            recounted=recounted if recounted != number else None,
        )

    columns = [column for column in table.columns if not column.is_heading]
    rows = [
        ShownRow(
            name=ROW_NAMES[table.code][row.code],
            level=_level(row, table.rows),
            is_heading=row.is_heading,
            is_sum=bool(row.adds),
            cells=() if row.is_heading else tuple(shown_cell(row, column) for column in columns),
        )
        for row in table.rows
    ]
    problems = live.imbalances if live and not report.is_final else ()
    return ShownTable(
        code=table.code,
        name=TABLE_NAMES[table.code],
        heads=_heads(table),
        rows=tuple(rows),
        problems=tuple(_in_words(table, problem) for problem in problems),
    )


def _level(line: Line, lines: tuple[Line, ...]) -> int:
    parents = {each.code: each.parent for each in lines}
    level, code = 0, line.parent
    while code:
        level, code = level + 1, parents[code]
    return level


def _heads(table: Table) -> tuple[tuple[Heading, ...], ...]:
    """The two rows of the head: groups with what is in no group, then what is in the groups."""
    names = COLUMN_NAMES[table.code]
    first, second = [], []
    for column in table.columns:
        below = [each for each in table.columns if each.parent == column.code]
        if column.is_heading:
            first.append(Heading(names[column.code], columns=len(below), rows=1))
            second += [Heading(names[each.code], columns=1, rows=1) for each in below]
        elif not column.parent:
            first.append(Heading(names[column.code], columns=1, rows=2))
    return tuple(first), tuple(second)


def _in_words(table: Table, problem: Imbalance) -> str:
    lines, others = ROW_NAMES[table.code], COLUMN_NAMES[table.code]
    if not problem.of_rows:
        lines, others = others, lines
    values = {
        "where": others[problem.where],
        "left": _together(problem.left, lines),
        "right": _together(problem.right, lines),
        "left_sum": problem.left_sum,
        "right_sum": problem.right_sum,
    }
    return (
        _("“%(where)s”: %(left)s make %(left_sum)s, but it is %(right_sum)s in %(right)s.") % values
    )


def _together(codes: tuple[str, ...], names: dict[str, Any]) -> str:
    if len(codes) > NAMED:
        return _("the numbers one by one")
    return pgettext("between numbers that are added up", " + ").join(
        f"“{names[code]}”" for code in codes
    )


def differences(tables: list[ShownTable]) -> Iterator[str]:
    """What a recount says otherwise, cell by cell."""
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.recounted is not None:
                    yield _("%(row)s, %(column)s: %(number)s in the report, %(now)s today") % {
                        "row": row.name,
                        "column": cell.column,
                        "number": cell.number,
                        "now": cell.recounted,
                    }
