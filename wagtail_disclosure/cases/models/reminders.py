from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.core.audit import AppendOnlyModel


class Reminder(AppendOnlyModel):
    """That a person was reminded of a last day, at which stage, and by which mail.

    Written in one transaction with the mail, so that nobody is reminded of the same twice.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        CORRECTION = "correction", _("Correction by the applicant")
        CONSULTATION = "consultation", _("Opinion of others")
        FEE_NOTICE = "fee_notice", _("Payment")
        CHALLENGE = "challenge", _("Challenge")
        TASK = "task", _("Task of a unit")
        PAPERS = "papers", _("Papers to hand over or take in")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("mail")
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("case")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # Of a case several tasks, or several opinions, can be due on one day.
    object_id = models.BigIntegerField()
    due_on = models.DateField(_("due on"))
    stage = models.SmallIntegerField(_("stage"))
    recipient_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_id", "due_on", "case", "kind", "object_id", "stage"],
                name="disclosure_reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on:%Y-%m-%d}"

    @property
    def is_late(self) -> bool:
        """Whether the day was over when it was written."""
        return self.stage < 0
