from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyModel, AppendOnlyQuerySet
from wagtail_disclosure.review import fingerprints


class ClearanceQuerySet(AppendOnlyQuerySet):
    def for_object(self, instance: models.Model) -> "ClearanceQuerySet":
        """Every decision about ``instance``, newest first."""
        return self.filter(
            object_type=instance._meta.label_lower, object_id=str(instance.pk)
        ).order_by("-pk")

    def matching(self, instance: models.Model) -> "Clearance | None":
        """The clearance that covers ``instance`` in exactly its present form, if there is one.

        Only the newest decision counts: an older clearance of other content is spent, and a
        withdrawal ends them all.
        """
        if instance.pk is None:
            return None
        newest = self.for_object(instance).first()
        return newest if newest and newest.covers(instance) else None


class Clearance(AppendOnlyModel):
    """A decision that certain content may, or may no longer, be shown to the general public.

    It is bound to the content's fingerprint and keeps the content itself, so that it can be
    proven years later what was cleared. People are named by id and by name as it was.
    """

    class Decision(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        REVIEW = "review", _("Secrecy review")
        LEGACY = "legacy", _("Take-over of content that was public already")
        SHIPPED = "shipped", _("Text shipped with the software")

    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=64)
    translation_key = models.UUIDField(null=True)
    language_code = models.CharField(_("language"), max_length=20)
    scheme = models.PositiveSmallIntegerField(_("scheme"), default=fingerprints.SCHEME)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    content = models.JSONField(_("content as cleared"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    steps = models.JSONField(
        _("steps"), default=list, help_text=_("Each tier: role, person, moment, remark.")
    )
    reason = models.TextField(_("reason"), blank=True)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(_("proposed by"), max_length=200)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(_("decided by"), max_length=200)
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("take_over_legacy", "Can propose or confirm the take-over of already public content"),
            ("withdraw", "Can withdraw public content"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="disclosure_clearance_of")
        ]
        constraints = [
            # Two pairs of eyes, whatever the code above the database does.
            models.CheckConstraint(
                condition=~Q(proposed_by_id=F("decided_by_id")) | Q(decision="withdrawn"),
                name="disclosure_clearance_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        # No title here: this text ends up in logs.
        return f"{self.get_decision_display()} {self.object_type} {self.object_id}"

    def covers(self, instance: Any) -> bool:
        """Whether this decision lets ``instance``, as it is in memory, be public."""
        if self.decision != self.Decision.CLEARED:
            return False
        return self.fingerprint == fingerprints.fingerprint_of(instance, scheme=self.scheme)
