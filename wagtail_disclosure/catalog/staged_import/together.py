"""Rows that are new entries and nothing else are written together, all others one by one."""

from collections.abc import Iterator, Sequence

from django.db.models import Min

from wagtail_disclosure.catalog.importers.cells import BadRow
from wagtail_disclosure.catalog.importers.new_entries import (
    NewEntry,
    is_a_page_only,
    known_keys,
    read_new,
    store_new,
)
from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import.writing import ROW_PROBLEMS, Writer, told_by

# So many rows that are written one by one are enough for one transaction.
SINGLY = 25
Read = list[tuple[StagedRow, NewEntry]]


def write_all(rows: Sequence[StagedRow], writer: Writer) -> Sequence[StagedRow]:
    """Write these rows in their order, and note in each what came of it; returns those it wrote.

    Others have to wait for the database meanwhile, so it stops after some that take long.
    """
    if writer.work.kind != StagedImport.Kind.ENTRIES:
        for row in rows[:SINGLY]:
            writer.write(row)
        return rows[:SINGLY]
    known = known_keys([row.key for row in rows], writer.run)
    repeated = set(_repeated(rows, writer.work))
    new: Read = []
    alone = 0
    for place, row in enumerate(rows):
        if alone == SINGLY:
            # Nothing is left to be written together: the last one was not.
            return rows[:place]
        entry = None
        if row.key and row.key not in known and row.pk not in repeated:
            entry = _read(row, writer)
        if entry is not None:
            new.append((row, entry))
        else:
            # It may build on those before it.
            _write_new(new, writer)
            new = []
            writer.write(row)
            alone += 1
    _write_new(new, writer)
    return rows


def _repeated(rows: Sequence[StagedRow], work: StagedImport) -> Iterator[int]:
    """Rows that have a key or index number of an earlier one, by primary key."""
    for name in ("key", "reference"):
        values = {getattr(row, name) for row in rows} - {""}
        same = work.rows.filter(**{f"{name}__in": values}).order_by()
        first = dict(same.values_list(name).annotate(first=Min("line")))
        yield from (row.pk for row in rows if first.get(getattr(row, name), row.line) < row.line)


def _read(row: StagedRow, writer: Writer) -> NewEntry | None:
    """What becomes of ``row``, where that is a new entry and the person may write it."""
    told = told_by(row, writer.work)
    if not is_a_page_only(told, writer.run) or not writer.rights.may_add(row):
        return None
    try:
        return read_new(told, writer.run)
    except BadRow:
        # Written by itself, it is told of everything that is wrong.
        return None


def _write_new(new: Read, writer: Writer) -> None:
    try:
        pages = store_new([entry for _row, entry in new], writer.run)
    except (BadRow, *ROW_PROBLEMS):
        for row, _entry in new:
            writer.write(row)
    else:
        for (row, _entry), page in zip(new, pages, strict=True):
            writer.note_new(row, page)
