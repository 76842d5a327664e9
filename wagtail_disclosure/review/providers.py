"""What the review tells the rest: whom it waits for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.models import WorkflowState

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.models import HeldPublication, ReviewTaskState
from wagtail_disclosure.review.models.rounds import object_of, why_not
from wagtail_disclosure.review.roles import Role

# The oldest; the others follow as these are dealt with.
MOST_KEPT_BACK = 50


def work_items(user: Any) -> Iterator[WorkItem]:
    """Tiers that a person may decide now, and what was returned to them."""
    yield from _to_decide(user)
    yield from _returned(user)
    yield from _kept_back(user)


def _to_decide(user: Any) -> Iterator[WorkItem]:
    states = ReviewTaskState.objects.open().for_roles_of(user)
    for state in states.select_related("workflow_state", "revision").order_by("started_at"):
        if why_not(state, user) is None:
            yield WorkItem(
                label=state.revision.object_str,
                kind=_("Secrecy review: %(role)s") % {"role": Role(state.role).label},
                url=reverse("disclosure_review:review", args=[state.pk]),
                verb=_("Review"),
                waiting_since=_day(state.started_at),
            )


def _returned(user: Any) -> Iterator[WorkItem]:
    returned = WorkflowState.objects.filter(
        requested_by=user,
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        current_task_state__in=ReviewTaskState.objects.all(),
    )
    finder = AdminURLFinder(user)
    for state in returned.select_related("current_task_state__revision"):
        url = finder.get_edit_url(object_of(state))
        if url is not None:
            yield WorkItem(
                label=state.current_task_state.revision.object_str,
                kind=_("Returned: %(remark)s") % {"remark": state.current_task_state.comment},
                url=url,
                verb=_("Revise"),
                waiting_since=_day(state.current_task_state.finished_at),
            )


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
                waiting_since=_day(row.held_at),
            )


def _stored(label: str, keys: list[str]) -> Iterable[Any]:
    try:
        model = apps.get_model(label)
    except LookupError:
        # Its app is no longer installed.
        return ()
    return model._base_manager.filter(pk__in=keys)


def _day(moment: Any) -> Any:
    """The day in the agency's zone."""
    return timezone.localtime(moment, conf.time_zone()).date()
