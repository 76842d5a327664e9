"""What the review does: decide a tier, record a decision, take over what was public, withdraw."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import DraftStateMixin, Page, WorkflowMixin

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, GuardedMixin, ReviewTaskState, rounds
from wagtail_disclosure.review.models.tasks import CONFIRM, REFER, RETURN
from wagtail_disclosure.review.reclassification import reclassifiers

TAKE_OVER = "wagtail_disclosure_review.take_over_legacy"
WITHDRAW = "wagtail_disclosure_review.withdraw"


def confirm(
    task_state: ReviewTaskState,
    *,
    by: Any,
    fingerprint: str,
    remark: str = "",
    looked_at: str = "",
) -> None:
    """Approve this tier for the content with ``fingerprint``; the last tier's makes it public.

    ``looked_at`` is the digest of the hints that the reviewer looked at. Raises DecisionRefused,
    saying why, for people who may not decide, for changed content, for a file that is not as it
    was stored, and for hints that nobody looked at.
    """
    task_state.task.specific.on_action(
        task_state, by, CONFIRM, fingerprint=fingerprint, comment=remark, looked_at=looked_at
    )


def send_back(task_state: ReviewTaskState, *, by: Any, remark: str) -> None:
    """Return the content to its drafter, saying what has to change.

    Raises DecisionRefused, saying why, for people who may not decide or say nothing.
    """
    task_state.task.specific.on_action(task_state, by, RETURN, comment=remark)


def refer(task_state: ReviewTaskState, *, by: Any, question: str, fingerprint: str) -> None:
    """Ask the secrecy committee, which then decides finally; the remaining tiers are skipped.

    Raises DecisionRefused, saying why: without a question, for people who may not decide, for
    changed content, and where nobody on the committee could decide.
    """
    task = task_state.task.specific
    task.on_action(task_state, by, REFER, fingerprint=fingerprint, comment=question)


@transaction.atomic
def change_class(
    task_state: ReviewTaskState, *, by: Any, fingerprint: str, to: str, reason: str, **details: Any
) -> None:
    """End the round because the class is another one, and change it as its reclassifier does.

    The drafter reads the reason. Raises DecisionRefused, saying why: without a reason, for people
    who may not decide, for changed content and for types without classes.
    """
    current = rounds.lock(task_state)
    rounds.check_decider(current, by)
    subject = rounds.latest_revision(current.workflow_state).as_object()
    rounds.check_unchanged(current, subject, fingerprint)
    reclassifier = reclassifiers.of(subject)
    if reclassifier is None or to not in {c.value for c in reclassifier.choices(subject)}:
        raise DecisionRefused(_("It can't change to this class."))
    if not reason.strip():
        raise DecisionRefused(_("Say why the class is another one: the drafter reads it."))
    stored = rounds.object_of(current.workflow_state)
    current.sign(by, ReviewTaskState.Decision.RECLASSIFIED)
    current.reject(user=by, comment=reason)
    reclassifier.apply(stored, to=to, reason=reason, by=by, **details)


def record(
    instance: GuardedMixin,
    *,
    decision: str = Clearance.Decision.CLEARED,
    kind: str = Clearance.Kind.REVIEW,
    proposed_by: Actor,
    decided_by: Actor,
    reason: str = "",
    steps: list[dict[str, Any]] | None = None,
) -> Clearance:
    """Write down a decision about ``instance`` in exactly the form it has in memory.

    Whether these people may decide is checked by the caller: the review task, a take-over.
    """
    return Clearance.record(
        instance,
        decision=decision,
        kind=kind,
        proposed_by=proposed_by,
        decided_by=decided_by,
        reason=reason,
        steps=steps,
    )


def take_over(pages: Iterable[Any], *, proposed_by: Any, cleared_by: Any, reason: str) -> int:
    """Publish drafts whose content was public already elsewhere; returns how many.

    Two different people with a right of its own answer for it. Raises DecisionRefused otherwise,
    before anything is published.
    """
    check_take_over(proposed_by=proposed_by, cleared_by=cleared_by)
    count = 0
    with transaction.atomic():
        for page in pages:
            revision = page.get_latest_revision() or page.save_revision(user=proposed_by)
            record(
                revision.as_object(),
                kind=Clearance.Kind.LEGACY,
                proposed_by=Actor.of(proposed_by),
                decided_by=Actor.of(cleared_by),
                reason=reason,
            )
            page.publish(revision, user=cleared_by)
            count += 1
    return count


def check_take_over(*, proposed_by: Any, cleared_by: Any) -> None:
    """Raises DecisionRefused where these two may not take content over."""
    if proposed_by.pk == cleared_by.pk:
        raise DecisionRefused(
            _("One person can't both propose and clear a take-over: %(name)s.")
            % {"name": proposed_by.get_username()}
        )
    for user in (proposed_by, cleared_by):
        if not user.is_active or not user.has_perm(TAKE_OVER):
            raise DecisionRefused(
                _("%(name)s does not have the right to take over public content.")
                % {"name": user.get_username()}
            )


@transaction.atomic
def withdraw(instance: GuardedMixin, *, by: Any, reason: str) -> int:
    """Take something back from the public at once, in all languages and with all aliases.

    Only a new review makes it public again: no revert, schedule or synchronization does. Returns
    how many objects were withdrawn. Raises PermissionDenied without the right to withdraw, and
    DecisionRefused without a reason.
    """
    if not by.has_perm(WITHDRAW):
        raise PermissionDenied(_("You do not have the right to withdraw public content."))
    if not reason.strip():
        raise DecisionRefused(_("Say why it is withdrawn: the record keeps it."))
    return len(take_back(instance, by=by, reason=reason))


def take_back(
    instance: GuardedMixin, *, by: Any, reason: str, repeat_content: bool = True
) -> list[Any]:
    """:func:`withdraw` for callers that checked the right already, within their transaction.

    Returns the versions. The record repeats the public content of each, unless told not to.
    """
    versions = versions_of(instance)
    for version in versions:
        _withdraw_one(
            version, actor=Actor.of(by), user=by, reason=reason, repeat_content=repeat_content
        )
    return versions


def withdraw_by_software(instance: GuardedMixin, *, by: Actor, reason: str) -> None:
    """Take one row back that is not public as anybody cleared it; its other versions stay."""
    _withdraw_one(instance, actor=by, user=None, reason=reason, repeat_content=False)


def source_of(instance: Any) -> Any:
    """What an alias shows, over however many steps; anything else is its own source."""
    model = type(instance)
    while getattr(instance, "alias_of_id", None) is not None:
        instance = model._base_manager.get(pk=instance.alias_of_id)
    return instance


def versions_of(instance: Any) -> list[Any]:
    """The object itself, its other languages, and the aliases that show any of them."""
    model = type(instance)
    instance = source_of(instance)
    found = {instance.pk}
    if hasattr(instance, "translation_key"):
        same = model._base_manager.filter(translation_key=instance.translation_key)
        found.update(same.values_list("pk", flat=True))
    if hasattr(instance, "alias_of_id"):
        found.update(_aliases_of(model, found))
    return list(model._base_manager.filter(Q(pk__in=found)).order_by("pk"))


def _aliases_of(model: type[models.Model], keys: set[Any]) -> set[Any]:
    found = set(keys)
    new = found
    while new:
        rows = model._base_manager.filter(alias_of__in=new).values_list("pk", flat=True)
        new = set(rows) - found
        found |= new
    return found


def _withdraw_one(
    version: Any, *, actor: Actor, user: Any, reason: str, repeat_content: bool
) -> None:
    Clearance.record(
        version,
        decision=Clearance.Decision.WITHDRAWN,
        kind=Clearance.Kind.REVIEW,
        proposed_by=actor,
        decided_by=actor,
        reason=reason,
        # Of a draft that nobody cleared the record holds nothing: it would be one more copy.
        with_fields=repeat_content and version.is_disclosed,
    )
    if isinstance(version, WorkflowMixin) and version.workflow_in_progress:
        version.current_workflow_state.cancel(user=user)
    if hasattr(version, "revisions"):
        version.revisions.update(approved_go_live_at=None)
    if version.live:
        _unpublish(version, user=user)


def _unpublish(version: Any, *, user: Any) -> None:
    # The right to withdraw is checked above; Wagtail's own right to unpublish is another one.
    if isinstance(version, Page):
        UnpublishPageAction(version, user=user).execute(skip_permission_checks=True)
    elif isinstance(version, DraftStateMixin):
        UnpublishAction(version, user=user).execute(skip_permission_checks=True)
    else:
        version.live = False
        version.save(update_fields=["live"])
