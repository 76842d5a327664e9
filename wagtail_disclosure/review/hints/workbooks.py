"""Spreadsheets: hidden sheets, rows and columns, what lies behind them, and the cells' text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail_disclosure.review.hints.documents import (
    Package,
    look_at_comments,
    look_into_common_parts,
)
from wagtail_disclosure.review.hints.findings import Look, Place
from wagtail_disclosure.review.hints.markup import attribute, is_on, local, text_of
from wagtail_disclosure.review.hints.tables import Headings

WORKBOOK = "xl/workbook.xml"
COLUMN = re.compile(r"[A-Z]+")
BUILT_IN_NAME = "_xlnm."
# Written as 1.3812345678E10, a telephone number would not be recognized.
NUMBER = re.compile(r"\d+(?:\.\d+)?[Ee]\+?\d+|\d+\.0*")
LARGEST_EXACT = 2**53


@dataclass
class Sheet:
    name: str
    part: str
    state: str


@dataclass
class Hidden:
    """The rows and columns of a sheet that are not shown."""

    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def is_workbook(package: Package) -> bool:
    return WORKBOOK in package.names


def look_into_workbook(package: Package, place: Place, look: Look) -> None:
    """A workbook as spreadsheet programs write it."""
    strings = [text_of(item) for item in package.elements("xl/sharedStrings.xml", "si")]
    sheets = list(sheets_of(package))
    for sheet in sheets:
        where = (*place, ("sheet", sheet.name))
        if sheet.state != "visible":
            look.add("hidden_sheet", where)
        _look_at_sheet(package, sheet, strings, where, look)
    _look_at_names(package, sheets, place, look)
    for part in package.below("xl/pivotCache/pivotCacheDefinition"):
        look.add("pivot_cache", place, _source_of(package, part))
    for folder in ("xl/pivotCache/", "xl/externalLinks/externalLink"):
        for part in package.below(folder):
            _look_at_kept_values(package, part, place, look)
    if "xl/connections.xml" in package.names:
        look.add("external_link", place, "connections.xml")
    look_into_common_parts(package, place, look)


def sheets_of(package: Package) -> Iterator[Sheet]:
    parts = {key: target for key, _kind, target, _out in package.targets(WORKBOOK)}
    for element in package.elements(WORKBOOK, "sheet"):
        yield Sheet(
            name=attribute(element, "name"),
            part=parts.get(attribute(element, "id"), ""),
            state=attribute(element, "state") or "visible",
        )


def _look_at_sheet(
    package: Package, sheet: Sheet, strings: list[str], place: Place, look: Look
) -> None:
    headings, hidden = Headings(), Hidden()
    for element in package.elements(sheet.part, "col", "row"):
        if local(element.tag) == "col":
            if _is_hidden(element, "width"):
                hidden.columns.append(f"{attribute(element, 'min')}–{attribute(element, 'max')}")
            continue
        if _is_hidden(element, "ht"):
            hidden.rows.append(attribute(element, "r"))
        for cell in element:
            _look_at_cell(cell, strings, headings, place, look)
    if hidden.rows:
        look.add("hidden_rows", place, ", ".join(hidden.rows[:20]))
    if hidden.columns:
        look.add("hidden_columns", place, ", ".join(hidden.columns[:20]))
    for _key, _kind, target, is_outside in package.targets(sheet.part):
        if not is_outside and "comment" in target.lower():
            for name in ("comment", "threadedComment"):
                look_at_comments(package, target, name, place, look)


def _look_at_cell(
    cell: Any, strings: list[str], headings: Headings, place: Place, look: Look
) -> None:
    text = _text_of_cell(cell, strings)
    if text:
        name = attribute(cell, "r")
        column = COLUMN.match(name)
        text = headings.with_heading(column[0] if column else "", text)
        look.read_text(text, (*place, ("cell", name)))


def _text_of_cell(cell: Any, strings: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return text_of(cell)
    value = text_of(cell, ("v",))
    if kind == "s":
        return strings[int(value)] if value else ""
    if NUMBER.fullmatch(value) and float(value) < LARGEST_EXACT:
        return str(int(float(value)))
    return value


def _is_hidden(element: Any, size: str) -> bool:
    is_hidden = bool(attribute(element, "hidden")) and is_on(element, "hidden")
    return is_hidden or attribute(element, size) == "0"


def _look_at_names(package: Package, sheets: list[Sheet], place: Place, look: Look) -> None:
    """A name for cells of a hidden sheet: lists and formulas show what is there."""
    unseen = [sheet.name for sheet in sheets if sheet.state != "visible"]
    for element in package.elements(WORKBOOK, "definedName"):
        target, name = element.text or "", attribute(element, "name")
        if name.startswith(BUILT_IN_NAME):
            continue
        if any(target.startswith((f"{sheet}!", f"'{sheet}'!")) for sheet in unseen):
            look.add("name_of_hidden", place, f"{name} = {target}")


def _source_of(package: Package, part: str) -> str:
    for source in package.elements(part, "worksheetSource"):
        return " ".join(filter(None, (attribute(source, "sheet"), attribute(source, "ref"))))
    return ""


def _look_at_kept_values(package: Package, part: str, place: Place, look: Look) -> None:
    """Copies of cells that were elsewhere when the workbook was saved."""
    for element in package.elements(part, "s", "n", "v"):
        look.read_text(attribute(element, "v") or element.text or "", place)
