from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.cases.models.events import EventRow
from wagtail_disclosure.review.models.task_states import Decided
from wagtail_disclosure.review.roles import TIER_CHOICES


class AnswerDecision(Decided, EventRow):
    """What one tier of the review decided about an answer, bound to the words that it saw.

    It counts for the round that began when the answer was sent to review, and for the unit that
    was in charge.
    """

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        REFERRED = "referred", _("Referred to the secrecy committee")
        RETURNED = "returned", _("Returned")

    on_public_pages: ClassVar[bool] = False

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("answer")
    )
    # The event with which the answer was sent to review.
    proposal_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    # Empty where the office returned it, by its right to clear answers.
    role = models.CharField(_("role"), max_length=10, choices=TIER_CHOICES, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    on_behalf_of_id = models.BigIntegerField(null=True)
    on_behalf_of_name = models.CharField(_("on behalf of"), max_length=200, blank=True)

    class Meta(EventRow.Meta):
        verbose_name = _("decision about an answer")
        verbose_name_plural = _("decisions about answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["confirmed", "referred", "returned"]),
                name="disclosure_answer_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.role} {self.decision}"

    @property
    def decided_by_name(self) -> str:
        return self.actor_name

    def as_step(self) -> dict[str, object]:
        """This decision as the clearance of the answer keeps it.

        Without its reason: clearances are read by people who can't read the case.
        """
        return {
            "role": self.role,
            "decided_by_id": self.actor_id,
            "decided_by_name": self.actor_name,
            "on_behalf_of_id": self.on_behalf_of_id,
            "on_behalf_of_name": self.on_behalf_of_name,
            "decision": self.decision,
            "decided_at": self.recorded_at.isoformat(),
            "remark": "",
        }
