"""Listings as CSV and XLSX that every program reads right and no program computes.

CSV has a byte order mark, without which spreadsheet programs misread Chinese, and no cell that
starts like a formula. The filter stands in the first line of either: in XLSX in a row of its own,
in CSV as the heading of a last, empty column, so that programs still find the names of the
columns in the first line and a record in every other. Rows are read and written a few at a time.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.coreutils import get_locales_display_names

from wagtail_disclosure.core import conf
from wagtail_disclosure.rules.plain_text import harmless_cell

BYTE_ORDER_MARK = "\ufeff"
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_AT_ONCE = 500
LINES_AT_ONCE = 100
# What XML 1.0, and so a workbook, has no place for.
NOT_IN_XML = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\r")

Row = Iterable[Any]
TELLING = (Column, PageTitleColumn, PageStatusColumn)


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_response(
    name: str, headings: Iterable[str], rows: Iterable[Row], *, note: str = ""
) -> StreamingHttpResponse:
    """A CSV file called ``name``; ``note`` is what its first line says besides the headings."""
    lines = _in_language(_csv_lines(headings, rows, note), get_language())
    response = StreamingHttpResponse(lines, content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def xlsx_response(
    name: str, headings: Iterable[str], rows: Iterable[Row], *, note: str = ""
) -> FileResponse:
    """A workbook called ``name``; ``note`` is its first row."""
    # Closed by the response, which sends it.
    output = TemporaryFile()  # noqa: SIM115
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.freeze_panes = "A3" if note else "A2"
    above = [[note]] if note else []
    for row in (*above, list(headings)):
        sheet.append(_cell(sheet, value) for value in row)
    for row in rows:
        sheet.append(_cell(sheet, value) for value in row)
    workbook.save(output)
    output.seek(0)
    response = FileResponse(
        output, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _in_language(lines: Iterator[str], language: str | None) -> Iterator[str]:
    """Some lines at a time: the answer is read after the view, and the reader's language, ended."""
    while True:
        with translation.override(language):
            portion = "".join(islice(lines, LINES_AT_ONCE))
        if not portion:
            return
        yield portion


def _csv_lines(headings: Iterable[str], rows: Iterable[Row], note: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    notes, blank = ([note], [""]) if note else ([], [])
    yield BYTE_ORDER_MARK + writer.writerow(map(harmless_cell, (*headings, *notes)))
    for row in rows:
        yield writer.writerow([*map(_csv_cell, row), *blank])


def _csv_cell(value: Any) -> Any:
    # Below zero, a number begins with a sign and still is no formula.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if is_number else harmless_cell(_in_text(value))


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime):
        value = _naive(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, date, time)):
        # What is no number stays text, whatever it begins with.
        cell = WriteOnlyCell(sheet, harmless_cell(_in_text(value)).translate(NOT_IN_XML))
        cell.data_type = "s"
        return cell
    return WriteOnlyCell(sheet, value)


def _in_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return _naive(value).isoformat(" ", "seconds")
    if isinstance(value, (list, tuple, set)):
        return "; ".join(map(_in_text, value))
    return str(value)


def _naive(moment: datetime) -> datetime:
    """In the agency's time zone, which a spreadsheet can't say."""
    aware = moment.replace(tzinfo=UTC) if timezone.is_naive(moment) else moment
    return aware.astimezone(conf.time_zone()).replace(tzinfo=None, microsecond=0)


def in_portions(rows: Any) -> Iterator[Any]:
    """All rows of a queryset or of search results, without ever holding more than a few."""
    if isinstance(rows, QuerySet):
        yield from rows.iterator(chunk_size=ROWS_AT_ONCE)
        return
    first = 0
    while portion := list(rows[first : first + ROWS_AT_ONCE]):
        yield from portion
        first += ROWS_AT_ONCE


class ExportMixin:
    """For the listings and reports of Wagtail's admin: what is listed, as CSV and XLSX.

    The columns of the listing are those of the file; ``export_columns`` names other ones. Put it
    before the view class.
    """

    export_columns: list[Column] | None = None

    @property
    def show_export_buttons(self) -> bool:
        return True

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if self.is_export:
            # All rows at once are for a file, not for a page.
            return {"object_list": self.object_list}
        return super().get_context_data(*args, **kwargs)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """The rows as a file."""
        columns = self.columns_to_export()
        respond = csv_response if spreadsheet_format == self.FORMAT_CSV else xlsx_response
        return respond(
            self.get_filename(),
            [str(column.label) for column in columns],
            (
                [exported(column, row) for column in columns]
                for row in self.rows_to_export(queryset)
            ),
            note=self.filter_in_words(),
        )

    def rows_to_export(self, rows: Any) -> Iterable[Any]:
        """What stands in the file, row by row, with what its columns name in one query."""
        if isinstance(rows, QuerySet):
            named = {column.accessor for column in self.columns_to_export()}
            fields = rows.model._meta.concrete_fields
            related = [field.name for field in fields if field.is_relation and field.name in named]
            rows = rows.select_related(*related) if related else rows
        return in_portions(rows)

    def columns_to_export(self) -> list[Column]:
        """Columns that say something, which those with checkboxes or buttons don't."""
        columns = self.columns if self.export_columns is None else self.export_columns
        return [column for column in columns if isinstance(column, TELLING) and column.label]

    def filter_in_words(self) -> str:
        """What the rows were chosen by, and on which day."""
        chosen = [
            f"{filter.field_label}: {strip_tags(str(filter.value))}"
            for filter in self.active_filters
        ]
        if self.is_searching:
            chosen.append(_("Search: %(query)s") % {"query": self.search_query})
        day = timezone.localdate(timezone=conf.time_zone()).isoformat()
        if not chosen:
            return _("All rows, %(day)s") % {"day": day}
        return _("Filter of %(day)s: %(filter)s") % {"day": day, "filter": "; ".join(chosen)}


class PageExportMixin(ExportMixin):
    """For listings of pages of one type."""

    def annotate_queryset(self, pages: Any) -> Any:
        if not self.is_export:
            return super().annotate_queryset(pages)
        # What the status needs; the rest is for Wagtail's buttons, and costs queries per row.
        return pages.annotate_approved_schedule().prefetch_workflow_states()


def exported(column: Column, row: Any) -> Any:
    """What a column says of a row; a column may have ``get_export_value`` for other words."""
    if hasattr(column, "get_export_value"):
        return column.get_export_value(row)
    if isinstance(column, PageTitleColumn):
        return row.get_admin_display_title()
    if isinstance(column, PageStatusColumn):
        return row.status_string
    value = column.get_value(row)
    if isinstance(column, LocaleColumn):
        return get_locales_display_names().get(value, value)
    return value
