"""A round of review: from submission to the last tier's decision or the return to the drafter."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState, WorkflowMixin, WorkflowState

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import people_in_role

ROUND_RESTARTED = "wagtail_disclosure.round_restarted"


def object_of(workflow_state: WorkflowState) -> Any:
    """The guarded object that the round is about, as it is stored."""
    stored = workflow_state.content_object
    return stored.specific if isinstance(stored, Page) else stored


def latest_revision(workflow_state: WorkflowState) -> Revision:
    """What would be published: Wagtail publishes the latest revision, not the approved one."""
    return workflow_state.content_object.get_latest_revision()


def approvals(workflow_state: WorkflowState) -> list[ReviewTaskState]:
    """The decisions of this round that still count, first tier first."""
    states = ReviewTaskState.objects.filter(
        workflow_state=workflow_state,
        status=TaskState.STATUS_APPROVED,
        # Wagtail's own ``approve()`` leaves this empty: not a decision of this review.
        decided_by_id__isnull=False,
    )
    return list(states.order_by("finished_at", "pk"))


def drafter_ids(workflow_state: WorkflowState) -> set[int]:
    """Who had a hand in what is proposed: the submitter, all editors since the last clearance."""
    subject = object_of(workflow_state)
    revisions = Revision.objects.for_instance(subject).exclude(user=None)
    last = Clearance.objects.last_cleared(subject)
    if last is not None:
        revisions = revisions.filter(created_at__gt=last.decided_at)
    drafters = set(revisions.values_list("user_id", flat=True))
    if workflow_state.requested_by_id is not None:
        drafters.add(workflow_state.requested_by_id)
    return drafters


def why_not(task_state: ReviewTaskState, user: Any) -> str | None:
    """Why ``user`` may not decide this tier, as a sentence; None where they may.

    Being a superuser changes nothing.
    """
    workflow_state = task_state.workflow_state
    is_open = task_state.status == TaskState.STATUS_IN_PROGRESS
    if not is_open or workflow_state.current_task_state_id != task_state.pk:
        return _("This step is closed: it was decided already, or the content was edited.")
    if not people_in_role(task_state.role, task_state.unit).filter(pk=user.pk).exists():
        return _("This step is for another role: %(role)s.") % {
            "role": task_state.task.specific.get_role_display()
        }
    if user.pk in drafter_ids(workflow_state):
        return _("You worked on this content yourself, so somebody else has to review it.")
    if user.pk in {state.decided_by_id for state in approvals(workflow_state)}:
        return _("You decided an earlier step of this review, so this one is for somebody else.")
    return None


def lock(task_state: TaskState) -> ReviewTaskState:
    """This tier as it is now, locked until the transaction ends.

    Raises DecisionRefused where it no longer exists.
    """
    round_ = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
    locked = ReviewTaskState.objects.select_for_update().filter(pk=task_state.pk).first()
    if locked is None:
        raise DecisionRefused(_("This step of the review no longer exists."))
    locked.workflow_state = round_
    return locked


def check_decider(task_state: ReviewTaskState, user: Any) -> None:
    """Raises DecisionRefused, saying why, unless ``user`` may decide this tier."""
    reason = why_not(task_state, user)
    if reason is not None:
        raise DecisionRefused(reason)


def check_unchanged(task_state: ReviewTaskState, subject: Any, seen: str) -> None:
    """Raises DecisionRefused unless reviewer, tier and latest revision mean the same content."""
    if not seen:
        raise DecisionRefused(
            _("Please decide on the review page: it shows exactly what becomes public.")
        )
    if not seen == task_state.fingerprint == fingerprints.fingerprint_of(subject):
        raise DecisionRefused(
            _("The content was edited after you opened it. Please look at it again.")
        )


def clear_if_complete(workflow_state: WorkflowState, subject: Any, *, by: Any) -> None:
    """Write the clearance after the last tier's decision.

    Raises DecisionRefused where Wagtail would finish although a tier of the profile is missing.
    """
    if workflow_state.get_next_task() is not None:
        return
    decisions = approvals(workflow_state)
    profile = getattr(workflow_state.workflow, "review_profile", None)
    decided = {state.role for state in decisions}
    if profile is None or set(profile.roles()) - decided:
        raise DecisionRefused(
            _("A tier of the review profile is missing here. Save the profile again first.")
        )
    Clearance.record(
        subject,
        decision=Clearance.Decision.CLEARED,
        kind=Clearance.Kind.REVIEW,
        proposed_by=proposer(workflow_state),
        decided_by=Actor.of(by),
        reason=decisions[-1].comment,
        steps=[state.as_step() for state in decisions],
    )


def proposer(workflow_state: WorkflowState) -> Actor:
    """Who submitted the content, else who edited it last."""
    user = workflow_state.requested_by or latest_revision(workflow_state).user
    return Actor.of(user) if user else Actor.software(_("unknown"))


def void_stale_approvals(workflow_state: WorkflowState, current: str) -> bool:
    """Cancel approvals of other content than ``current``; returns whether there were any."""
    stale = [state for state in approvals(workflow_state) if state.fingerprint != current]
    for state in stale:
        state.status = TaskState.STATUS_CANCELLED
        state.save(update_fields=["status"])
    return bool(stale)


def restart_if_edited(instance: Any, revision: Revision, *, user: Any) -> None:
    """An edit during the review voids the approvals so far: the first tier begins again."""
    if not isinstance(instance, WorkflowMixin):
        return
    current = instance.current_workflow_task_state
    if not isinstance(current, ReviewTaskState):
        return
    edited = fingerprints.fingerprint_of(revision.as_object())
    if current.fingerprint != edited:
        with transaction.atomic():
            _restart(lock(current), edited, instance, user=user)


def _restart(current: ReviewTaskState, edited: str, instance: Any, *, user: Any) -> None:
    if current.status != TaskState.STATUS_IN_PROGRESS:
        return
    void_stale_approvals(current.workflow_state, edited)
    current.cancel(user=user)
    log(instance=instance, action=ROUND_RESTARTED, user=user)
