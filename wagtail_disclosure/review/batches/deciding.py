"""What reviewers do with a batch: confirm or return it, take single rows out."""

from dataclasses import dataclass
from typing import Any, NoReturn

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.batches import clearing, mails
from wagtail_disclosure.review.batches.editors import count_edited_by
from wagtail_disclosure.review.batches.rows import drafts, drop_changed
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import (
    BatchDecision,
    BatchItem,
    ReviewBatch,
    ReviewTaskState,
)
from wagtail_disclosure.review.roles import Role, people, people_in_role

Decision = ReviewTaskState.Decision
NAMED = 3


@dataclass(frozen=True)
class Turn:
    """One step of the review of a batch, and the id of whose place is taken in it, if anybody's."""

    batch: ReviewBatch
    role: str
    absent_id: Any
    is_last: bool


def confirm_batch(batch: ReviewBatch, *, by: Any, manifest: str, remark: str = "") -> None:
    """Approve the next tier for the rows of ``manifest``; the last tier's makes them public.

    Raises DecisionRefused, saying why, for people who may not decide, and where rows dropped out
    that the reviewer still saw.
    """
    try:
        with transaction.atomic():
            current = _lock(batch)
            turn = turn_of(by, current)
            dropped = drop_changed(current)
            is_as_seen = manifest == current.manifest
            if is_as_seen:
                _decide(turn, Decision.CONFIRMED, by=by, manifest=manifest, remark=remark)
                if turn.is_last:
                    clearing.start(current)
                else:
                    mails.after_opening(current)
            else:
                current.close_if_empty()
    except IntegrityError as error:
        raise DecisionRefused(_too_late()) from error
    # What dropped out stays out, so this is said only once that is stored.
    if not is_as_seen:
        raise DecisionRefused(_what_changed(current, dropped))


@transaction.atomic
def return_batch(batch: ReviewBatch, *, by: Any, remark: str) -> None:
    """Give the whole batch back to who proposed it, saying what has to change.

    Raises DecisionRefused, saying why, for people who may not decide or say nothing.
    """
    current = _lock(batch)
    turn = turn_of(by, current)
    if not remark.strip():
        raise DecisionRefused(_("Say what has to change: the drafter reads it."))
    _decide(turn, Decision.RETURNED, by=by, manifest=current.manifest, remark=remark)
    current.state = ReviewBatch.State.RETURNED
    current.save(update_fields=["state"])
    current.items.waiting().leave(BatchItem.State.RETURNED, reason=remark.strip())
    mails.after_return(current)


@transaction.atomic
def take_out(item: BatchItem, *, by: Any, reason: str) -> None:
    """Leave one row out of the decision; it can go to review on its own.

    Reviewers of tiers that are still open may, and who proposed the batch. Raises DecisionRefused
    for others, without a reason, and for a row that is no longer in it.
    """
    batch = _lock(item.batch)
    if not may_take_out(batch, by):
        raise DecisionRefused(_("Only its reviewers and who proposed it can take rows out."))
    if not reason.strip():
        raise DecisionRefused(_("Say why it is taken out: the drafter reads it."))
    in_it = BatchItem.objects.filter(pk=item.pk).waiting()
    said = _("%(name)s: %(reason)s") % {"name": Actor.of(by).name, "reason": reason.strip()}
    if not in_it.leave(BatchItem.State.TAKEN_OUT, reason=said):
        raise DecisionRefused(_("This row is no longer in the batch."))
    batch.close_if_empty()


def may_take_out(batch: ReviewBatch, user: Any) -> bool:
    """Whether ``user`` has a say in which rows the batch holds."""
    if batch.state != ReviewBatch.State.OPEN:
        return False
    return batch.proposed_by_id == user.pk or any(
        people_in_role(role, batch.unit).filter(pk=user.pk).exists() for role in batch.open_roles()
    )


def why_not(batch: ReviewBatch, user: Any) -> str | None:
    """Why ``user`` may not decide now, as a sentence; None where they may."""
    try:
        turn_of(user, batch)
    except DecisionRefused as refusal:
        return str(refusal)
    return None


def turn_of(user: Any, batch: ReviewBatch) -> Turn:
    """The step that ``user`` may decide now. Raises DecisionRefused, saying why there is none.

    Being a superuser changes nothing.
    """
    if batch.state != ReviewBatch.State.OPEN:
        _refuse(_("This batch is closed: %(state)s.") % {"state": batch.get_state_display()})
    decided = list(batch.confirmations())
    role, *later = batch.roles_after(decided) or [None]
    if role is None:
        reason = _("There is no review profile for %(unit)s, so nobody could decide.")
        _refuse(reason % {"unit": batch.unit})
    acting = people([(role, batch.unit)])[role, batch.unit_id]
    if user.pk not in acting:
        _refuse(_("This step is for another role: %(role)s.") % {"role": Role(role).label})
    if user.pk == batch.proposed_by_id:
        _refuse(_("You proposed this batch yourself, so somebody else has to review it."))
    if any(decision.decided_by_id == user.pk for decision in decided):
        _refuse(_("You decided an earlier step of this review, so this one is for somebody else."))
    edited = count_edited_by(batch, user)
    if edited:
        reason = ngettext(
            "You worked on %(number)d of these entries yourself: somebody else has to review it, "
            "or it has to be taken out.",
            "You worked on %(number)d of these entries yourself: somebody else has to review "
            "them, or they have to be taken out.",
            edited,
        )
        _refuse(reason % {"number": edited})
    return Turn(batch, role, absent_id=acting[user.pk], is_last=not later)


def _refuse(reason: str) -> NoReturn:
    raise DecisionRefused(reason)


def _lock(batch: ReviewBatch) -> ReviewBatch:
    """The batch as it is now, locked until the transaction ends."""
    return ReviewBatch.objects.locked(batch.pk)


def _decide(turn: Turn, decision: str, *, by: Any, manifest: str, remark: str) -> None:
    actor = Actor.of(by)
    absent = Actor(id=None, name="")
    if turn.absent_id is not None:
        absent = Actor.of(get_user_model()._default_manager.get(pk=turn.absent_id))
    BatchDecision.objects.create(
        batch=turn.batch,
        role=turn.role,
        decision=decision,
        manifest=manifest,
        remark=remark.strip(),
        decided_by_id=actor.id,
        decided_by_name=actor.name,
        on_behalf_of_id=absent.id,
        on_behalf_of_name=absent.name,
    )


def _too_late() -> str:
    return _("Somebody else decided this step at the same moment.")


def _what_changed(batch: ReviewBatch, dropped: list[BatchItem]) -> str:
    """What is no longer as the reviewer saw it: what was found just now, else what left last."""
    items = dropped or list(batch.items.left()[:NAMED])
    titles = [draft.title for draft in drafts(items[:NAMED]).values()]
    if not titles:
        return _("The batch changed after you opened it. Please look at it again.")
    names = pgettext("between names", ", ").join(f"“{title}”" for title in titles)
    more = len(items) - len(titles)
    if not more:
        return _(
            "The batch changed after you opened it; no longer in it: %(names)s. "
            "Please look at it again."
        ) % {"names": names}
    return ngettext(
        "The batch changed after you opened it; no longer in it: %(names)s and %(number)d more. "
        "Please look at it again.",
        "The batch changed after you opened it; no longer in it: %(names)s and %(number)d more. "
        "Please look at it again.",
        more,
    ) % {"names": names, "number": more}
