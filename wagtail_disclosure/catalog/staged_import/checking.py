"""What would become of each row: it is written for a try, and taken back at once."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_disclosure.catalog.importers.descriptions import SUCCESSIONS
from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.models.base import indexing_put_off
from wagtail_disclosure.catalog.staged_import.together import write_all
from wagtail_disclosure.catalog.staged_import.writing import NobodyLeft, Writer
from wagtail_disclosure.rules.plain_text import split_keywords

AT_ONCE = 200


@transaction.atomic
def check_some(key: int) -> bool:
    """Try out the next rows; whether there may be more."""
    work = StagedImport.objects.locked(key)
    if work.state != StagedImport.State.CHECKING:
        return False
    rows = list(work.rows.filter(state=StagedRow.State.READ).order_by("position")[:AT_ONCE])
    if not rows:
        work.state = StagedImport.State.CHECKED
        work.save()
        return False
    try:
        tried = _try_out(work, rows)
    except NobodyLeft:
        return False
    for row in tried:
        row.state = StagedRow.State.CHECKED
        row.draft_id = row.unit_id = None
    StagedRow.objects.bulk_update(tried, ["state", "outcome", "problems"])
    return True


def _try_out(work: StagedImport, rows: list[StagedRow]) -> Sequence[StagedRow]:
    """Write rows and take them back; returns those that were tried. Raises NobodyLeft."""
    writer = Writer(work, is_try=True)
    with ExitStack() as around:
        around.enter_context(transaction.atomic())
        # Nobody will search for what is taken back.
        around.enter_context(disable_reference_index_auto_update())
        around.enter_context(indexing_put_off())
        for row in _above(work, rows):
            writer.write(row)
        kept = [dict(row.cells) for row in rows]
        for row in rows:
            _leave_out_rows_before(work, row)
        tried = write_all(rows, writer)
        for row, cells in zip(rows, kept, strict=True):
            row.cells = cells
        transaction.set_rollback(True)
    return tried


def _above(work: StagedImport, rows: list[StagedRow]) -> Iterable[StagedRow]:
    """The rows of categories above these, from the top: theirs were taken back already."""
    if work.kind != StagedImport.Kind.CATEGORIES:
        return []
    found: dict[str, StagedRow] = {}
    wanted = {row.reference for row in rows} - {row.key for row in rows} - {""}
    while wanted:
        above = work.rows.filter(key__in=wanted).exclude(outcome=StagedRow.Outcome.ERROR)
        found.update((row.key, row) for row in above.order_by("-line"))
        wanted = {found[key].reference for key in wanted if key in found} - found.keys() - {""}
    return sorted(found.values(), key=lambda row: row.position)


def _leave_out_rows_before(work: StagedImport, row: StagedRow) -> None:
    """Later documents that stand above in the same file will be there when it is loaded."""
    for column in SUCCESSIONS:
        names = split_keywords(row.cells.get(column, ""))
        if not names:
            continue
        before = work.rows.filter(line__lt=row.line).exclude(outcome=StagedRow.Outcome.ERROR)
        there = {
            *before.filter(key__in=names).values_list("key", flat=True),
            *before.filter(reference__in=names).values_list("reference", flat=True),
        }
        row.cells[column] = ";".join(name for name in names if name not in there)
