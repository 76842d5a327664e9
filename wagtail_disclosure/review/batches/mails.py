"""Mails about batches: one for each person and step, however many rows it has.

Like those about single rounds they name no title, and not the batch either: people call it after
what is in it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Revision

from wagtail_disclosure.review.batches.standings import reference_of, standings, visible_to
from wagtail_disclosure.review.models import BatchDecision, BatchItem, ReviewBatch, ReviewTaskState
from wagtail_disclosure.review.notifications.mails import (
    RETURNED,
    SUBMITTED,
    absolute,
    on_commit,
    send,
)
from wagtail_disclosure.review.roles import Role, people_in_role

# Keys of batches that were opened, while telling of them is put off.
_opened: ContextVar[list[int] | None] = ContextVar("disclosure_opened_batches", default=None)


@contextmanager
def told_together() -> Iterator[None]:
    """Tell of all batches that are opened within at once: who may decide is asked for all of them.

    Nobody is told where it ends with an exception.
    """
    opened: list[int] = []
    token = _opened.set(opened)
    try:
        yield
    finally:
        _opened.reset(token)
    if opened:
        on_commit(tell_reviewers, opened)


def after_opening(batch: ReviewBatch) -> None:
    """It was proposed, or went on to the next tier."""
    opened = _opened.get()
    if opened is None:
        on_commit(tell_reviewers, [batch.pk])
    else:
        opened.append(batch.pk)


def after_return(batch: ReviewBatch) -> None:
    """A reviewer gave it back."""
    on_commit(tell_that_it_came_back, batch.pk)


def tell_reviewers(keys: Collection[int]) -> None:
    """Mail the people who may decide the next tier of these batches, as far as they are open; where
    there are none, the disclosure office.
    """
    still_open = _stored().filter(pk__in=keys, state=ReviewBatch.State.OPEN)
    for standing in standings(still_open.order_by("pk")):
        values = _named(standing.batch, role=standing.role_label)
        if standing.is_blocked:
            office = people_in_role(Role.OFFICE, standing.batch.unit)
            send(office, "blocked", lambda user, values=values: values)
        else:
            told = standing.users.values()
            send(told, "to_review", lambda user, values=values: values, preference=SUBMITTED)


def tell_that_it_came_back(pk: int) -> None:
    """Mail who proposed it, for software the office, and whoever wrote the drafts in it."""
    batch = _stored().get(pk=pk)
    decision = batch.decisions.filter(decision=ReviewTaskState.Decision.RETURNED).last()
    if decision is None:
        return
    values = _named(batch, role=decision.get_role_display(), state=decision)

    def context_for(user: Any) -> dict[str, Any]:
        may_open = visible_to(user).filter(pk=pk).exists()
        elsewhere = {} if may_open else {"url": absolute("wagtailadmin_home")}
        return {**values, "may_open": may_open, **elsewhere}

    send(_drafters(batch, decision), "returned", context_for, preference=RETURNED)


def _stored() -> QuerySet[ReviewBatch]:
    return ReviewBatch.objects.select_related("unit__body__office")


def _named(batch: ReviewBatch, **values: Any) -> dict[str, Any]:
    url = absolute("disclosure_review:batch", batch.pk)
    return {"is_batch": True, "reference": reference_of(batch), "url": url, **values}


def _drafters(batch: ReviewBatch, decision: BatchDecision) -> Any:
    returned = batch.items.filter(state=BatchItem.State.RETURNED)
    revisions = Revision.objects.filter(pk__in=returned.order_by().values("revision_id"))
    who = {batch.proposed_by_id, *revisions.order_by().values_list("user_id", flat=True).distinct()}
    if batch.proposed_by_id is None:
        who.update(people_in_role(Role.OFFICE, batch.unit).values_list("pk", flat=True))
    users = get_user_model()._default_manager.filter(pk__in=who - {None}, is_active=True)
    return users.exclude(pk=decision.decided_by_id).order_by("pk")
