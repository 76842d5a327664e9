from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.models.workflows import BaseTaskStateManager, TaskStateQuerySet

from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.roles import Role


class ReviewTaskStateQuerySet(TaskStateQuerySet):
    def open(self) -> "ReviewTaskStateQuerySet":
        """Tiers that wait for a decision."""
        return self.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )

    def for_roles_of(self, user: Any) -> "QuerySet[ReviewTaskState]":
        """Tiers whose role the user holds for the content's unit, in one query."""
        office = Q(unit__body__office__head=user) | Q(unit__body__office__officers__user=user)
        leader = Q(unit__leader=user) | Q(unit__leader=None, unit__body__leader=user)
        role = "task__reviewtask__role"
        return self.filter(
            (Q(**{role: Role.UNIT_HEAD}) & Q(unit__head=user))
            | (Q(**{role: Role.OFFICE}) & office)
            | (Q(**{role: Role.LEADER}) & leader)
            | (Q(**{role: Role.COMMITTEE}) & Q(unit__body__committee=user))
        ).distinct()


class ReviewTaskState(TaskState):
    """One tier of one round: on which content, by whom, with which remark (``comment``).

    Where it was referred to the committee, the remark is the question.
    """

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Returned")
        REFERRED = "referred", _("Referred to the committee")
        RECLASSIFIED = "reclassified", _("Class changed")

    fingerprint = models.CharField(_("fingerprint"), max_length=64, editable=False, default="")
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("unit"),
    )
    decision = models.CharField(
        _("decision"), max_length=12, choices=Decision.choices, blank=True, editable=False
    )
    # Whose place a deputy took.
    on_behalf_of_id = models.BigIntegerField(null=True, editable=False)
    on_behalf_of_name = models.CharField(
        _("on behalf of"), max_length=200, editable=False, default=""
    )
    decided_by_id = models.BigIntegerField(null=True, editable=False)
    decided_by_name = models.CharField(_("decided by"), max_length=200, editable=False, default="")

    objects = BaseTaskStateManager.from_queryset(ReviewTaskStateQuerySet)()

    class Meta:
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")

    @property
    def role(self) -> str:
        return self.task.specific.role

    def as_step(self) -> dict[str, Any]:
        """This decision as the clearance keeps it."""
        return {
            "role": self.role,
            "decided_by_id": self.decided_by_id,
            "decided_by_name": self.decided_by_name,
            "decided_at": self.finished_at.isoformat(),
            "remark": self.comment,
            "fingerprint": self.fingerprint,
        }
