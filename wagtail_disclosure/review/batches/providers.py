"""What waits for whom in batches: a decision, what came back, and what was interrupted."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.batches.standings import (
    Standing,
    reference_of,
    standings,
    visible_to,
)
from wagtail_disclosure.review.models import BatchDecision, BatchItem, ReviewBatch, ReviewTaskState
from wagtail_disclosure.review.providers import way_on
from wagtail_disclosure.review.roles import bodies_of_office


def work_items(user: Any) -> Iterator[WorkItem]:
    """Batches that ``user`` may decide now, was given back, or decided and are not public yet.

    For the office also those that nobody may decide.
    """
    unfinished = (ReviewBatch.State.OPEN, ReviewBatch.State.CLEARING)
    found = standings(visible_to(user).filter(state__in=unfinished).order_by("pk"))
    for standing in found:
        if standing.batch.state == ReviewBatch.State.CLEARING:
            yield from _interrupted(standing, user)
        elif user.pk in standing.people:
            yield _item(
                standing.batch,
                number=standing.waiting,
                kind=_("Review of a batch: %(role)s") % {"role": standing.role_label},
                verb=_("Review"),
                reference=reference_of(standing.batch),
            )
    yield from _blocked([standing for standing in found if standing.is_blocked], user)
    yield from _returned(user)


def _blocked(blocked: list[Standing], user: Any) -> Iterator[WorkItem]:
    """For the office: batches that nobody can go on with."""
    bodies = set(bodies_of_office(user).values_list("pk", flat=True)) if blocked else set()
    for standing in blocked:
        batch = standing.batch
        if batch.unit.body_id in bodies:
            yield _item(
                batch,
                number=standing.waiting,
                kind=standing.why_blocked,
                reference=reference_of(batch),
                **_way_on(standing),
            )


def _way_on(standing: Standing) -> dict[str, str]:
    if standing.role is None:
        # Writing a profile is for administrators: the office reads on the page what is missing.
        return {"verb": _("Open")}
    return way_on(standing.batch.unit, is_vacant=standing.is_vacant)


def _interrupted(standing: Standing, user: Any) -> Iterator[WorkItem]:
    """Goes on by itself as a rule; who decided last sees it until the last row is public."""
    last = standing.batch.confirmations().last()
    if standing.waiting and last is not None and last.decided_by_id == user.pk:
        kind = _("Cleared: becoming public")
        yield _item(standing.batch, number=standing.waiting, kind=kind, verb=_("Go on"))


def _returned(user: Any) -> Iterator[WorkItem]:
    """Until each row was edited, sent again, or went another way."""
    rows = BatchItem.objects.filter(state=BatchItem.State.RETURNED)
    returned = ReviewBatch.objects.filter(proposed_by_id=user.pk, pk__in=rows.values("batch"))
    for batch in returned.order_by("pk"):
        decision = _return_of(batch)
        number = batch.items.filter(state=BatchItem.State.RETURNED).count()
        kind = _("Returned: %(remark)s") % {"remark": decision.remark if decision else ""}
        yield _item(batch, number=number, kind=kind, verb=_("Revise"))


def _return_of(batch: ReviewBatch) -> BatchDecision | None:
    return batch.decisions.filter(decision=ReviewTaskState.Decision.RETURNED).last()


def _item(
    batch: ReviewBatch, *, number: int, kind: str, verb: str, reference: str = "", url: str = ""
) -> WorkItem:
    label = ngettext(
        "%(name)s: batch of %(number)d entry", "%(name)s: batch of %(number)d entries", number
    )
    return WorkItem(
        label=label % {"name": batch.name, "number": number},
        kind=kind,
        url=url or reverse("disclosure_review:batch", args=[batch.pk]),
        verb=verb,
        reference=reference,
        waiting_since=timezone.localtime(batch.proposed_at, conf.time_zone()).date(),
    )
