"""Mails of the review to those who must act, or whose content it is.

A mail names content by kind, number and unit and leads to it: until it is cleared its title and
every remark about it may be secret. A mail that can't be sent is logged and changes no decision.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.admin import signal_handlers as wagtails
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)
from wagtail.users.models import UserProfile

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.models import ReviewTaskState
from wagtail_disclosure.review.models.rounds import object_of, referral
from wagtail_disclosure.review.models.standings import standing_of
from wagtail_disclosure.review.roles import Role, people_in_role
from wagtail_disclosure.review.screens.cards import reference_of
from wagtail_disclosure.review.signals import approvals_voided

logger = logging.getLogger("wagtail_disclosure.review")

TEMPLATES = "wagtail_disclosure_review/mail"
# What people can switch off in their Wagtail account.
SUBMITTED = "submitted_notifications"
RETURNED = "rejected_notifications"
CLEARED = "approved_notifications"


def connect() -> None:
    """Follow the rounds of review, in the place of the mails that Wagtail would send about them."""
    _connect(task_submitted, _after_opening, ReviewTaskState, "opened")
    _connect(workflow_rejected, _after_return, WorkflowState, "returned")
    _connect(workflow_approved, _after_clearance, WorkflowState, "cleared")
    _connect(approvals_voided, _after_voiding, WorkflowState, "voided")
    for signal, notifier, uid in (
        (workflow_submitted, wagtails.workflow_submission_email_notifier, "submitted"),
        (workflow_rejected, wagtails.workflow_rejection_email_notifier, "rejected"),
        (workflow_approved, wagtails.workflow_approval_email_notifier, "approved"),
    ):
        _leave_reviews_out(signal, notifier, f"workflow_state_{uid}_email_notification")


def _connect(signal: Any, receiver: Any, sender: type[Any], name: str) -> None:
    signal.connect(receiver, sender=sender, dispatch_uid=f"wagtail_disclosure.mail {name}")


def _leave_reviews_out(signal: Any, notifier: Any, uid: str) -> None:
    """Wagtail's own mails carry titles and remarks; those about other workflows stay.

    Wagtail connects under the same name, so whichever of the two comes first is the one that stays.
    """

    def notify(instance: WorkflowState, **kwargs: Any) -> None:
        if not ReviewTaskState.objects.filter(workflow_state=instance).exists():
            notifier(instance=instance, **kwargs)

    signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
    signal.connect(notify, sender=WorkflowState, dispatch_uid=uid, weak=False)


def _after_opening(sender: Any, instance: ReviewTaskState, **kwargs: Any) -> None:
    on_commit(tell_reviewers, instance.pk)


def _after_return(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    state = _last_state(instance)
    values = (instance.requested_by, state.unit) if state else (None, None)
    on_commit(tell_that_it_came_back, instance.pk, *values)


def _after_clearance(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    on_commit(tell_drafter, instance.pk, "cleared", CLEARED)


def _after_voiding(
    sender: Any, instance: WorkflowState, states: Iterable[Any], user: Any, **kwargs: Any
) -> None:
    concerned = {instance.requested_by_id, *(state.decided_by_id for state in states)} - {None}
    names = [state.who_decided for state in states]
    editor = Actor.of(user).name if user is not None else ""
    on_commit(tell_of_edit, instance.pk, concerned, names, editor)


def on_commit(task: Callable[..., None], *args: Any) -> None:
    """Prepare mails once what they tell of is stored; what goes wrong with them is logged."""

    def after_commit() -> None:
        try:
            task(*args)
        except Exception:
            # The decision is taken; whatever went wrong with its mails comes after it.
            logger.exception("Could not prepare the mails after: %s", task.__name__)

    transaction.on_commit(after_commit)


def tell_reviewers(pk: int) -> None:
    """Mail the people who may decide this step; where there are none, the disclosure office."""
    state = ReviewTaskState.objects.open().with_card().filter(pk=pk).first()
    if state is None:
        return
    standing = standing_of(state)
    if standing.is_blocked:
        office = people_in_role(Role.OFFICE, state.unit)
        send(office, "blocked", lambda user: {"url": absolute("wagtailadmin_home"), **named(state)})
        return
    asked = referral(state.workflow_state) if state.role == Role.COMMITTEE else None
    template = "referred" if asked else "to_review"
    url = absolute("disclosure_review:review", state.pk)
    send(
        standing.users(),
        template,
        lambda user: {"url": url, "asked": asked, **named(state)},
        preference=SUBMITTED,
    )


def tell_drafter(pk: int, template: str, preference: str) -> None:
    """Mail whoever submitted the content that its round is over."""
    round_ = WorkflowState.objects.select_related("requested_by").get(pk=pk)
    state = _last_state(round_)
    if state is None or round_.requested_by is None:
        return
    send(
        [round_.requested_by],
        template,
        lambda user: {"url": _edit_url(user, round_), **named(state)},
        preference=preference,
    )


def tell_that_it_came_back(pk: int, drafter: Any, unit: Any) -> None:
    """Mail the drafter; where a reviewer turned the page into an exempt item, it is gone by now."""
    if WorkflowState.objects.filter(pk=pk).exists():
        tell_drafter(pk, "returned", RETURNED)
    elif drafter is not None:
        values = {"unit": unit, "url": absolute("wagtailadmin_home")}
        send([drafter], "withheld", lambda user: values, preference=RETURNED)


def tell_of_edit(pk: int, concerned: set[Any], names: list[str], editor: str) -> None:
    """Mail everyone concerned that an edit voided the approvals so far."""
    round_ = WorkflowState.objects.get(pk=pk)
    state = _last_state(round_)
    if state is None:
        return
    users = get_user_model()._default_manager.filter(pk__in=concerned, is_active=True)
    url = absolute("wagtailadmin_home")
    values = {"url": url, "approvers": names, "editor": editor}
    send(users, "voided", lambda user: {**values, **named(state)})


def named(state: ReviewTaskState) -> dict[str, Any]:
    """What every mail says of the content, in the active language."""
    return {"reference": reference_of(state), "role": str(state.task.reviewtask), "state": state}


def send(
    users: Iterable[Any],
    template: str,
    context_for: Callable[[Any], dict[str, Any]],
    *,
    preference: str = "",
) -> list[Any]:
    """Mail each user in their own language; returns those whose mail could not be sent.

    The first line of the template is the subject. People without an address are left out, and so
    are those who switched ``preference`` off.
    """
    failed = []
    for user in users:
        if not user.email:
            continue
        profile = UserProfile.get_for_user(user)
        if preference and not getattr(profile, preference):
            continue
        with translation.override(profile.get_preferred_language()):
            text = render_to_string(f"{TEMPLATES}/{template}.txt", context_for(user))
        subject, _separator, body = text.strip().partition("\n")
        try:
            send_mail(subject.strip(), body.strip() + "\n", [user.email])
        except Exception:  # Every mail backend has errors of its own.
            logger.exception("Could not mail “%s” to user %s", template, user.pk)
            failed.append(user)
    return failed


def absolute(name: str, *args: Any) -> str:
    """The address of an admin page as it may stand in a mail."""
    return f"{get_admin_base_url() or ''}{reverse(name, args=args)}"


def _edit_url(user: Any, round_: WorkflowState) -> str:
    path = AdminURLFinder(user).get_edit_url(object_of(round_)) or reverse("wagtailadmin_home")
    return f"{get_admin_base_url() or ''}{path}"


def _last_state(round_: WorkflowState) -> ReviewTaskState | None:
    states = ReviewTaskState.objects.filter(workflow_state=round_)
    return states.with_card().order_by("-started_at", "-pk").first()
