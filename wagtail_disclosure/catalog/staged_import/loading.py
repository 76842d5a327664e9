"""Rows become drafts, some in each transaction, and go to review when the last one is there."""

from django.db import transaction

from wagtail_disclosure.catalog.indexing import indexed_once
from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import.proposing import propose_next
from wagtail_disclosure.catalog.staged_import.starting import drop_file
from wagtail_disclosure.catalog.staged_import.together import write_all
from wagtail_disclosure.catalog.staged_import.writing import NobodyLeft, Writer

AT_ONCE = 200


@transaction.atomic
def load_some(key: int) -> bool:
    """Write the next rows, or the next batch; whether there may be more."""
    work = StagedImport.objects.locked(key)
    if work.state != StagedImport.State.LOADING:
        return False
    try:
        writer = Writer(work)
    except NobodyLeft:
        return False
    rows = list(to_load(work).order_by("position")[:AT_ONCE])
    if rows:
        with indexed_once():
            written = write_all(rows, writer)
        for row in written:
            _finish(row)
        names = ["cells", "state", "outcome", "problems", "draft_id", "unit_id"]
        StagedRow.objects.bulk_update(written, names)
        return True
    if propose_next(work, by=writer.user):
        return True
    work.rows.exclude(state=StagedRow.State.DONE).update(cells={}, state=StagedRow.State.DONE)
    drop_file(work)
    work.finish()
    return False


def to_load(work: StagedImport):
    """Rows that were found good and are not loaded yet."""
    waiting = work.rows.filter(state=StagedRow.State.CHECKED)
    return waiting.exclude(outcome=StagedRow.Outcome.ERROR)


def _finish(row: StagedRow) -> None:
    # From here on the draft has them; an exempt row leaves no second trace.
    row.cells, row.state = {}, StagedRow.State.DONE
