"""Mails about batches: one for each person and step, however many rows it has.

Like those about single rounds they name no title, and not the batch either: people call it after
what is in it.
"""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Revision

from wagtail_disclosure.review.batches.standings import (
    Standing,
    reference_of,
    standing_of,
    visible_to,
)
from wagtail_disclosure.review.models import BatchDecision, BatchItem, ReviewBatch, ReviewTaskState
from wagtail_disclosure.review.notifications.mails import (
    RETURNED,
    SUBMITTED,
    absolute,
    on_commit,
    send,
)
from wagtail_disclosure.review.roles import Role, people_in_role


def after_opening(batch: ReviewBatch) -> None:
    """It was proposed, or went on to the next tier."""
    on_commit(tell_reviewers, batch.pk)


def after_return(batch: ReviewBatch) -> None:
    """A reviewer gave it back."""
    on_commit(tell_that_it_came_back, batch.pk)


def tell_reviewers(pk: int) -> None:
    """Mail the people who may decide the next tier; where there are none, the disclosure office."""
    batch = _stored(pk)
    if batch.state != ReviewBatch.State.OPEN:
        return
    standing = standing_of(batch)
    values = _named(batch, role=standing.role_label)
    if standing.is_blocked:
        send(people_in_role(Role.OFFICE, batch.unit), "blocked", lambda user: values)
    else:
        send(_users(standing), "to_review", lambda user: values, preference=SUBMITTED)


def tell_that_it_came_back(pk: int) -> None:
    """Mail who proposed it, for software the office, and whoever wrote the drafts in it."""
    batch = _stored(pk)
    decision = batch.decisions.filter(decision=ReviewTaskState.Decision.RETURNED).last()
    if decision is None:
        return
    values = _named(batch, role=decision.get_role_display(), state=decision)

    def context_for(user: Any) -> dict[str, Any]:
        may_open = visible_to(user).filter(pk=pk).exists()
        elsewhere = {} if may_open else {"url": absolute("wagtailadmin_home")}
        return {**values, "may_open": may_open, **elsewhere}

    send(_drafters(batch, decision), "returned", context_for, preference=RETURNED)


def _stored(pk: int) -> ReviewBatch:
    return ReviewBatch.objects.select_related("unit__body__office").get(pk=pk)


def _named(batch: ReviewBatch, **values: Any) -> dict[str, Any]:
    url = absolute("disclosure_review:batch", batch.pk)
    return {"is_batch": True, "reference": reference_of(batch), "url": url, **values}


def _users(standing: Standing) -> Any:
    return get_user_model()._default_manager.filter(pk__in=standing.people).order_by("pk")


def _drafters(batch: ReviewBatch, decision: BatchDecision) -> Any:
    returned = batch.items.filter(state=BatchItem.State.RETURNED)
    revisions = Revision.objects.filter(pk__in=returned.order_by().values("revision_id"))
    who = {batch.proposed_by_id, *revisions.order_by().values_list("user_id", flat=True).distinct()}
    if batch.proposed_by_id is None:
        who.update(people_in_role(Role.OFFICE, batch.unit).values_list("pk", flat=True))
    users = get_user_model()._default_manager.filter(pk__in=who - {None}, is_active=True)
    return users.exclude(pk=decision.decided_by_id).order_by("pk")
