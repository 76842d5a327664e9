from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.wording import CLOCK_NAMES
from wagtail_disclosure.core.audit import AppendOnlyModel
from wagtail_disclosure.rules import deadlines


class EventRow(AppendOnlyModel):
    """Something that happened to a case; people are named by id and by name as it was."""

    wagtail_reference_index_ignore = True

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("case")
    )
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("by"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        default_permissions = ()


class ClockEvent(EventRow):
    """Something that moves the due date of a case; the due date is a fold over these rows."""

    on_public_pages: ClassVar[bool] = False

    kind = models.CharField(_("kind"), max_length=10, choices=CLOCK_NAMES)
    cause = models.CharField(_("cause"), max_length=60, blank=True)
    amount = models.PositiveSmallIntegerField(_("amount"), default=0)
    source = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta(EventRow.Meta):
        verbose_name = _("clock event")
        verbose_name_plural = _("clock events")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"

    def as_rules(self) -> deadlines.ClockEvent:
        """This row as the plain value that the deadline rules count with."""
        return deadlines.ClockEvent(
            kind=deadlines.ClockKind(self.kind),
            on=self.on,
            cause=self.cause,
            amount=self.amount,
            source=self.source,
        )


class CaseEvent(EventRow):
    """A step of a case, for its timeline."""

    on_public_pages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Request submitted")
        ACCEPTED = "accepted", _("Receipt confirmed")
        ASSIGNED = "assigned", _("Assigned")
        ANSWER_DRAFTED = "answer_drafted", _("Answer drafted")
        ANSWER_PROPOSED = "answer_proposed", _("Answer sent to review")
        ANSWER_CONFIRMED = "answer_confirmed", _("Step of the review confirmed")
        ANSWER_REFERRED = "answer_referred", _("Secrecy committee asked")
        ANSWER_CLEARED = "answer_cleared", _("Answer cleared")
        ANSWER_RETURNED = "answer_returned", _("Answer returned")
        ANSWERED = "answered", _("Answered")
        CORRECTION_REQUESTED = "correction_requested", _("Applicant asked for a correction")
        CORRECTED = "corrected", _("Correction received")
        CONSULTED = "consulted", _("Others asked for their opinion")
        CONSULTATION_ENDED = "consultation_ended", _("Opinion recorded")
        EXTENSION_PROPOSED = "extension_proposed", _("More time proposed")
        EXTENDED = "extended", _("Time to answer extended")
        EXTENSION_REFUSED = "extension_refused", _("More time refused")
        CHARGED = "charged", _("Fee notice sent")
        PAID = "paid", _("Fee paid")
        SPLIT = "split", _("Split")
        JOINED = "joined", _("Joined with another case")
        TRANSFERRED = "transferred", _("Transferred")
        ABANDONED = "abandoned", _("Abandoned")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REOPENED = "reopened", _("Reopened")
        CHALLENGED = "challenged", _("Challenge registered")
        CHALLENGE_ENDED = "challenge_ended", _("Challenge ended")
        TASK_GIVEN = "task_given", _("Task given to a unit")
        TASK_DONE = "task_done", _("Task done")
        NOTED = "noted", _("Note written")
        LINKED = "linked", _("Linked with another case")
        RESTRICTED = "restricted", _("Restricted")
        UNRESTRICTED = "unrestricted", _("Restriction lifted")
        DUE_DATE_MOVED = "due_date_moved", _("Due date moved by calendar or law")
        RECEIPT_BACKDATED = "receipt_backdated", _("Receipt backdated")
        APPLICANT_CLASSIFIED = "applicant_classified", _("Kind of applicant recorded")
        APPLICANT_REVEALED = "applicant_revealed", _("Applicant revealed")
        LETTER_WRITTEN = "letter_written", _("Letter written")
        LETTER_READ = "letter_read", _("Letter read")
        LETTER_DELIVERED = "letter_delivered", _("Letter delivered")
        PAPERS_ADDED = "papers_added", _("Papers added by the applicant")
        FILE_OPENED = "file_opened", _("File opened")
        SATISFACTION_SAID = "satisfaction_said", _("Applicant said how satisfied they are")
        DISCLOSURE_PROPOSED = "disclosure_proposed", _("Proposed for everybody")
        LISTED_IN_LOG = "listed_in_log", _("Draft for the disclosure log written")
        HELD = "held", _("Legal hold placed")
        HOLD_LIFTED = "hold_lifted", _("Legal hold lifted")
        ERASED = "erased", _("Personal data destroyed")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    # Codes and names of units, officers and outcomes; never what an applicant wrote.
    details = models.JSONField(default=dict)

    class Meta(EventRow.Meta):
        verbose_name = _("case event")
        verbose_name_plural = _("case events")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"

    def get_kind_display(self) -> str:
        """Its kind in words; papers are added by the applicant, or for somebody by who is named."""
        if self.kind == self.Kind.PAPERS_ADDED and self.actor_id is not None:
            return gettext("Papers added")
        return str(self.Kind(self.kind).label)
