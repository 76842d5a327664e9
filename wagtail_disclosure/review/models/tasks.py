from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.files import check_files
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.waivers import waive
from wagtail_disclosure.review.models import rounds
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import Role

CONFIRM = "approve"
RETURN = "reject"
REFER = "refer"
OPEN = "review"


class ReviewTask(Task):
    """A tier of the secrecy review as a Wagtail workflow task; there is one per role."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices, unique=True)

    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("secrecy review")
        verbose_name_plural = _("secrecy reviews")

    def __str__(self) -> str:
        return self.get_role_display()

    @classmethod
    def for_role(cls, role: str) -> "ReviewTask":
        """The task of ``role``, made when first asked for."""
        with translation.override(conf.default_language()):
            name = str(Role(role).label)
        task, _is_new = cls.objects.get_or_create(role=role, defaults={"name": name})
        return task

    @classmethod
    def get_description(cls) -> str:
        return str(_("People in the tier's role clear content for the public"))

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Open this tier, or the first one again where earlier tiers approved other content.

        The committee's closes at once where nobody needs it.
        """
        subject = rounds.latest_revision(workflow_state).as_object()
        content = fingerprints.canonical_content(subject)
        current = fingerprints.fingerprint(content)
        if rounds.void_stale_approvals(workflow_state, current, user=user):
            first = workflow_state.get_next_task().specific
            if first != self:
                return first.start(workflow_state, user=user)
        task_state = super().start(workflow_state, user=user)
        task_state.fingerprint = current
        task_state.unit = subject.review_unit
        task_state.changes = rounds.changes_since_cleared(subject, content)
        if self.role == Role.COMMITTEE and not rounds.needs_committee(workflow_state):
            task_state.status = TaskState.STATUS_SKIPPED
            task_state.finished_at = timezone.now()
        fields = ["fingerprint", "unit", "changes", "status", "finished_at"]
        task_state.save(update_fields=fields)
        return task_state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Decisions are taken on the review page only; this says who may open it."""
        task_state = obj.current_workflow_task_state
        is_here = isinstance(task_state, ReviewTaskState) and task_state.task_id == self.pk
        if not is_here or rounds.why_not(task_state, user) is not None:
            return []
        return [(OPEN, _("Open the review"), False)]

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide this tier, whatever form or script it was sent from.

        ``fingerprint`` says which content the reviewer saw, ``looked_at`` which hints they looked
        at (:func:`~wagtail_disclosure.review.hints.subjects.digest`), ``comment`` is their remark.
        Raises DecisionRefused, saying why, for people who may not decide and for what changed.
        """
        current = rounds.lock(task_state)
        rounds.check_decider(current, user)
        comment = str(kwargs.get("comment") or "").strip()
        seen = str(kwargs.get("fingerprint") or "")
        if action_name == CONFIRM:
            looked_at = str(kwargs.get("looked_at") or "")
            self._confirm(current, user, comment, seen, looked_at)
        elif action_name == RETURN:
            self._return(current, user, comment)
        elif action_name == REFER:
            self._refer(current, user, comment, seen)
        else:
            raise DecisionRefused(_("There is no such decision."))

    def _confirm(
        self, current: ReviewTaskState, user: Any, comment: str, seen: str, looked_at: str
    ) -> None:
        workflow_state = current.workflow_state
        subject = rounds.latest_revision(workflow_state).as_object()
        rounds.check_unchanged(current, subject, seen)
        check_files(subject)
        current.waived_hints = waive(subject, looked_at=looked_at)
        current.sign(user, ReviewTaskState.Decision.CONFIRMED)
        current.approve(user=user, update=False, comment=comment)
        if rounds.referral(workflow_state) is not None:
            rounds.skip_the_rest(current)
        # Before the workflow finishes: finishing publishes, and the guard asks for the clearance.
        rounds.clear_if_complete(workflow_state, subject, by=user)
        workflow_state.update(user=user)

    def _return(self, current: ReviewTaskState, user: Any, comment: str) -> None:
        if not comment:
            raise DecisionRefused(_("Say what has to change: the drafter reads it."))
        current.sign(user, ReviewTaskState.Decision.RETURNED)
        current.reject(user=user, comment=comment)

    def _refer(self, current: ReviewTaskState, user: Any, question: str, seen: str) -> None:
        if not question:
            raise DecisionRefused(_("Write down your question: the committee answers it."))
        subject = rounds.latest_revision(current.workflow_state).as_object()
        rounds.check_unchanged(current, subject, seen)
        committee = rounds.committee_for(current, by=user)
        current.sign(user, ReviewTaskState.Decision.REFERRED)
        current.close_referred(question, by=user)
        current.workflow_state.update(user=user, next_task=committee)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it is under review nobody edits it: return it, or cancel the review, first."""
        return True
