"""The ordinary rows of a confirmed batch become public many at a time.

Whatever is left after that, and whatever goes wrong here, is the business of one row at a time.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.batches.rows import Draft, Key, drafts
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.guard.sealing import NotAllSealed
from wagtail_disclosure.review.models import BatchDecision, BatchItem, Clearance, ReviewBatch
from wagtail_disclosure.review.publishing import loading, types, writing
from wagtail_disclosure.review.publishing.ordinary import ordinary

logger = logging.getLogger(__name__)


def clear_together(
    batch: ReviewBatch,
    items: Sequence[BatchItem],
    decisions: Sequence[BatchDecision],
    decider: Any,
    *,
    problems: tuple[type[Exception], ...],
) -> list[BatchItem]:
    """Publish those of the rows that are ordinary; returns them.

    Within a transaction. Of ``problems`` with a group of rows nothing is left behind.
    """
    cleared: list[BatchItem] = []
    with fingerprints.remembering():
        for model, of_type in _by_type(items):
            loading.lock(model, [item.object_id for item in of_type])
            found = drafts(of_type)
            by_key = {item.key: item for item in of_type}
            for group in _in_order(found):
                try:
                    with transaction.atomic():
                        done = _publish(batch, group, by_key, decisions, decider)
                except (*problems, writing.Overtaken, NotAllSealed) as problem:
                    logger.warning("Batch %s one by one: %s", batch.pk, type(problem).__name__)
                else:
                    cleared += done
    return cleared


def _by_type(items: Sequence[BatchItem]) -> Iterator[tuple[type[Any], list[BatchItem]]]:
    groups: dict[str, list[BatchItem]] = {}
    for item in items:
        groups.setdefault(item.object_type, []).append(item)
    for group in groups.values():
        model = group[0].model
        if model is not None and types.is_served(model):
            yield model, group


def _in_order(found: dict[Key, Draft]) -> Iterator[dict[Key, Draft]]:
    """Pages above before those below, as addresses name only cleared ones."""
    for depth in sorted({draft.stored.depth for draft in found.values()}):
        yield {key: draft for key, draft in found.items() if draft.stored.depth == depth}


def _publish(
    batch: ReviewBatch,
    group: dict[Key, Draft],
    items: dict[Key, BatchItem],
    decisions: Sequence[BatchDecision],
    decider: Any,
) -> list[BatchItem]:
    pages = {draft.stored.pk: draft.stored for draft in group.values()}
    loading.load_children(list(pages.values()))
    revisions = {draft.stored.pk: draft.revision for draft in group.values()}
    by_key = {draft.stored.pk: items[key] for key, draft in group.items()}
    rows = [
        row
        for row in ordinary(pages.values(), revisions)
        if row.fingerprint == by_key[row.page.pk].fingerprint
    ]
    if rows:
        writing.publish(rows, user=decider, **decision_of(batch, decisions))
    return [by_key[row.page.pk] for row in rows]


def decision_of(batch: ReviewBatch, decisions: Sequence[BatchDecision]) -> dict[str, Any]:
    """What the clearances of a batch say besides their content."""
    last = decisions[-1]
    return {
        "kind": Clearance.Kind.BATCH,
        "proposed_by": Actor(id=batch.proposed_by_id, name=batch.proposed_by_name),
        "decided_by": Actor(id=last.decided_by_id, name=last.decided_by_name),
        "reason": last.remark,
        "steps": [decision.as_step() for decision in decisions],
    }
