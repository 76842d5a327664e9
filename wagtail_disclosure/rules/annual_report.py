"""The tables of the statutory annual report as plain data, and the sums that must hold in them.

OGI Arts. 49, 50: by 31 January of the year after; format of 国办公开办函〔2021〕30号.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from wagtail_disclosure.rules.outcomes import REPORT_ROWS

FORMAT_2021 = "2021"


class ApplicantKind(StrEnum):
    """Who asks: the columns of table three, and the answers of a form that asks for it."""

    PERSON = "person"
    BUSINESS = "business"
    RESEARCH = "research"
    PUBLIC_INTEREST = "public_interest"
    LEGAL_SERVICE = "legal_service"
    OTHER = "other"


class ChallengeGroup(StrEnum):
    """The groups of table four."""

    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"
    LITIGATION_AFTER = "litigation-after"


class ChallengeResult(StrEnum):
    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"
    PENDING = "pending"


# Of (row, column); what is not there is none.
Cells = Mapping[tuple[str, str], int]
TOTAL = "total"
NEW, CARRIED_OVER, HANDLED, CARRIED_FORWARD = "1", "2", "3-7", "4"


@dataclass(frozen=True)
class Line:
    """A row or a column: where it belongs, and of what it is the sum; most are counted.

    One that ``is_heading`` has no numbers, and only says what the lines below it have in common.
    """

    code: str
    parent: str = ""
    adds: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True)
class Balance:
    """In every column, the rows on the left together are as many as those on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows and columns in their order."""

    code: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    balances: tuple[Balance, ...] = ()

    def cells(self) -> Iterator[tuple[str, str]]:
        """Every cell that has a number."""
        for row in self.rows:
            for column in self.columns:
                if not (row.is_heading or column.is_heading):
                    yield row.code, column.code


def _rows_of_table_three() -> Iterator[Line]:
    yield Line(NEW)
    yield Line(CARRIED_OVER)
    yield Line("3", is_heading=True)
    for code in REPORT_ROWS:
        group, _dash, number = code.rpartition("-")
        if group == "3":
            yield Line(code, parent="3")
            continue
        if number == "1":
            yield Line(group, parent="3", is_heading=True)
        yield Line(code, parent=group)
    yield Line(HANDLED, parent="3", adds=REPORT_ROWS)
    yield Line(CARRIED_FORWARD)


ORGANIZATIONS = "organizations"
_KINDS = tuple(kind.value for kind in ApplicantKind)
# Requests: received, and what became of them.
TABLE_THREE = Table(
    code="3",
    rows=tuple(_rows_of_table_three()),
    columns=(
        Line(ApplicantKind.PERSON.value),
        Line(ORGANIZATIONS, is_heading=True),
        *(Line(kind, parent=ORGANIZATIONS) for kind in _KINDS[1:]),
        Line(TOTAL, adds=_KINDS),
    ),
    balances=(Balance((NEW, CARRIED_OVER), (HANDLED, CARRIED_FORWARD)),),
)


def challenge_column(group: str, result: str) -> str:
    """The code of a column of table four."""
    return f"{group}-{result}"


def _columns_of_table_four() -> Iterator[Line]:
    for group in ChallengeGroup:
        yield Line(group.value, is_heading=True)
        codes = tuple(challenge_column(group, result) for result in ChallengeResult)
        for code in codes:
            yield Line(code, parent=group.value)
        yield Line(challenge_column(group, TOTAL), parent=group.value, adds=codes)


CHALLENGES = "challenges"
# Reconsideration and litigation.
TABLE_FOUR = Table(code="4", rows=(Line(CHALLENGES),), columns=tuple(_columns_of_table_four()))

# A report keeps the format in which it was made.
FORMATS: Mapping[str, tuple[Table, ...]] = {FORMAT_2021: (TABLE_THREE, TABLE_FOUR)}


class UnknownFormat(ValueError):
    """There is no such format of the report; the message names it."""


def tables_of(report_format: str) -> tuple[Table, ...]:
    """The tables of a format of the report. Raises UnknownFormat."""
    if report_format not in FORMATS:
        raise UnknownFormat(f"The annual report has no format “{report_format}”.")
    return FORMATS[report_format]


@dataclass(frozen=True)
class Imbalance:
    """An equation that does not hold: in the line ``where``, ``left`` and ``right`` differ.

    ``of_rows``: rows were added up, in a column; else columns, in a row.
    """

    where: str
    of_rows: bool
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_sum: int
    right_sum: int


def cross_foots(table: Table, cells: Cells) -> tuple[Imbalance, ...]:
    """The equations of ``table`` that do not hold: sums of rows, of columns, and balances.

    A sum that nobody counted is 0, and so is every other cell that is not there.
    """
    rows = [row.code for row in table.rows if not row.is_heading]
    columns = [column.code for column in table.columns if not column.is_heading]
    found: list[Imbalance] = []

    def compare(where: str, left: tuple[str, ...], right: tuple[str, ...], of_rows: bool) -> None:
        def together(codes: tuple[str, ...]) -> int:
            keys = ((code, where) if of_rows else (where, code) for code in codes)
            return sum(cells.get(key, 0) for key in keys)

        sums = together(left), together(right)
        if sums[0] != sums[1]:
            found.append(Imbalance(where, of_rows, left, right, *sums))

    for row in table.rows:
        for column in columns if row.adds else ():
            compare(column, row.adds, (row.code,), True)
    for summed in table.columns:
        for code in rows if summed.adds else ():
            compare(code, summed.adds, (summed.code,), False)
    # 本年新收 + 上年结转 = 本年度办理结果总计 + 结转下年度
    for balance in table.balances:
        for column in columns:
            compare(column, balance.left, balance.right, True)
    return tuple(found)


def as_content(table: Table, cells: Cells) -> dict[str, dict[str, int]]:
    """The numbers as JSON keeps them: of every row and column, also where there are none."""
    content: dict[str, dict[str, int]] = {}
    for row, column in table.cells():
        content.setdefault(row, {})[column] = cells.get((row, column), 0)
    return content


def from_content(content: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], int]:
    """The cells that ``as_content`` wrote."""
    return {
        (row, column): number
        for row, columns in content.items()
        for column, number in columns.items()
    }


def differing(table: Table, before: Cells, after: Cells) -> list[tuple[str, str]]:
    """The cells of ``table`` that have another number now."""
    return [key for key in table.cells() if before.get(key, 0) != after.get(key, 0)]


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of ``content`` as canonical JSON: the same content always gives the same."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def due_on(year: int) -> date:
    """OGI Art. 50: the report on ``year`` is published by 31 January after it."""
    return date(year + 1, 1, 31)
