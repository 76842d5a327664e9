"""What the review tells the rest: whom it waits for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.models import WorkflowState

from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.core.seams import WorkItem, WorkList
from wagtail_disclosure.review.models import HeldPublication, ReviewProfile, ReviewTaskState
from wagtail_disclosure.review.models.profiles import units_with_too_few_people
from wagtail_disclosure.review.models.rounds import object_of
from wagtail_disclosure.review.models.standings import blocked_in, decidable_by
from wagtail_disclosure.review.roles import bodies_of_office
from wagtail_disclosure.review.screens.cards import reference_of

# The oldest; the others follow as these are dealt with.
MOST_KEPT_BACK = 50


def work_items(user: Any) -> Iterator[WorkItem]:
    """What waits for a person: tiers to decide, what was returned, kept back or is blocked."""
    yield from _to_decide(user)
    yield from _returned(user)
    yield from _kept_back(user)
    yield from _blocked(user)


def _to_decide(user: Any) -> Iterator[WorkItem]:
    found = decidable_by(user)
    my_reviews = WorkList(
        label=_("Decide on several at once"), url=reverse("disclosure_review:list")
    )
    for standing in found:
        state = standing.task_state
        yield WorkItem(
            label=state.revision.object_str,
            kind=_("Secrecy review: %(role)s") % {"role": state.task.reviewtask},
            url=reverse("disclosure_review:review", args=[state.pk]),
            verb=_("Review"),
            waiting_since=local_date(state.started_at),
            reference=reference_of(state),
            work_list=my_reviews if len(found) > 1 else None,
        )


def _returned(user: Any) -> Iterator[WorkItem]:
    returned = ReviewTaskState.objects.filter(
        workflow_state__requested_by=user,
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        workflow_state__current_task_state=F("pk"),
    )
    finder = AdminURLFinder(user)
    for state in returned.with_card():
        url = finder.get_edit_url(object_of(state.workflow_state))
        if url is not None:
            yield WorkItem(
                label=state.revision.object_str,
                kind=_("Returned to you"),
                note=state.comment,
                url=url,
                verb=_("Revise"),
                waiting_since=local_date(state.finished_at),
                reference=reference_of(state),
            )


def _blocked(user: Any) -> Iterator[WorkItem]:
    """For the office: reviews that nobody can go on with, and units for which none can succeed."""
    bodies = list(bodies_of_office(user))
    if not bodies:
        return
    for standing in blocked_in(bodies):
        state = standing.task_state
        yield WorkItem(
            label=state.revision.object_str,
            kind=_("Blocked, nobody can decide: %(role)s") % {"role": state.task.reviewtask},
            **way_on(state.unit, is_vacant=not standing.people),
            waiting_since=local_date(state.started_at),
            reference=reference_of(state),
        )
    for profile in ReviewProfile.objects.filter(body__in=bodies):
        for unit in units_with_too_few_people(profile.roles(), profile.covered_units()):
            yield WorkItem(
                label=str(unit),
                kind=_("Too few different people for the tiers of its review"),
                url=_unit_url(unit),
                verb=_("Appoint somebody"),
            )


def way_on(unit: Unit | None, *, is_vacant: bool) -> dict[str, str]:
    """What the office can do about a step that nobody may decide, and where."""
    if is_vacant:
        return {"url": _unit_url(unit), "verb": _("Appoint somebody")}
    return {"url": reverse("disclosure_delegation:add"), "verb": _("Name a deputy")}


def _unit_url(unit: Unit | None) -> str:
    if unit is None:
        return reverse("disclosure_unit:index")
    return reverse("disclosure_unit:edit", args=[unit.pk])


def _kept_back(user: Any) -> Iterator[WorkItem]:
    """What was to become public without anybody there: for the officers of its unit."""
    rows = list(HeldPublication.objects.for_people_of(user)[:MOST_KEPT_BACK])
    found = {(row.object_type, row.object_id): None for row in rows}
    for label in {row.object_type for row in rows}:
        keys = [row.object_id for row in rows if row.object_type == label]
        for instance in _stored(label, keys):
            found[label, str(instance.pk)] = instance
    finder = AdminURLFinder(user)
    for row in rows:
        instance = found[row.object_type, row.object_id]
        url = finder.get_edit_url(instance) if instance is not None else None
        if url is not None:
            yield WorkItem(
                label=get_latest_str(instance),
                kind=_("Kept back from publication"),
                url=url,
                verb=_("Open"),
                waiting_since=local_date(row.held_at),
            )


def _stored(label: str, keys: list[str]) -> Iterable[Any]:
    try:
        model = apps.get_model(label)
    except LookupError:
        # Its app is no longer installed.
        return ()
    return model._base_manager.filter(pk__in=keys)
