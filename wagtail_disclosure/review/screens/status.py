"""Where something stands in the review and who is next, in a sentence or two."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import WorkflowState

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.review.guard.refusals import who_can_clear, why_refused
from wagtail_disclosure.review.models import Clearance, ReviewTaskState
from wagtail_disclosure.review.models.addresses import uncleared_above
from wagtail_disclosure.review.models.rounds import tasks_left
from wagtail_disclosure.review.models.standings import Standing, standing_of
from wagtail_disclosure.review.roles import Role


@dataclass(frozen=True)
class Status:
    """A step in words; ``is_blocked`` where nobody can go on."""

    step: str
    detail: str
    is_blocked: bool = False


def status_of(instance: Any) -> Status:
    """Where a guarded object stands."""
    round_ = getattr(instance, "current_workflow_state", None)
    state = getattr(instance, "current_workflow_task_state", None)
    if isinstance(state, ReviewTaskState):
        if state.status == ReviewTaskState.STATUS_IN_PROGRESS:
            return status_of_step(standing_of(state))
        if round_.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return _returned(state)
    draft = instance.get_latest_revision_as_object() if _has_draft(instance) else instance
    clearance = Clearance.objects.matching(draft)
    if clearance is not None:
        day = written_day(clearance.decided_at)
        detail = _("On %(day)s by %(name)s. Every edit goes through the review again.")
        return Status(
            step=_("Cleared"), detail=detail % {"day": day, "name": clearance.decided_by_name}
        )
    if uncleared_above(draft) is not None:
        return Status(step=_("Waits for a page above it"), detail=why_refused(draft))
    return Status(step=_("Not in review"), detail=who_can_clear(instance))


def status_of_step(standing: Standing) -> Status:
    """Where an open step stands."""
    state = standing.task_state
    values = {"day": written_day(state.started_at), "role": state.task.reviewtask}
    if standing.is_blocked:
        return Status(
            step=_("Blocked: %(role)s") % values,
            detail=_(
                "Nobody has been able to decide since %(day)s: the role is vacant, or everybody in "
                "it worked on the content or decided before. It waits until the disclosure office "
                "appoints somebody or a deputy is named."
            )
            % values,
            is_blocked=True,
        )
    names = [Actor.of(user).name for user in standing.users()]
    detail = _("Since %(day)s, for %(names)s.") % {
        **values,
        "names": pgettext("between names", ", ").join(names),
    }
    # Chinese sets no space between sentences.
    both = pgettext("two sentences", "%(first)s %(second)s")
    return Status(
        step=_("In review: %(role)s") % values,
        detail=both % {"first": detail, "second": _after(state)},
    )


def _after(state: ReviewTaskState) -> str:
    later = [str(task) for task in tasks_left(state.workflow_state) if task.pk != state.task_id]
    if not later or state.role == Role.COMMITTEE:
        return _("Then it can become public.")
    return _("Next: %(roles)s.") % {"roles": pgettext("between names", ", ").join(later)}


def _returned(state: ReviewTaskState) -> Status:
    detail = _("%(name)s on %(day)s: “%(remark)s” Revise it and send it in again.") % {
        "name": state.who_decided,
        "day": written_day(state.finished_at),
        "remark": state.comment,
    }
    return Status(step=_("Returned"), detail=detail)


def _has_draft(instance: Any) -> bool:
    return getattr(instance, "latest_revision_id", None) is not None
