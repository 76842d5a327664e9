from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core.audit import History


class Extension(models.Model):
    """More time to answer: proposed by one person, decided by another who may (OGI Art. 33)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("case")
    )
    amount = models.PositiveSmallIntegerField(
        _("amount"),
        validators=[MinValueValidator(1)],
        help_text=_("In the unit of the law's time limit."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    reason = models.TextField(_("reason"))
    proposed_on = models.DateField(_("proposed on"))
    proposed_by_id = models.BigIntegerField()
    proposed_by_name = models.CharField(_("proposed by"), max_length=200)
    decided_on = models.DateField(_("decided on"), null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(_("decided by"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["proposed", "approved"]),
                name="disclosure_extension_once",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by_id__isnull=True)
                | (~Q(state="proposed") & Q(decided_by_id__isnull=False)),
                name="disclosure_extension_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="disclosure_extension_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} +{self.amount}"
