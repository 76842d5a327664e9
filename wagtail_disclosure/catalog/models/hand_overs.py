"""Batches of public entries that are handed to an archive or a library (OGI Art. 25)."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.catalog.models.categories import CategoryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import NumberSeries, PublicBody, StoredFile, Unit
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.rules.references import format_reference

REFERENCE_TEMPLATE = "HO-{year}-{serial:05d}"


class HandOver(models.Model):
    """What was handed over: to whom, how much, as which file, and what the receiver returned.

    ``left_out`` counts entries that were chosen and no longer public when the file was built.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("hand-over", "Being built")
        BUILT = "built", pgettext_lazy("hand-over", "Built")
        FAILED = "failed", pgettext_lazy("hand-over", "Failed")
        RECEIVED = "received", pgettext_lazy("hand-over", "Received")

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    recipient = models.CharField(
        _("recipient"), max_length=200, help_text=_("The archive or library.")
    )
    year = models.PositiveSmallIntegerField(
        _("year of the documents"), null=True, blank=True, help_text=_("Empty: all years.")
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible unit"),
    )
    category = models.ForeignKey(
        CategoryPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING, editable=False
    )
    problem = models.CharField(_("problem"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by_id = models.BigIntegerField(null=True, editable=False)
    created_by_name = models.CharField(_("created by"), max_length=200, editable=False)
    package = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("file"),
    )
    entries = models.PositiveIntegerField(_("entries"), default=0, editable=False)
    files = models.PositiveIntegerField(_("files"), default=0, editable=False)
    left_out = models.PositiveIntegerField(_("left out"), default=0, editable=False)
    receipt_number = models.CharField(_("number of the receipt"), max_length=100, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-reference"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_on__isnull=False) & ~Q(received_by=""),
                name="disclosure_hand_over_receipt",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if not self.reference:
                self.reference = self._next_reference()
            super().save(*args, **kwargs)

    def _next_reference(self) -> str:
        year = timezone.localdate(self.created_at, conf.time_zone()).year
        return format_reference(
            REFERENCE_TEMPLATE,
            orgcode=PublicBody.objects.own().code,
            year=year,
            serial=NumberSeries.take_next(f"hand-over-{year}"),
        )


class HandedOver(models.Model):
    """An entry of a hand-over, in exactly the form that this clearance keeps."""

    hand_over = models.ForeignKey(
        HandOver, on_delete=models.CASCADE, related_name="rows", verbose_name=_("hand-over")
    )
    clearance = models.ForeignKey(
        Clearance, on_delete=models.PROTECT, related_name="+", verbose_name=_("clearance")
    )

    class Meta:
        verbose_name = _("entry handed over")
        verbose_name_plural = _("entries handed over")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over", "clearance"], name="disclosure_handed_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hand_over_id} {self.clearance_id}"
