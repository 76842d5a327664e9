"""The whole catalog as a table, a row for each entry, and as CSV."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from wagtail_disclosure.catalog.open_data.entries import CHUNK, open_rows
from wagtail_disclosure.catalog.open_data.records import EntryRecord, Named
from wagtail_disclosure.core import days
from wagtail_disclosure.rules.plain_text import harmless_cell, printable

COLUMNS = (
    "id",
    "language",
    "index_number",
    "title",
    "summary",
    "document_number",
    "disclosure_class",
    "category_code",
    "category",
    "issuers",
    "unit",
    "created_on",
    "published_on",
    "effective_on",
    "expires_on",
    "validity",
    "subject_class",
    "genre",
    "keywords",
    "basis",
    "files",
    "url",
    "changed_at",
)
# Programs that guess the encoding of a CSV file look for it.
BYTE_ORDER_MARK = "\ufeff"


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def state_of(language: str) -> str:
    """A hash of what is disclosed in a language today: any change of it is another one.

    Days count because validity does. Reads two numbers and a moment of each entry.
    """
    state = hashlib.sha256(f"{language} {days.today()}".encode())
    rows = open_rows(language).values_list("pk", "clearance", "changed_at")
    for row in rows.iterator(chunk_size=CHUNK):
        state.update(repr(row).encode())
    return state.hexdigest()


def csv_lines(records: Iterable[EntryRecord]) -> Iterator[str]:
    """The lines of a CSV file, its heading first."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for record in records:
        yield writer.writerow(row_of(record))


def row_of(record: EntryRecord) -> list[str]:
    """What the table says of an entry; no cell of it is computed when somebody opens it."""
    values = [
        record.id,
        record.language,
        record.index_number,
        record.title,
        record.summary,
        record.document_number,
        record.disclosure_class.value,
        record.category.code if record.category else "",
        record.category.title if record.category else "",
        "; ".join(body.name for body in record.issuers),
        _name(record.unit),
        _day(record.created_on),
        _day(record.published_on),
        _day(record.effective_on),
        _day(record.expires_on),
        record.validity.value if record.validity else "",
        _name(record.subject_class),
        _name(record.genre),
        "; ".join(record.keywords),
        _name(record.basis),
        "\n".join(file.url for file in record.files),
        record.url,
        record.changed_at.isoformat(),
    ]
    return [harmless_cell(printable(str(value))) for value in values]


def _name(named: Named | None) -> str:
    return named.name if named else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
