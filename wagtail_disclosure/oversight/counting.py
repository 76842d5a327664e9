"""Counting a report anew, from whatever parts are installed: the oversight knows no cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail_disclosure.core.seams import ReportTable, Unplaced, report_tables
from wagtail_disclosure.oversight.models import AnnualReport
from wagtail_disclosure.rules.annual_report import (
    Cells,
    Imbalance,
    Table,
    as_content,
    cross_foots,
    tables_of,
)


@dataclass(frozen=True)
class CountedTable:
    """A table with its numbers as they are now, and who counted them."""

    table: Table
    provider: ReportTable
    cells: Cells

    @property
    def imbalances(self) -> tuple[Imbalance, ...]:
        return cross_foots(self.table, self.cells)


def count(report: AnnualReport) -> list[CountedTable]:
    """The tables of the report's format that some installed part counts.

    Each table is counted in one statement of its provider, so that its own numbers are of the same
    moment; no equation goes from one table to another.
    """
    providers = dict(report_tables.items())
    return [
        CountedTable(table, providers[table.code], _cells(providers[table.code], report))
        for table in tables_of(report.format)
        if table.code in providers
    ]


def _cells(provider: ReportTable, report: AnnualReport) -> Cells:
    return provider.count(report.body, report.year)


def unplaced(report: AnnualReport, counted: list[CountedTable], user: Any) -> Iterator[Unplaced]:
    """What keeps the tables from adding up, as far as their parts can tell."""
    for each in counted:
        if each.imbalances:
            yield from each.provider.unplaced(report.body, report.year, user)


def content_of(report: AnnualReport, counted: list[CountedTable]) -> dict[str, Any]:
    """Everything that a snapshot keeps."""
    tables = {each.table.code: as_content(each.table, each.cells) for each in counted}
    return {**_about(report), "tables": tables}


def is_about(content: dict[str, Any], report: AnnualReport) -> bool:
    """Whether the row still says what was kept of it, besides the numbers."""
    return {name: content.get(name) for name in _about(report)} == _about(report)


def _about(report: AnnualReport) -> dict[str, Any]:
    return {
        "format": report.format,
        "body": report.body.code,
        "year": report.year,
        "number": report.number,
        "texts": report.texts(),
    }
