from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import Outcome, Unit
from wagtail_disclosure.review.models import GuardedMixin, GuardedQuerySet


class Answer(GuardedMixin, models.Model):
    """The agency's answer to a case: outcome and reasons, cleared by a second person.

    ``text`` names the applicant by merge fields such as ``{{ applicant_name }}`` only; they are
    filled in when the applicant reads it, so the clearance covers the text with fields unfilled.
    ``live`` means delivered.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        CLEARED = "cleared", _("Cleared")
        DELIVERED = "delivered", _("Delivered")

    wagtail_reference_index_ignore = True

    public_fields = ("outcome", "text", "language", "items")
    private_fields = ("case", "state", "live", "delivered_on", "author_id", "author_name")

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="answers", verbose_name=_("case")
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="+", verbose_name=_("outcome")
    )
    text = models.TextField(_("answer and reasons"))
    language = models.CharField(_("language"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    live = models.BooleanField(_("delivered"), default=False, editable=False)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    author_id = models.BigIntegerField(null=True, editable=False)
    author_name = models.CharField(_("author"), max_length=200, editable=False)

    objects = GuardedQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "cleared", "delivered"]),
                name="disclosure_answer_state",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", live=True, delivered_on__isnull=False)
                | (~Q(state="delivered") & Q(live=False, delivered_on__isnull=True)),
                name="disclosure_answer_delivered",
            ),
            # The last belt of the guard: nothing reaches an applicant without a clearance.
            models.CheckConstraint(
                condition=Q(live=False) | Q(clearance__isnull=False),
                name="disclosure_answer_live_is_cleared",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(live=False), name="disclosure_answer_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_state_display()}"

    @property
    def review_unit(self) -> Unit | None:
        """The unit whose people review this answer."""
        return self.case.unit
