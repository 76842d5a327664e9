"""Drafts of one unit become a batch."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.bulk_rows import insert_objects
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.batches import mails
from wagtail_disclosure.review.batches.rows import Key, drafts, in_chunks, load_subjects
from wagtail_disclosure.review.batches.signing import Signature, sign
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.subjects import published_numbers
from wagtail_disclosure.review.models import BatchItem, GuardedMixin, ReviewBatch, ReviewProfile
from wagtail_disclosure.review.models.rounds import under_review


def propose_batch(
    objects: Iterable[Any],
    *,
    unit: Unit,
    name: str,
    by: Any,
    signed: Iterable[tuple[Key, Signature]] = (),
) -> ReviewBatch:
    """Send the latest drafts of ``objects`` to review as one batch of ``unit``, in their order.

    ``by`` is a user, or an Actor for software that no person answers for. What can't go into a
    batch is listed in it as taken out, with the reason. ``signed`` are drafts that this very
    transaction created, so nobody else has seen them, and that ``by`` may edit; they come last.
    Raises DecisionRefused where nothing is left, or where nobody reviews what the unit proposes.
    """
    if ReviewProfile.objects.for_unit(unit) is None:
        raise DecisionRefused(
            _("There is no review profile for %(unit)s, so nobody could decide.") % {"unit": unit}
        )
    actor = by if isinstance(by, Actor) else Actor.of(by)
    user = None if isinstance(by, Actor) else by
    try:
        with transaction.atomic():
            batch = ReviewBatch.objects.create(
                unit=unit,
                name=name.strip()[:200],
                proposed_by_id=actor.id,
                proposed_by_name=actor.name,
            )
            for chunk in in_chunks(objects):
                with fingerprints.remembering():
                    _put_in(batch, chunk, user)
            for new in in_chunks(signed):
                _put_in_new(batch, new)
            _check_not_empty(batch)
            mails.after_opening(batch)
    except IntegrityError as error:
        raise DecisionRefused(
            _("Some of these were put into another batch at the same moment. Please try again.")
        ) from error
    return batch


def propose_again(batch: ReviewBatch, *, by: Any) -> ReviewBatch:
    """Send what came back with ``batch``, or dropped out of it by an edit, as a new batch."""
    states = (BatchItem.State.RETURNED, BatchItem.State.EDITED)
    return propose_batch(
        _objects_of(batch.items.filter(state__in=states)), unit=batch.unit, name=batch.name, by=by
    )


def _objects_of(items: Any) -> Iterator[Any]:
    for chunk in in_chunks(items.iterator()):
        found = drafts(chunk)
        yield from (found[item.key].stored for item in chunk if item.key in found)


def _put_in(batch: ReviewBatch, objects: list[Any], user: Any) -> None:
    unique = {(type(instance), instance.pk): instance for instance in objects}
    for instance in unique.values():
        if isinstance(instance, DraftStateMixin) and instance.latest_revision_id is None:
            instance.save_revision(user=user)
    waiting = BatchItem.objects.about_all(unique.values()).waiting().select_related("batch")
    elsewhere = {item.key: item.batch.name for item in waiting}
    in_rounds = _in_rounds(unique.values())
    items = [_item(batch, instance) for instance in unique.values()]
    found = drafts(items)
    load_subjects(found.values())
    allowed = published_numbers()
    for item, instance in zip(items, unique.values(), strict=True):
        if item.key in elsewhere:
            reason = _("It waits in the batch “%(name)s”.") % {"name": elsewhere[item.key]}
        elif item.key in in_rounds:
            reason = _("It is under review on its own.")
        else:
            draft = found.get(item.key)
            reason = _why_not(instance, draft) or _sign_draft(item, batch, draft, user, allowed)
        _take_out(item, reason)
    # Sent again, they no longer wait for their drafter in an older batch.
    returned = BatchItem.objects.about_all(unique.values()).filter(
        # Only a whole batch is returned; said here, few rows are looked at.
        batch__in=ReviewBatch.objects.filter(state=ReviewBatch.State.RETURNED),
        state=BatchItem.State.RETURNED,
    )
    returned.leave(BatchItem.State.TAKEN_OUT, reason=_("Sent to review again."))
    insert_objects(items)


def _put_in_new(batch: ReviewBatch, signed: list[tuple[Key, Signature]]) -> None:
    items = []
    for (label, key), signature in signed:
        item = BatchItem(batch=batch, object_type=label, object_id=key)
        _take_out(item, _sign(item, signature, batch, may_edit=True))
        items.append(item)
    insert_objects(items)


def _take_out(item: BatchItem, reason: str) -> None:
    """List it as taken out, if there is a reason."""
    if reason:
        item.state, item.reason = BatchItem.State.TAKEN_OUT, reason[:300]


def _item(batch: ReviewBatch, instance: Any) -> BatchItem:
    return BatchItem(
        batch=batch, object_type=instance._meta.label_lower, object_id=str(instance.pk)
    )


def _in_rounds(objects: Iterable[Any]) -> set[Key]:
    """Those that are in a round of their own."""
    by_type: dict[Any, list[str]] = {}
    for instance in objects:
        by_type.setdefault(type(instance), []).append(str(instance.pk))
    return {
        (model._meta.label_lower, key)
        for model, keys in by_type.items()
        for key in under_review(model, keys)
    }


def _why_not(instance: Any, draft: Any) -> str:
    """Why this can't be in any batch; empty where it can."""
    if not isinstance(instance, GuardedMixin) or draft is None:
        return _("It passes no review.")
    if getattr(draft.stored, "alias_of_id", None) is not None:
        return _("It is an alias: its source is reviewed.")
    if draft.stored.live and not draft.stored.has_unpublished_changes:
        return _("It is public as it is.")
    return ""


def _sign_draft(
    item: BatchItem, batch: ReviewBatch, draft: Any, user: Any, allowed: frozenset[str]
) -> str:
    try:
        signature = sign(draft.subject, draft.revision, allowed)
    except fingerprints.NoCanonicalForm as error:
        return str(error)
    return _sign(item, signature, batch, may_edit=user is None or is_editor_of(draft.stored, user))


def _sign(item: BatchItem, signature: Signature, batch: ReviewBatch, *, may_edit: bool) -> str:
    """Write down in which form it goes in; returns why it can't be in this batch, if so."""
    if signature.unit_id != batch.unit_id:
        return _("It is reviewed in another unit.")
    if not may_edit:
        return _("You may not edit it.")
    if signature.is_held:
        # A reviewer says of each such place that they looked; a batch has no place for that.
        return _("It has something to be looked at closely: send it to review on its own.")
    item.fingerprint = signature.fingerprint
    item.revision_id = signature.revision_id
    item.revision_at = signature.revision_at
    return ""


def is_editor_of(instance: Any, user: Any) -> bool:
    """Whether ``user`` may edit it, and so may send it to review."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    meta = instance._meta
    return user.has_perm(f"{meta.app_label}.change_{meta.model_name}")


def _check_not_empty(batch: ReviewBatch) -> None:
    if batch.items.waiting().exists():
        return
    reasons = sorted(set(batch.items.values_list("reason", flat=True)))
    raise DecisionRefused(" ".join([_("None of these can be reviewed as a batch."), *reasons]))
