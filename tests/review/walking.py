"""Going through rounds of review, tier by tier."""

from typing import Any

from wagtail.models import WorkflowState

from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models import ReviewTaskState


def submit(subject: Any, user: Any) -> WorkflowState:
    return subject.get_workflow().start(subject, user)


def fresh(subject: Any) -> Any:
    return type(subject).objects.get(pk=subject.pk)


def current(subject: Any) -> ReviewTaskState:
    return fresh(subject).current_workflow_task_state


def seen(subject: Any) -> str:
    """The fingerprint of what a reviewer sees now."""
    return fingerprints.fingerprint_of(fresh(subject).get_latest_revision_as_object())


def confirm(subject: Any, user: Any, remark: str = "") -> None:
    actions.confirm(current(subject), by=user, fingerprint=seen(subject), remark=remark)


def refer(subject: Any, user: Any, question: str = "Is the map secret?") -> None:
    actions.refer(current(subject), by=user, question=question, fingerprint=seen(subject))


def send_back(subject: Any, user: Any, remark: str = "Remove the address") -> None:
    actions.send_back(current(subject), by=user, remark=remark)
