"""After the last tier: each row gets its clearance and becomes public, a few at a time.

The decision is stored before the first row is published, so whatever interrupts this, the rest
still waits, and :func:`finish_batch` goes on where it stopped.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Exists
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from wagtail_disclosure.core.collecting import spared_collector
from wagtail_disclosure.core.seams import Registry
from wagtail_disclosure.core.sqlite_cache import large_cache
from wagtail_disclosure.review.batches.rows import Draft, drafts, rows_of_pages_above
from wagtail_disclosure.review.batches.together import clear_together, decision_of
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused, HasToWait
from wagtail_disclosure.review.models import BatchDecision, BatchItem, Clearance, ReviewBatch
from wagtail_disclosure.review.models.guarded import guarded_pages
from wagtail_disclosure.review.models.originals import is_public
from wagtail_disclosure.review.translations.localize import original_of

logger = logging.getLogger(__name__)

# Rows per transaction: others can write in between, and a crash takes back no more than this.
AT_ONCE = 25
# The same, of rows that take a hundredth of the time each.
TOGETHER = 200
# More than these are published by a task, after the reviewer has their answer.
IN_THE_REQUEST = 200

# () -> what is put around the publication of each few rows, to index them once, say
around_clearing: Registry[Callable[[], AbstractContextManager[Any]]] = Registry("around clearing")

# What can be wrong with one row and must not stop the others. Everything else is a defect, stops
# the run, and leaves what is not public yet waiting.
ROW_PROBLEMS = (
    DataError,
    IntegrityError,
    ObjectDoesNotExist,
    OSError,
    PermissionDenied,
    ValidationError,
    fingerprints.NoCanonicalForm,
)


class RowChanged(ValidationError):
    """The draft is not what was decided on."""


def start(batch: ReviewBatch) -> None:
    """The last tier has decided: publish, once that is stored."""
    batch.state = ReviewBatch.State.CLEARING
    batch.save(update_fields=["state"])
    is_large = batch.items.waiting().count() > IN_THE_REQUEST
    run = finish_batch_task.enqueue if is_large else finish_batch_task.call
    transaction.on_commit(partial(run, batch.pk))


@task()
def finish_batch_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    if finish_batch(ReviewBatch.objects.get(pk=key)):
        finish_all()


@task()
def finish_all_task() -> None:
    """:func:`finish_all` for a worker."""
    finish_all()


def finish_all() -> None:
    """Publish what waited for a page above that is cleared by now, in whatever batch."""
    unfinished = ReviewBatch.objects.filter(state=ReviewBatch.State.CLEARING).order_by("pk")
    while sum([finish_batch(batch) for batch in unfinished.all()]):
        continue


def connect() -> None:
    """Listen to decisions about pages that rows of a batch may wait for."""
    post_save.connect(
        _go_on_below, sender=Clearance, dispatch_uid="wagtail_disclosure.batches go on"
    )


def _go_on_below(sender: type[Clearance], instance: Clearance, **kwargs: Any) -> None:
    """Of a batch's own clearances the end of that batch takes care."""
    if instance.decision != Clearance.Decision.CLEARED or instance.kind == Clearance.Kind.BATCH:
        return
    if instance.object_type not in {model._meta.label_lower for model in guarded_pages()}:
        return
    above = Page._base_manager.filter(pk=instance.object_id, numchild__gt=0)
    unfinished = ReviewBatch.objects.filter(state=ReviewBatch.State.CLEARING)
    if unfinished.filter(Exists(above)).exists():
        transaction.on_commit(finish_all_task.enqueue)


@spared_collector()
@large_cache()
def finish_batch(batch: ReviewBatch) -> int:
    """Publish what is left of a batch that all tiers confirmed; returns how many rows.

    Safe to call again, and by two processes at once. A row that can't become public is set aside
    with the reason; one below a page that nobody cleared waits until somebody does.
    """
    total, later = 0, set[int]()
    while number := _publish_ordinary(batch.pk):
        total += number
    while _is_clearing(batch.pk) and (number := _publish_some(batch.pk, later)) is not None:
        total += number
    return total


def _is_clearing(key: int) -> bool:
    """Whether there is something left to do: asked without a lock, as often there is not."""
    return ReviewBatch.objects.filter(pk=key, state=ReviewBatch.State.CLEARING).exists()


def _publish_ordinary(key: int) -> int:
    """Go through all rows once and publish many at a time; returns how many."""
    total, last = 0, 0
    while _is_clearing(key) and (done := _publish_many(key, last)) is not None:
        number, last = done
        total += number
    return total


@transaction.atomic
def _publish_many(key: int, after: int) -> tuple[int, int] | None:
    """Publish ordinary rows among the next few; how many, and the last one that was looked at."""
    batch = ReviewBatch.objects.locked(key)
    if batch.state != ReviewBatch.State.CLEARING:
        return None
    items = list(batch.items.waiting().filter(pk__gt=after)[:TOGETHER])
    if not items:
        return None
    decisions = list(batch.confirmations())
    with ExitStack() as stack:
        for around in around_clearing:
            stack.enter_context(around())
        cleared = clear_together(
            batch, items, decisions, _decider(decisions), problems=ROW_PROBLEMS
        )
        batch.items.filter(pk__in=[item.pk for item in cleared]).leave(BatchItem.State.CLEARED)
    if not batch.items.waiting().exists():
        _close(batch)
    return len(cleared), items[-1].pk


def _close(batch: ReviewBatch) -> None:
    batch.state = ReviewBatch.State.CLEARED
    batch.save(update_fields=["state"])


@transaction.atomic
def _publish_some(key: int, later: set[int]) -> int | None:
    """Publish the next few rows, except ``later`` ones; None where there are none left."""
    batch = ReviewBatch.objects.locked(key)
    if batch.state != ReviewBatch.State.CLEARING:
        return None
    items = list(batch.items.waiting().exclude(pk__in=later)[:AT_ONCE])
    if not items:
        if not later:
            _close(batch)
        return None
    decisions = list(batch.confirmations())
    decider = _decider(decisions)
    with ExitStack() as stack:
        for around in around_clearing:
            stack.enter_context(around())
        found = drafts(items)
        first = rows_of_pages_above(batch, found.values())
        found.update(drafts(first))
        cleared = [
            item.pk
            for item in dict.fromkeys([*first, *items])
            if _clear(batch, item, found.get(item.key), decisions, decider)
        ]
    batch.items.filter(pk__in=cleared).leave(BatchItem.State.CLEARED)
    tried = batch.items.filter(pk__in=[item.pk for item in items])
    later.update(tried.waiting().values_list("pk", flat=True))
    return len(cleared)


def _decider(decisions: list[BatchDecision]) -> Any:
    """Who decided last, if they still have an account."""
    return get_user_model()._default_manager.filter(pk=decisions[-1].decided_by_id).first()


def _clear(
    batch: ReviewBatch,
    item: BatchItem,
    draft: Draft | None,
    decisions: list[BatchDecision],
    decider: Any,
) -> bool:
    """Clear and publish one row, set it aside with the reason, or let it wait."""
    row = BatchItem.objects.filter(pk=item.pk)
    try:
        with transaction.atomic():
            subject = _as_decided(batch, item, draft)
            _record(batch, subject, decisions)
            draft.stored.publish(draft.revision, user=decider, skip_permission_checks=True)
    except RowChanged as change:
        row.leave(BatchItem.State.EDITED, reason=" ".join(change.messages))
    except HasToWait:
        return False
    except ROW_PROBLEMS as problem:
        logger.warning("Row %s of batch %s set aside: %s", item, batch.pk, type(problem).__name__)
        row.leave(BatchItem.State.FAILED, reason=_reason(problem))
    else:
        return True
    return False


def _as_decided(batch: ReviewBatch, item: BatchItem, draft: Draft | None) -> Any:
    """The row in the form that would become public, which must be the one decided on."""
    if draft is None:
        raise RowChanged(_("It was deleted."))
    subject = draft.subject
    if fingerprints.fingerprint_of(subject) != item.fingerprint:
        raise RowChanged("")
    original = original_of(subject)
    if original is not None and not is_public(original):
        is_waiting = batch.items.waiting().about(original).exists()
        refusal = HasToWait if is_waiting else DecisionRefused
        raise refusal(_("The original isn't public, so its translation can't be either."))
    return subject


def _record(batch: ReviewBatch, subject: Any, decisions: list[BatchDecision]) -> None:
    Clearance.record(subject, decision=Clearance.Decision.CLEARED, **decision_of(batch, decisions))


def _reason(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        return " ".join(problem.messages)
    return str(problem) if isinstance(problem, PermissionDenied) else type(problem).__name__
