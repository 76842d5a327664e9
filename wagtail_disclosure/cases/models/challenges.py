from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.waiting import Waiting, ended_after_it_began
from wagtail_disclosure.core.audit import History


class Challenge(Waiting):
    """Somebody does not accept how a case was handled (OGI Arts. 47, 51), and what became of it.

    The groups and results are those of table four of the annual report.
    """

    on_public_pages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        INTERNAL_REVIEW = "internal-review", _("Internal review")
        COMPLAINT = "complaint", _("Complaint")
        RECONSIDERATION = "reconsideration", _("Administrative reconsideration")
        LITIGATION = "litigation", _("Litigation without reconsideration")
        LITIGATION_AFTER = "litigation-after", _("Litigation after reconsideration")

    class Result(models.TextChoices):
        UPHELD = "upheld", _("Upheld")
        CORRECTED = "corrected", _("Corrected")
        OTHER = "other", _("Other result")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    authority = models.CharField(_("decided by"), max_length=200)
    reference = models.CharField(_("their reference"), max_length=100, blank=True)
    result = models.CharField(
        _("result"), max_length=10, choices=Result.choices, blank=True, default=""
    )

    history = History()

    class Meta(Waiting.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            ended_after_it_began("disclosure_challenge_ended"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, result="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(result="")),
                name="disclosure_challenge_result",
            ),
        ]

    @property
    def limit_code(self) -> str:
        return self.kind
