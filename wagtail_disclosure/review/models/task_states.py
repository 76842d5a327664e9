from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState
from wagtail.models.workflows import BaseTaskStateManager, TaskStateQuerySet

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models.delegations import Delegation
from wagtail_disclosure.review.roles import Role, acting_for

REFERRED = "wagtail_disclosure.referred"


class Decided:
    """Something that a person decided, perhaps in the place of another."""

    decided_by_name: str
    on_behalf_of_name: str

    @property
    def who_decided(self) -> str:
        """The name of who decided, and of whose place they took."""
        if not self.on_behalf_of_name:
            return self.decided_by_name
        return _("%(name)s on behalf of %(absent)s") % {
            "name": self.decided_by_name,
            "absent": self.on_behalf_of_name,
        }


class ReviewTaskStateQuerySet(TaskStateQuerySet):
    def open(self) -> "ReviewTaskStateQuerySet":
        """Tiers that wait for a decision."""
        return self.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )

    def with_round(self) -> "ReviewTaskStateQuerySet":
        """Along with what `standings` asks of each."""
        return self.select_related(
            "task__reviewtask",
            "unit__body__office",
            "workflow_state__requested_by",
            "revision__user",
        ).defer("revision__content")

    def with_card(self) -> "ReviewTaskStateQuerySet":
        """Along with what names the content in lists and mails, without its whole text."""
        return self.with_round().annotate(
            index_number=KeyTextTransform("index_number", "revision__content"),
            disclosure_class=KeyTextTransform("disclosure_class", "revision__content"),
        )

    def for_roles_of(self, user: Any, on: date | None = None) -> "QuerySet[ReviewTaskState]":
        """Tiers whose role the user holds for the content's unit, or may act in as a deputy.

        ``on`` is the day that counts for deputies. Whether they may decide is for `standings`.
        """
        who = [user.pk, *Delegation.objects.principals_of(user, on or today())]
        office = Q(unit__body__office__head__in=who) | Q(unit__body__office__officers__user__in=who)
        leader = Q(unit__leader__in=who) | Q(unit__leader=None, unit__body__leader__in=who)
        language = Q(unit__head__in=who) | Q(unit__officers__user__in=who)
        role = "task__reviewtask__role"
        found = self.filter(
            (Q(**{role: Role.UNIT_HEAD}) & Q(unit__head__in=who))
            | (Q(**{role: Role.OFFICE}) & office)
            | (Q(**{role: Role.LEADER}) & leader)
            | (Q(**{role: Role.COMMITTEE}) & Q(unit__body__committee__in=who))
            | (Q(**{role: Role.LANGUAGE}) & (language | office))
        )
        # Not distinct(): rows with JSON can't be compared on every database.
        return self.filter(pk__in=found.values("pk"))


class ReviewTaskState(Decided, TaskState):
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
    # Names of the public fields that differ from what was cleared last; null where nothing was.
    changes = models.JSONField(_("changes"), null=True, editable=False)
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

    # What looked sensitive or hidden, and was looked at and let pass.
    waived_hints = models.JSONField(_("waived hints"), default=list, editable=False)

    objects = BaseTaskStateManager.from_queryset(ReviewTaskStateQuerySet)()

    class Meta:
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")

    @property
    def role(self) -> str:
        return self.task.reviewtask.role

    def sign(self, user: Any, decision: str) -> None:
        """Put down who decides this step and in whose place; the caller saves it."""
        actor = Actor.of(user)
        self.decision = decision
        self.decided_by_id = actor.id
        self.decided_by_name = actor.name
        principal = acting_for(user, self.role, self.unit)
        if principal is not None:
            absent = Actor.of(principal)
            self.on_behalf_of_id, self.on_behalf_of_name = absent.id, absent.name

    def close_referred(self, question: str, *, by: Any) -> None:
        """Close this signed step with a question to the secrecy committee: it approves nothing."""
        self.status = TaskState.STATUS_SKIPPED
        self.finished_at = timezone.now()
        self.finished_by = by
        self.comment = question
        self.save()
        log(instance=self.revision.as_object(), action=REFERRED, user=by, revision=self.revision)

    @property
    def what_was_decided(self) -> str:
        """The decision in words, and whether an edit voided it since."""
        # Decisions of before there were several kinds have a status only.
        words = self.get_decision_display() or self.get_status_display()
        if self.status != self.STATUS_CANCELLED:
            return str(words)
        return _("%(decision)s; void since the content was edited") % {"decision": words}

    def as_step(self) -> dict[str, Any]:
        """This decision as the clearance keeps it."""
        return {
            "role": self.role,
            "decided_by_id": self.decided_by_id,
            "decided_by_name": self.decided_by_name,
            "on_behalf_of_id": self.on_behalf_of_id,
            "on_behalf_of_name": self.on_behalf_of_name,
            "decision": self.decision,
            "decided_at": self.finished_at.isoformat(),
            "remark": self.comment,
            "fingerprint": self.fingerprint,
            "waived_hints": self.waived_hints,
        }
