"""A round of review: from submission to the last tier's decision or the return to the drafter."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Task, TaskState, WorkflowMixin, WorkflowState

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import originals
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.standings import COUNTING, standing_of
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import Role, people
from wagtail_disclosure.review.signals import approvals_voided

ROUND_RESTARTED = "wagtail_disclosure.round_restarted"


def object_of(workflow_state: WorkflowState) -> Any:
    """The guarded object that the round is about, as it is stored."""
    stored = workflow_state.content_object
    return stored.specific if isinstance(stored, Page) else stored


def under_review(model: type[Any], keys: Iterable[str]) -> set[str]:
    """Which of the objects of ``model`` with these ids are in a round."""
    running = WorkflowState.objects.active().filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id__in=list(keys),
    )
    return set(running.values_list("object_id", flat=True))


def latest_revision(workflow_state: WorkflowState) -> Revision:
    """What would be published: Wagtail publishes the latest revision, not the approved one."""
    return workflow_state.content_object.get_latest_revision()


def changes_since_cleared(subject: Any, content: dict[str, Any]) -> list[str] | None:
    """Names of the public fields in which ``content`` differs from what was cleared last."""
    last = Clearance.objects.last_cleared(subject)
    if last is None:
        return None
    old, new = last.content["fields"], content["fields"]
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def decisions(workflow_state: WorkflowState) -> list[ReviewTaskState]:
    """The decisions of this round that still count, referrals included, first one first."""
    states = ReviewTaskState.objects.filter(
        workflow_state=workflow_state,
        status__in=COUNTING,
        # Wagtail's own ``approve()`` leaves this empty: not a decision of this review.
        decided_by_id__isnull=False,
    )
    return list(states.order_by("finished_at", "pk"))


def approvals(workflow_state: WorkflowState) -> list[ReviewTaskState]:
    """The tiers of this round that approved what still counts, first tier first."""
    return [
        state for state in decisions(workflow_state) if state.status == TaskState.STATUS_APPROVED
    ]


def referral(workflow_state: WorkflowState) -> ReviewTaskState | None:
    """The step that asked the secrecy committee, with its question; None where none did."""
    referred = ReviewTaskState.Decision.REFERRED
    found = [state for state in decisions(workflow_state) if state.decision == referred]
    return found[-1] if found else None


def why_not(task_state: ReviewTaskState, user: Any) -> str | None:
    """Why ``user`` may not decide this tier, as a sentence; None where they may."""
    return standing_of(task_state).why_not(user)


def lock(task_state: TaskState) -> ReviewTaskState:
    """This tier as it is now, locked until the transaction ends.

    Raises DecisionRefused where it no longer exists.
    """
    rounds = WorkflowState.objects.filter(pk=task_state.workflow_state_id)
    # Writing what is there locks the row on every database: SQLite knows no SELECT FOR UPDATE, and
    # whoever reads first there and then writes is refused instead of waiting for their turn.
    rounds.update(status=F("status"))
    round_ = rounds.first()
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


def tasks_left(workflow_state: WorkflowState) -> list[Task]:
    """The tasks that still have to be passed, in order; the committee's only where it is one."""
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow_state.workflow, active=True)
    left = tasks.exclude(task_states__in=workflow_state.successful_task_states)
    return [
        task
        for task in left.order_by("workflow_tasks__sort_order").specific()
        if getattr(task, "role", None) != Role.COMMITTEE or needs_committee(workflow_state)
    ]


def needs_committee(workflow_state: WorkflowState) -> bool:
    """Whether the secrecy committee has to decide: it is a tier here, or was asked."""
    profile = profile_of(workflow_state)
    is_tier = profile is not None and Role.COMMITTEE in profile.roles()
    return is_tier or referral(workflow_state) is not None


def profile_of(workflow_state: WorkflowState) -> Any | None:
    """The review profile whose workflow this round follows."""
    return getattr(workflow_state.workflow, "review_profile", None)


def clear_if_complete(workflow_state: WorkflowState, subject: Any, *, by: Any) -> None:
    """Write the clearance after the last decision.

    Raises DecisionRefused where Wagtail would finish although a tier of the profile is missing.
    """
    if tasks_left(workflow_state):
        return
    steps = decisions(workflow_state)
    missing = missing_roles(workflow_state)
    if missing is None or missing:
        raise DecisionRefused(
            _("A tier of the review profile is missing here. Save the profile again first.")
        )
    kind = Clearance.Kind.REVIEW
    if originals.is_translation_workflow(workflow_state.workflow):
        originals.check_original(subject, since=steps[-1].started_at)
        kind = Clearance.Kind.TRANSLATION
    Clearance.record(
        subject,
        decision=Clearance.Decision.CLEARED,
        kind=kind,
        proposed_by=proposer(workflow_state),
        decided_by=Actor.of(by),
        reason=steps[-1].comment,
        steps=[state.as_step() for state in steps],
    )


def missing_roles(workflow_state: WorkflowState) -> set[str] | None:
    """The roles that have not approved yet; None where nobody knows which are needed.

    The secrecy committee's answer to a referral is final: nobody else is needed then.
    """
    decided = {state.role for state in approvals(workflow_state)}
    if referral(workflow_state) is not None:
        return {Role.COMMITTEE.value} - decided
    if originals.is_translation_workflow(workflow_state.workflow):
        return {Role.LANGUAGE.value} - decided
    profile = profile_of(workflow_state)
    return None if profile is None else set(profile.roles()) - decided


def skip_the_rest(current: ReviewTaskState) -> None:
    """After the committee's final decision the remaining tiers have nothing to decide."""
    for task in tasks_left(current.workflow_state):
        ReviewTaskState.objects.create(
            workflow_state=current.workflow_state,
            revision=current.revision,
            task=task,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
            fingerprint=current.fingerprint,
            unit=current.unit,
        )


def committee_for(current: ReviewTaskState, *, by: Any) -> Task:
    """The task of the secrecy committee that ``by`` may refer this step to.

    Raises DecisionRefused, saying why, where there is nobody there who could decide it.
    """
    if current.role == Role.COMMITTEE:
        raise DecisionRefused(_("The secrecy committee decides this itself."))
    tasks = current.workflow_state.workflow.tasks.filter(active=True)
    task = tasks.filter(reviewtask__role=Role.COMMITTEE).first()
    if task is None:
        raise DecisionRefused(
            _("The secrecy committee has no part in this review. Return it with your question.")
        )
    members = set(people([(Role.COMMITTEE, current.unit)])[Role.COMMITTEE, current.unit_id])
    if not members:
        raise DecisionRefused(
            _("Nobody is on the secrecy committee, so it can't be asked. The office appoints it.")
        )
    standing = standing_of(current)
    if not members - standing.drafters - standing.deciders - {by.pk}:
        raise DecisionRefused(
            _("Everybody on the secrecy committee worked on this content or decided it before.")
        )
    return task


def proposer(workflow_state: WorkflowState) -> Actor:
    """Who submitted the content, else who edited it last."""
    user = workflow_state.requested_by or latest_revision(workflow_state).user
    return Actor.of(user) if user else Actor.software(_("unknown"))


def void_stale_approvals(workflow_state: WorkflowState, current: str, *, user: Any = None) -> bool:
    """Cancel decisions on other content than ``current``, and say so to everyone concerned.

    Returns whether there were any.
    """
    stale = [state for state in decisions(workflow_state) if state.fingerprint != current]
    for state in stale:
        state.status = TaskState.STATUS_CANCELLED
        state.save(update_fields=["status"])
    if stale:
        approvals_voided.send(
            sender=WorkflowState, instance=workflow_state, states=stale, user=user
        )
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
    voided = [state.decided_by_name for state in decisions(current.workflow_state)]
    void_stale_approvals(current.workflow_state, edited, user=user)
    current.cancel(user=user)
    log(instance=instance, action=ROUND_RESTARTED, user=user, data={"voided": voided})
