import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyModel
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import Role


class ReviewBatch(models.Model):
    """Drafts of one unit that are reviewed together, by their manifest of fingerprints."""

    class State(models.TextChoices):
        OPEN = "open", _("In review")
        CLEARED = "cleared", _("Cleared")
        RETURNED = "returned", _("Returned")

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    proposed_by_id = models.BigIntegerField(null=True, editable=False)
    proposed_by_name = models.CharField(_("proposed by"), max_length=200, editable=False)
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("review batch")
        verbose_name_plural = _("review batches")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def manifest(self) -> str:
        """SHA-256, in hex, over the sorted fingerprints of the rows that are still in it."""
        waiting = self.items.filter(state=BatchItem.State.WAITING)
        fingerprints = sorted(waiting.values_list("fingerprint", flat=True))
        return hashlib.sha256("\n".join(fingerprints).encode()).hexdigest()


class BatchItem(models.Model):
    """A draft in a batch, with the fingerprint under which it was put in."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN_OUT = "taken_out", _("Taken out")
        EDITED = "edited", _("Edited since: dropped out")
        CLEARED = "cleared", _("Cleared")

    batch = models.ForeignKey(ReviewBatch, on_delete=models.CASCADE, related_name="items")
    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=64)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("row of a batch")
        verbose_name_plural = _("rows of a batch")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "object_type", "object_id"], name="disclosure_batch_item_once"
            ),
            # Nothing waits in two batches at once.
            models.UniqueConstraint(
                fields=["object_type", "object_id"],
                condition=models.Q(state="waiting"),
                name="disclosure_batch_item_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"


class BatchDecision(AppendOnlyModel):
    """What one tier decided about a batch, bound to the manifest that it saw."""

    batch = models.ForeignKey(ReviewBatch, on_delete=models.PROTECT, related_name="decisions")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    decision = models.CharField(
        _("decision"), max_length=12, choices=ReviewTaskState.Decision.choices
    )
    manifest = models.CharField(_("manifest"), max_length=64)
    remark = models.TextField(_("remark"), blank=True)
    decided_by_id = models.BigIntegerField()
    decided_by_name = models.CharField(_("decided by"), max_length=200)
    on_behalf_of_id = models.BigIntegerField(null=True)
    on_behalf_of_name = models.CharField(_("on behalf of"), max_length=200, default="")
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision about a batch")
        verbose_name_plural = _("decisions about batches")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.batch_id} {self.role} {self.decision}"

    def as_step(self) -> dict[str, Any]:
        """This decision as the clearances of the batch keep it."""
        return {
            "role": self.role,
            "decided_by_id": self.decided_by_id,
            "decided_by_name": self.decided_by_name,
            "on_behalf_of_name": self.on_behalf_of_name,
            "decided_at": self.decided_at.isoformat(),
            "remark": self.remark,
            "manifest": self.manifest,
        }
