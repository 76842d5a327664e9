"""Entries of the catalog; each goes where its class allows: a page, or the register."""

from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.attachments import attach, read_files
from wagtail_disclosure.catalog.importers.bodies import body_of
from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.drafts import write_draft
from wagtail_disclosure.catalog.importers.readers import ENTRIES, Table, language_suffix
from wagtail_disclosure.catalog.importers.references import (
    read_body,
    read_category,
    read_class,
    read_ground,
    read_unit,
)
from wagtail_disclosure.catalog.importers.register import write_exempt_item
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.importers.versions import write_versions
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.rules.classification import DisclosureClass


def import_entries(table: Table, run: Run) -> None:
    """Create or change drafts of entries and rows of the register, known by their keys."""
    lines: dict[str, int] = {}
    for row in table.rows:
        with run.row(row, ENTRIES.name) as done:
            cells = Cells(row)
            key = cells.line("key", required=True, longest=100)
            if key in lines:
                reason = _("The key %(key)s is in this file already, in line %(line)d.")
                cells.refuse("key", reason % {"key": key, "line": lines[key]})
            lines[key] = row.line
            kind = read_class(cells)
            category = read_category(cells, run)
            cells.check()
            done(_import(cells, key, kind, category, run))


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
    values = _read_values(cells, key, kind, run)
    files = read_files(cells, kind, run)
    cells.check()
    columns = {name: f"{name}_{suffix}" for name in ("title", "summary", "body")}
    columns |= {"document_number": "doc_no", "class_reason": f"reason_{suffix}", "parent": "node"}
    page, outcome = write_draft(
        page,
        category,
        values,
        run,
        columns=columns,
        change_children=lambda draft: attach(draft, files, run),
    )
    texts = {"title": "title", "summary": "summary", "body": "body"}
    if not kind.may_have_body:
        del texts["body"]
    return write_versions(page, outcome, cells, texts, run)


def _read_values(cells: Cells, key: str, kind: DisclosureClass, run: Run) -> dict[str, Any]:
    suffix = language_suffix(run.languages[0])
    reason = cells.text(f"reason_{suffix}", required=kind.needs_reason)
    body = cells.text(f"body_{suffix}")
    if body and not kind.may_have_body:
        cells.refuse(f"body_{suffix}", _("This class allows a description only, without text."))
    return {
        "title": cells.line(f"title_{suffix}", required=True, longest=255),
        "disclosure_class": kind.value,
        "class_reason": reason,
        "class_ground": read_ground(cells, required=False),
        "document_number": cells.line("doc_no", longest=100),
        "issuing_body": read_body(cells),
        "responsible_unit": read_unit(cells, run),
        "created_on": cells.day("created_on"),
        "published_on": cells.day("published_on"),
        "summary": cells.text(f"summary_{suffix}"),
        "body": body_of(body) if kind.may_have_body else body_of(""),
        "import_key": key,
    }
