"""Entries of the catalog; each goes where its class allows: a page, or the register."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.attachments import attach
from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.descriptions import relate
from wagtail_disclosure.catalog.importers.drafts import write_draft
from wagtail_disclosure.catalog.importers.new_entries import (
    is_a_page_only,
    key_of,
    known_keys,
    read_new,
    store_new,
)
from wagtail_disclosure.catalog.importers.readers import ENTRIES, Row, Table, language_suffix
from wagtail_disclosure.catalog.importers.readings import read_page
from wagtail_disclosure.catalog.importers.references import (
    find_categories,
    read_category,
    read_class,
)
from wagtail_disclosure.catalog.importers.register import write_exempt_item
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.importers.versions import write_versions
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.core.models.bodies import LONGEST_INDEX_NUMBER
from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.rules.classification import DisclosureClass

# Rows that are written together; what is asked once for all of them costs the more the fewer it is.
TOGETHER = 500


def import_entries(table: Table, run: Run) -> None:
    """Create or change drafts of entries and rows of the register, known by their keys."""
    lines: dict[str, int] = {}
    for rows in in_chunks(table.rows, TOGETHER):
        known = known_keys(map(key_of, rows), run)
        find_categories(rows, run)
        new: list[Row] = []
        for row in rows:
            key = key_of(row)
            if key in lines:
                _refuse_repetition(row, lines[key], run)
            elif key and key not in known and is_a_page_only(row, run):
                new.append(row)
            else:
                # It may build on those before it.
                new = _write_together(new, run)
                _import_alone(row, run)
            lines.setdefault(key, row.line)
        _write_together(new, run)


def _refuse_repetition(row: Row, line: int, run: Run) -> None:
    with run.row(row, ENTRIES.name):
        reason = _("The key %(key)s is in this file already, in line %(line)d.")
        raise BadRow(("key", reason % {"key": key_of(row), "line": line}))


def _write_together(rows: list[Row], run: Run) -> list[Row]:
    """Create the drafts of rows that are pages only; returns those that are left, none."""
    read = []
    for row in rows:
        try:
            read.append((row, read_new(row, run)))
        except BadRow as problem:
            run.report.errors.extend(problem.errors(row))
    try:
        pages = store_new([new for _row, new in read], run)
    except (BadRow, ValidationError, DatabaseError):
        # One by one they say which of them it is, and the others are kept.
        for row, _new in read:
            _import_alone(row, run)
    else:
        for _page in pages:
            run.report.count(ENTRIES.name, Outcome.CREATED)
        run.note_new_drafts(pages)
    return []


def _import_alone(row: Row, run: Run) -> None:
    with run.row(row, ENTRIES.name) as done:
        cells = Cells(row)
        key = cells.line("key", required=True, longest=100)
        done(import_entry(cells, key, run))


def import_entry(cells: Cells, key: str, run: Run) -> Outcome:
    """Create or change the draft of one entry, or one row of the register. Raises BadRow."""
    kind = read_class(cells)
    category = read_category(cells, run)
    cells.check()
    return _import(cells, key, kind, category, run)


def _import(
    cells: Cells, key: str, kind: DisclosureClass, category: CategoryPage, run: Run
) -> Outcome:
    page = EntryPage.objects.filter(import_key=key, locale=run.locale).first()
    item = ExemptItem.objects.filter(import_key=key).first()
    if (page and page.disclosure_class != kind) or (item and kind.may_have_page):
        raise BadRow(("class", _("The class of an entry can't be changed by an import.")))
    if not kind.may_have_page:
        if run.is_legacy:
            raise BadRow(("class", _("An exempt item is never public.")))
        return write_exempt_item(cells, item or ExemptItem(import_key=key), run)
    return _write_page(cells, page or EntryPage(locale=run.locale), key, kind, category, run)


def _write_page(
    cells: Cells,
    page: EntryPage,
    key: str,
    kind: DisclosureClass,
    category: CategoryPage,
    run: Run,
) -> Outcome:
    suffix = language_suffix(run.languages[0])
    reading = read_page(cells, key, kind, run)
    _read_index_number(cells, page)
    cells.check()
    columns = {name: f"{name}_{suffix}" for name in ("title", "summary", "body", "keywords")}
    columns |= {"document_number": "doc_no", "class_reason": f"reason_{suffix}", "parent": "node"}
    page, outcome = write_draft(
        page,
        # As it is now: what it was read for first may have got more pages since.
        CategoryPage.objects.get(pk=category.pk),
        reading.values,
        run,
        columns=columns,
        # Both, whatever the first one says.
        change_children=lambda draft: (
            (reading.files is not None and attach(draft, reading.files, run))
            | relate(draft, reading.related)
        ),
    )
    texts = {"title": "title", "summary": "summary", "body": "body", "keywords": "keywords"}
    if not kind.may_have_body:
        del texts["body"]
    return write_versions(page, outcome, cells, texts, run)


def _read_index_number(cells: Cells, page: EntryPage) -> None:
    """The number that a document has already; without one it gets the next of its body's."""
    number = cells.line("index_number", longest=LONGEST_INDEX_NUMBER)
    if not number or number == page.index_number:
        return
    if page.pk is not None:
        reason = _("The entry has the index number %(number)s, which never changes.")
        cells.refuse("index_number", reason % {"number": page.index_number})
    elif EntryPage.objects.filter(index_number=number).exists():
        reason = _("The index number %(number)s belongs to another entry.")
        cells.refuse("index_number", reason % {"number": number})
    else:
        page.index_number = number
