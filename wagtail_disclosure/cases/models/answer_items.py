from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.core.models import StoredFile


class AnswerItem(models.Model):
    """One document or part that a request asked for, and what becomes of it.

    Without a ``disclosed()``: its file opens for whoever holds the receipt, not for its address.
    """

    class Decision(models.TextChoices):
        RELEASED = "released", _("Released")
        RELEASED_IN_PART = "released_in_part", _("Released in part")
        WITHHELD = "withheld", _("Withheld")
        NOT_HELD = "not_held", _("Not held")

    wagtail_reference_index_ignore = True

    public_fields = ("title", "decision", "exemption_codes", "reason", "stored_file")
    private_fields = ("sort_order",)
    sort_order_field = "sort_order"

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="items", verbose_name=_("answer")
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(_("document"), max_length=300)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices)
    # Codes of the law's exemptions: an answer says what it said when exemptions are edited later.
    exemption_codes = models.JSONField(_("grounds"), default=list, blank=True)
    reason = models.TextField(_("what is left out, and why"), max_length=4000, blank=True)
    stored_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("item of an answer")
        verbose_name_plural = _("items of answers")
        ordering = ["sort_order", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def releases(self) -> bool:
        """Whether the applicant gets something of it."""
        return self.decision in (self.Decision.RELEASED, self.Decision.RELEASED_IN_PART)
