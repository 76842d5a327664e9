"""Rows of which nothing comes but new pages: read one by one, and stored together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from wagtail_disclosure.catalog.importers.attachments import attach
from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.descriptions import SUCCESSIONS, relate
from wagtail_disclosure.catalog.importers.new_drafts import NewDraft, create_drafts
from wagtail_disclosure.catalog.importers.readers import Row, language_suffix
from wagtail_disclosure.catalog.importers.readings import Reading, read_page
from wagtail_disclosure.catalog.importers.references import CLASS_BY_WORD, read_category, read_class
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.indexing import index_loaded
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.core.models.bodies import LONGEST_INDEX_NUMBER
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line


@dataclass(frozen=True)
class NewEntry:
    """A draft that is not stored yet, and what it was read from."""

    draft: NewDraft
    reading: Reading


def key_of(row: Row) -> str:
    """The key as it is stored; empty where it can't be."""
    try:
        return clean_line(row.cells.get("key", ""))
    except ForbiddenCharacter:
        return ""


def known_keys(keys: Iterable[str], run: Run) -> set[str]:
    """Those of ``keys`` under which there is something already."""
    wanted = list(keys)
    pages = EntryPage.objects.filter(import_key__in=wanted, locale=run.locale)
    items = ExemptItem.objects.filter(import_key__in=wanted)
    return {
        *pages.values_list("import_key", flat=True),
        *items.values_list("import_key", flat=True),
    }


def is_a_page_only(row: Row, run: Run) -> bool:
    """Whether nothing but a new page in one language comes of ``row``, if its key is new."""
    kind = CLASS_BY_WORD.get(row.cells.get("class", "").strip())
    titles = [f"title_{language_suffix(code)}" for code in run.languages[1:]]
    has_more = any(row.cells.get(column, "").strip() for column in (*SUCCESSIONS, *titles))
    return kind is not None and kind.may_have_page and not has_more


def read_new(row: Row, run: Run) -> NewEntry:
    """The draft that ``row`` would become. Raises BadRow."""
    cells = Cells(row)
    key = cells.line("key", required=True, longest=100)
    kind = read_class(cells)
    category = read_category(cells, run)
    cells.check()
    reading = read_page(cells, key, kind, run)
    # Whether another entry has it is seen for all of them at once.
    number = cells.line("index_number", longest=LONGEST_INDEX_NUMBER)
    cells.check()
    page = EntryPage(locale=run.locale, index_number=number, **reading.values)
    return NewEntry(NewDraft(page, category), reading)


def store_new(entries: Sequence[NewEntry], run: Run) -> list[EntryPage]:
    """Store all of these, and index them unless it is for a try only.

    Raises BadRow, ValidationError and DatabaseError where one of them can't be stored, and then
    none is.
    """
    if not entries:
        return []
    pages = [entry.draft.page for entry in entries]
    stored_before = len(run.stored)
    try:
        with transaction.atomic():
            for entry in entries:
                attach(entry.draft.page, entry.reading.files or [], run)
                relate(entry.draft.page, entry.reading.related)
            create_drafts([entry.draft for entry in entries], by=run.proposed_by)
            if not run.is_dry:
                index_loaded(pages)
    except BaseException:
        run.drop_files(after=stored_before)
        raise
    return pages
