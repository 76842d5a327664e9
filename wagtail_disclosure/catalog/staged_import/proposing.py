"""What an import drafted goes to review together, one batch per unit."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.batches import not_public, to_propose
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, StagedImport
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.batches import propose_batch
from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch

MODELS = {StagedImport.Kind.ENTRIES: EntryPage, StagedImport.Kind.CATEGORIES: CategoryPage}


def propose_next(work: StagedImport, *, by: Any) -> bool:
    """Send the drafts of one unit to review, in the caller's transaction; False if none is left."""
    waiting = work.rows.filter(draft_id__isnull=False)
    first = waiting.first()
    if first is None:
        return False
    rows = waiting.filter(unit_id=first.unit_id).order_by("position")
    unit = Unit.objects.filter(pk=first.unit_id).first()
    try:
        if unit is None:
            raise DecisionRefused(_("No unit is responsible for them."))
        batch = propose_batch(_drafts(work, rows), unit=unit, name=work.name, by=by)
    except DecisionRefused as refusal:
        work.notes.append({"unit": str(unit or ""), "refusal": str(refusal)})
    else:
        work.notes.append({"unit": str(unit), "batch": batch.pk, "waiting": _waiting(batch)})
    work.save()
    rows.update(draft_id=None)
    return True


def _waiting(batch: ReviewBatch) -> int:
    return batch.items.waiting().count()


def _drafts(work: StagedImport, rows: Any) -> Iterator[Any]:
    """The drafts of these rows and their translations, without those that wait already."""
    model = MODELS[StagedImport.Kind(work.kind)]
    for keys in in_chunks(rows.values_list("draft_id", flat=True).iterator()):
        versions = list(to_propose(not_public((model, key) for key in keys)))
        waiting = {item.key for item in BatchItem.objects.about_all(versions).waiting()}
        for version in versions:
            if (version._meta.label_lower, str(version.pk)) not in waiting:
                yield version
