import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.letters import Letter


class OutgoingMailQuerySet(models.QuerySet[Any]):
    def due(self, *, at: datetime) -> "OutgoingMailQuerySet":
        """Mails to be tried now, those that have waited longest first."""
        waiting = self.filter(state=OutgoingMail.State.WAITING, next_attempt_at__lte=at)
        return waiting.order_by("next_attempt_at", "pk")

    def unsent(self) -> "OutgoingMailQuerySet":
        return self.exclude(state=OutgoingMail.State.SENT)


class OutgoingMail(models.Model):
    """That a mail has to go out: about which case, and how far it is. Neither address nor words.

    Both are put together from what is sealed when it is sent, so destroying the key of a case
    also stops its mails. Written in the transaction of what the mail tells of.

    Mails to people of the agency are about a day instead, and have their plain id and name.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Confirmation that a request came in")
        LETTER = "letter", _("Letter")
        REMINDER = "reminder", _("Reminder")
        DIGEST = "digest", _("Weekly digest")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "Waiting")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        FAILED = "failed", pgettext_lazy("mail", "Failed")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("case"),
    )
    letter = models.ForeignKey(
        Letter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("letter"),
    )
    recipient_id = models.BigIntegerField(null=True, editable=False)
    recipient_name = models.CharField(_("recipient"), max_length=200, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written at"))
    # Of the present attempts: somebody may let a mail that failed be tried again.
    trying_since = models.DateTimeField()
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # The name of an exception: its words may repeat the address.
    last_error = models.CharField(_("last error"), max_length=100, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "pk"]
        default_permissions = ("view", "change")
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="waiting"),
                name="disclosure_mail_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["waiting", "failed"], sent_at__isnull=True),
                name="disclosure_mail_state",
            ),
            models.CheckConstraint(
                condition=Q(kind="letter", case__isnull=False, letter__isnull=False)
                | Q(kind="receipt", case__isnull=False, letter__isnull=True)
                | Q(
                    kind__in=["reminder", "digest"],
                    case__isnull=True,
                    letter__isnull=True,
                    recipient_id__isnull=False,
                    day__isnull=False,
                ),
                name="disclosure_mail_kind",
            ),
            models.UniqueConstraint(
                fields=["recipient_id", "kind", "day"], name="disclosure_mail_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="receipt"), name="disclosure_mail_one_receipt"
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(state="waiting"), name="disclosure_mail_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.letter or self.case or self.day}"
