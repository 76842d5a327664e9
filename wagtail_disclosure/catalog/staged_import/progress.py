"""How far an import is."""

from dataclasses import dataclass

from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import.loading import to_load


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` rows; no total as long as nobody knows it."""

    done: int
    total: int | None


def progress_of(work: StagedImport) -> Progress:
    if work.state == StagedImport.State.READING:
        return Progress(work.rows.count(), None)
    if work.state == StagedImport.State.CHECKING:
        left = work.rows.filter(state=StagedRow.State.READ).count()
        return Progress(work.total - left, work.total)
    good = work.rows.exclude(outcome=StagedRow.Outcome.ERROR).count()
    return Progress(good - to_load(work).count(), good)
