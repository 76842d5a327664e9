import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wagtail_disclosure.core.audit import AppendOnlyModel
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models.profiles import ReviewProfile
from wagtail_disclosure.review.models.task_states import Decided, ReviewTaskState
from wagtail_disclosure.review.roles import Role


class ReviewBatchQuerySet(models.QuerySet["ReviewBatch"]):
    def locked(self, key: Any) -> "ReviewBatch":
        """The batch as it is now, locked until the transaction ends."""
        # Writing what is there locks the row on every database; SQLite knows nothing else.
        self.filter(pk=key).update(state=models.F("state"))
        return self.select_related("unit__body__office").get(pk=key)


class ReviewBatch(models.Model):
    """Drafts of one unit that are reviewed together, by their manifest of fingerprints."""

    class State(models.TextChoices):
        OPEN = "open", _("In review")
        CLEARING = "clearing", _("Cleared: becoming public")
        CLEARED = "cleared", _("Cleared")
        RETURNED = "returned", _("Returned")
        EMPTY = "empty", _("Nothing left in it")

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    proposed_by_id = models.BigIntegerField(null=True, editable=False)
    proposed_by_name = models.CharField(_("proposed by"), max_length=200, editable=False)
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)

    objects = ReviewBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("review batch")
        verbose_name_plural = _("review batches")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def manifest(self) -> str:
        """SHA-256, in hex, over the rows that are still in it: which object, in which form."""
        rows = self.items.waiting().values_list("object_type", "object_id", "fingerprint")
        lines = sorted(" ".join(row) for row in rows.iterator())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def next_role(self) -> str | None:
        """Whose turn it is; None once all tiers confirmed, or where its unit has no profile."""
        return next(iter(self.open_roles()), None)

    def open_roles(self) -> list[str]:
        """The tiers of the unit's profile that have not confirmed yet, first tier first."""
        if self.state != self.State.OPEN or not self.roles:
            return []
        return self.roles_after(self.confirmations())

    def roles_after(self, decisions: "Iterable[BatchDecision]") -> list[str]:
        """The tiers of the unit's profile without those that confirmed."""
        confirmed = {decision.role for decision in decisions}
        return [role for role in self.roles if role not in confirmed]

    @cached_property
    def roles(self) -> list[str]:
        """All tiers of the unit's profile, first tier first; none where it has no profile."""
        profile = ReviewProfile.objects.for_unit(self.unit)
        return [] if profile is None else profile.roles()

    def confirmations(self) -> "models.QuerySet[BatchDecision]":
        """The tiers' decisions so far, first tier first."""
        return self.decisions.filter(decision=ReviewTaskState.Decision.CONFIRMED)

    def close_if_empty(self) -> None:
        """Nobody is asked about a batch out of which the last row went."""
        if not self.items.waiting().exists():
            open_ones = ReviewBatch.objects.filter(pk=self.pk, state=self.State.OPEN)
            open_ones.update(state=self.State.EMPTY)


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    def waiting(self) -> "BatchItemQuerySet":
        """Rows that are still in their batch."""
        return self.filter(state=BatchItem.State.WAITING)

    def left(self) -> "BatchItemQuerySet":
        """Rows that are no longer in their batch, nor cleared with it; the last one first."""
        kept = (BatchItem.State.WAITING, BatchItem.State.CLEARED)
        return self.exclude(state__in=kept).order_by("-left_at", "pk")

    def about(self, instance: models.Model) -> "BatchItemQuerySet":
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))

    def about_all(self, objects: Iterable[models.Model]) -> "BatchItemQuerySet":
        return self.about_keys((one._meta.label_lower, str(one.pk)) for one in objects)

    def about_keys(self, keys: Iterable[tuple[str, str]]) -> "BatchItemQuerySet":
        """Rows about objects given by type and id."""
        by_type: dict[str, list[str]] = {}
        for label, key in keys:
            by_type.setdefault(label, []).append(key)
        wanted = Q(pk__in=())
        for label, ids in by_type.items():
            wanted |= Q(object_type=label, object_id__in=ids)
        return self.filter(wanted)

    def leave(self, state: str, *, reason: str = "") -> int:
        """Take the rows out of their batch as ``state`` says; returns how many."""
        return self.update(state=state, reason=reason[:300], left_at=timezone.now())


class BatchItem(models.Model):
    """A draft in a batch, with the fingerprint under which it was put in.

    It holds nothing of the draft's content: what is restricted or deleted leaves no trace here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN_OUT = "taken_out", _("Taken out")
        EDITED = "edited", _("Edited since: dropped out")
        RETURNED = "returned", _("Returned")
        FAILED = "failed", _("Set aside: could not become public")
        CLEARED = "cleared", _("Cleared")

    batch = models.ForeignKey(ReviewBatch, on_delete=models.CASCADE, related_name="items")
    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=64)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    # Which revision had it, and when that was written: unchanged, it need not be read again.
    revision_id = models.BigIntegerField(null=True, editable=False)
    revision_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, editable=False)

    objects = BatchItemQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["batch", "state"], name="disclosure_batch_item_state"),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"

    @property
    def key(self) -> tuple[str, str]:
        """Which object it is about."""
        return self.object_type, self.object_id

    @property
    def model(self) -> type[Any] | None:
        """The type of its object; None where that is no longer installed."""
        try:
            return apps.get_model(self.object_type)
        except LookupError:
            return None


class BatchDecision(Decided, AppendOnlyModel):
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
        constraints = [
            # Of two people who confirm a tier at the same moment, one is too late.
            models.UniqueConstraint(
                fields=["batch", "role"],
                condition=models.Q(decision="confirmed"),
                name="disclosure_batch_tier_once",
            ),
            models.UniqueConstraint(
                fields=["batch", "decided_by_id"],
                condition=models.Q(decision="confirmed"),
                name="disclosure_batch_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.role} {self.decision}"

    def as_step(self) -> dict[str, Any]:
        """This decision as the clearances of the batch keep it."""
        return {
            "role": self.role,
            "decided_by_id": self.decided_by_id,
            "decided_by_name": self.decided_by_name,
            "on_behalf_of_id": self.on_behalf_of_id,
            "on_behalf_of_name": self.on_behalf_of_name,
            "decision": self.decision,
            "decided_at": self.decided_at.isoformat(),
            "remark": self.remark,
            "manifest": self.manifest,
        }


def drop_if_edited(instance: models.Model, revision: Revision) -> None:
    """A row that is edited drops out of its batch at once; the others stay."""
    items = _held(BatchItem.objects.about(instance))
    edited = fingerprints.fingerprint_of(revision.as_object()) if items else None
    for item in items:
        if item.fingerprint != edited:
            BatchItem.objects.filter(pk=item.pk).leave(BatchItem.State.EDITED)
            item.batch.close_if_empty()


def drop(key: Any, label: str, *, reason: str) -> None:
    """Take an object out of the batch in which it waits, if it does: it went another way."""
    for item in _held(BatchItem.objects.filter(object_type=label, object_id=str(key))):
        BatchItem.objects.filter(pk=item.pk).leave(BatchItem.State.TAKEN_OUT, reason=reason)
        item.batch.close_if_empty()


def _held(items: BatchItemQuerySet) -> list[BatchItem]:
    """Where an object waits, or came back from and was not touched since."""
    states = (BatchItem.State.WAITING, BatchItem.State.RETURNED)
    return list(items.filter(state__in=states).select_related("batch"))
