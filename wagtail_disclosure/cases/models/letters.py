import json
import uuid
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.letters.kinds import LetterKind, Recipient
from wagtail_disclosure.cases.letters.texts import LetterText
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.audit import AppendOnlyModel, AppendOnlyQuerySet


class LetterQuerySet(AppendOnlyQuerySet):
    def with_deliveries(self) -> "LetterQuerySet":
        """What lists of letters show, fetched along."""
        return self.prefetch_related("deliveries", "mails")


class Letter(AppendOnlyModel):
    """A letter as it was written: number and day in the clear, every word sealed.

    It names whoever it goes to, so its text is encrypted with the key of the case. Letters are
    never changed; one that is wrong is followed by another.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="letters", verbose_name=_("case")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=LetterKind.choices)
    recipient = models.CharField(_("recipient"), max_length=12, choices=Recipient.choices)
    number = models.CharField(_("number"), max_length=120, blank=True)
    on = models.DateField(_("day of the letter"))
    language = models.CharField(_("language"), max_length=20)
    outcome_code = models.CharField(_("outcome"), max_length=60, blank=True)
    template_digest = models.CharField(_("SHA-256 of the template"), max_length=64)
    template_revision_id = models.BigIntegerField(null=True)
    ciphertext = models.BinaryField()
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(_("written by"), max_length=200)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["written_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="disclosure_letter_number"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="disclosure_letter_kind"
            ),
            models.CheckConstraint(
                condition=Q(recipient__in=Recipient.values), name="disclosure_letter_recipient"
            ),
        ]

    def __str__(self) -> str:
        # Neither addressee nor words: this text ends up in logs.
        return self.number or f"{self.get_kind_display()} {self.case}"

    def seal(self, text: LetterText) -> None:
        """Put ``text``, encrypted, into this row, which is not stored yet."""
        plain = json.dumps(text.as_content(), ensure_ascii=False).encode()
        key = self.case.key.unwrap()
        self.ciphertext = encryption.encrypt(plain, key=key, purpose=self._purpose)

    @cached_property
    def text(self) -> LetterText:
        """Every word of the letter. Raises encryption.CannotDecrypt without the key."""
        key = self.case.key.unwrap()
        plain = encryption.decrypt(self.ciphertext, key=key, purpose=self._purpose)
        return LetterText.from_content(json.loads(plain))

    @property
    def served_on(self) -> date | None:
        """The day on which the letter was served first; deadlines are met by this day."""
        return min((delivery.on for delivery in self.deliveries.all()), default=None)

    @property
    def is_delivered_at_all(self) -> bool:
        """Whether it goes to anybody; a sheet for our own file doesn't."""
        return self.recipient != Recipient.FILE

    @property
    def formats(self) -> list[rendering.Format]:
        """The kinds of files that the letter can be taken along as."""
        return rendering.available_formats()

    @property
    def _purpose(self) -> str:
        return f"letter:{self.pk.hex}"


class LetterDelivery(AppendOnlyModel):
    """That a letter was served, how and on which day.

    国办公开办函〔2016〕235号: handed over, the day it is signed for; by post, the day it is posted
    with the postal company.
    """

    class How(models.TextChoices):
        EMAIL = "email", _("By e-mail")
        POST = "post", _("By post")
        COLLECTED = "collected", _("Collected and signed for")
        ONLINE = "online", _("Online")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("letter")
    )
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    on = models.DateField(_("served on"))
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    file = models.ForeignKey(
        CaseFile,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("file as sent"),
    )
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("by"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("delivery of a letter")
        verbose_name_plural = _("deliveries of letters")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["email", "post", "collected", "online"]),
                name="disclosure_delivery_how",
            ),
            models.CheckConstraint(
                condition=~Q(how="post") | ~Q(tracking=""), name="disclosure_delivery_tracked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.on:%Y-%m-%d}"
