"""What the review tells the rest: whom it waits for."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import WorkflowState

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.models import ReviewTaskState
from wagtail_disclosure.review.models.rounds import object_of, why_not
from wagtail_disclosure.review.roles import Role


def work_items(user: Any) -> Iterator[WorkItem]:
    """Tiers that a person may decide now, and what was returned to them."""
    yield from _to_decide(user)
    yield from _returned(user)


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


def _day(moment: Any) -> Any:
    """The day in the agency's zone."""
    return timezone.localtime(moment, conf.time_zone()).date()
