"""The whole of an import: files in their order, one transaction, a report."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.agency import import_bodies, import_units
from wagtail_disclosure.catalog.importers.batches import not_public, pages_of, propose_batches
from wagtail_disclosure.catalog.importers.categories import import_categories
from wagtail_disclosure.catalog.importers.entries import import_entries
from wagtail_disclosure.catalog.importers.readers import (
    BODIES,
    CATEGORIES,
    ENTRIES,
    IN_ORDER,
    UNITS,
    Table,
    read_table,
)
from wagtail_disclosure.catalog.importers.report import Report
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.indexing import indexed_once
from wagtail_disclosure.catalog.projection.writing import projected_once
from wagtail_disclosure.catalog.roots import ensure_catalog, ensure_translations
from wagtail_disclosure.core.collecting import spared_collector
from wagtail_disclosure.core.sqlite_cache import large_cache
from wagtail_disclosure.review.actions import check_take_over, take_over

FILES_FOLDER = "files"


@spared_collector()
def import_files(
    paths: Iterable[Path],
    *,
    files_dir: Path | None = None,
    strict: bool = False,
    dry_run: bool = False,
    proposed_by: Any = None,
    cleared_by: Any = None,
    legacy: bool = False,
    batch: str = "",
) -> Report:
    """Import CSV files of any known kind, in the order in which they build on one another.

    Bad rows are left out and reported; with ``strict`` one bad row takes everything back. With
    ``legacy`` two people take over as public what is drafted here; otherwise ``batch``, if given,
    names the batches, one per unit, in which the drafts go to review. Raises UnreadableFile for a
    file that can't be read at all, and DecisionRefused for people without that right; in both
    cases before anything is written.
    """
    if legacy:
        check_take_over(proposed_by=proposed_by, cleared_by=cleared_by)
    tables = sorted((read_table(Path(path)) for path in paths), key=_position)
    run = Run(
        proposed_by=proposed_by,
        is_legacy=legacy,
        is_dry=dry_run,
        is_proposed=bool(batch) and not legacy,
    )
    try:
        with large_cache(), transaction.atomic():
            with indexed_once(), projected_once():
                for table in tables:
                    run.files_dir = files_dir or table.path.parent / FILES_FOLDER
                    _import_table(table, run)
                if legacy:
                    run.report.published = _take_over(run, cleared_by)
            if run.is_proposed:
                propose_batches(run, name=batch)
            run.report.is_kept = not dry_run and not (strict and run.report.errors)
            if not run.report.is_kept:
                transaction.set_rollback(True)
    except BaseException:
        run.drop_files()
        raise
    if not run.report.is_kept:
        run.drop_files()
    return run.report


def _position(table: Table) -> int:
    return IN_ORDER.index(table.kind)


def _import_table(table: Table, run: Run) -> None:
    if table.kind is BODIES:
        import_bodies(table, run)
    elif table.kind is UNITS:
        import_units(table, run)
    elif table.kind is CATEGORIES:
        catalog = ensure_catalog(by=run.proposed_by)
        ensure_translations(catalog, by=run.proposed_by)
        if not catalog.live:
            run.note_draft(catalog)
        import_categories(table, run, catalog)
    elif table.kind is ENTRIES:
        import_entries(table, run)


def _take_over(run: Run, cleared_by: Any) -> int:
    return take_over(
        pages_of(not_public(run.drafted)),
        proposed_by=run.proposed_by,
        cleared_by=cleared_by,
        reason=_("Import of what was public already"),
    )
