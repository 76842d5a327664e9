from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from wagtail_disclosure.core.audit import Actor, AppendOnlyModel, AppendOnlyQuerySet
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.files import check_files
from wagtail_disclosure.review.models import addresses
from wagtail_disclosure.review.models.originals import fingerprint_of_original


class ClearanceQuerySet(AppendOnlyQuerySet):
    def for_object(self, instance: models.Model) -> "ClearanceQuerySet":
        """Every decision about ``instance``, newest first."""
        return self.filter(
            object_type=instance._meta.label_lower, object_id=str(instance.pk)
        ).order_by("-pk")

    def matching(self, instance: Any) -> "Clearance | None":
        """The clearance that covers ``instance`` in exactly its present form, if there is one.

        Only the newest decision counts: an older clearance of other content is spent, and a
        withdrawal ends them all. An alias shows its source's content under its source's clearance.
        None where its address would show the name of a page that nobody cleared.
        """
        source_id = getattr(instance, "alias_of_id", None)
        subject = instance if source_id is None else type(instance)(pk=source_id)
        if subject.pk is None:
            return None
        decisions = self.for_object(subject)
        if isinstance(instance, Page):
            decisions = decisions.filter(addresses.no_uncleared_names(instance.path))
        newest = decisions.first()
        return newest if newest and newest.covers(instance) else None

    def last_cleared(self, instance: models.Model) -> "Clearance | None":
        """What was last found fit for the public, even if it was withdrawn since."""
        return self.for_object(instance).filter(decision=Clearance.Decision.CLEARED).first()


class Clearance(AppendOnlyModel):
    """A decision that certain content may, or may no longer, be shown to the general public.

    It is bound to the content's fingerprint and keeps the content itself, so that it can be
    proven years later what was cleared. People are named by id and by name as it was.
    """

    # That a page has one is no use of it that an editor would look for.
    wagtail_reference_index_ignore = True

    class Decision(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        REVIEW = "review", _("Secrecy review")
        LEGACY = "legacy", _("Take-over of content that was public already")
        SHIPPED = "shipped", _("Text shipped with the software")
        BATCH = "batch", _("Review of a batch")
        TRANSLATION = "translation", _("Translation review")

    # Of what was public before it was here: since when is unknown.
    PUBLIC_BEFORE = (Kind.LEGACY, Kind.SHIPPED)

    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=64)
    translation_key = models.UUIDField(null=True)
    language_code = models.CharField(_("language"), max_length=20)
    scheme = models.PositiveSmallIntegerField(_("scheme"), default=fingerprints.SCHEME)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    source_fingerprint = models.CharField(
        _("fingerprint of the original"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("For a translation: the cleared text that it was compared with."),
    )
    content = models.JSONField(_("content as cleared"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
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
            models.Index(
                fields=["object_type", "object_id", "-id"], name="disclosure_clearance_of"
            ),
            # For the names that the address of a page contains.
            models.Index(fields=["translation_key"], name="disclosure_clearance_versions"),
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

    @property
    def title(self) -> str:
        """What it is about, for people who may read clearances."""
        if title := self.content["fields"].get("title"):
            return title
        try:
            name = capfirst(str(apps.get_model(self.object_type)._meta.verbose_name))
        except LookupError:
            # Its app is no longer installed.
            name = self.object_type
        return f"{name} {self.object_id}"

    @classmethod
    def record(
        cls,
        instance: Any,
        *,
        decision: str,
        kind: str,
        proposed_by: Actor,
        decided_by: Actor,
        reason: str = "",
        steps: list[dict[str, Any]] | None = None,
        with_fields: bool = True,
    ) -> "Clearance":
        """Write down a decision about ``instance`` in exactly the form it has in memory.

        ``with_fields`` is off where the record must not repeat the content, which then nobody
        cleared. Whether these people may decide is checked by the caller: the review task, a
        take-over. Raises DecisionRefused where a file to be cleared can't be read or is not the
        one stored, and where a page above has a name that nobody cleared.
        """
        if decision == cls.Decision.CLEARED:
            # Here, so that no way to a clearance can forget it.
            check_files(instance)
            addresses.check_address(instance)
        content = fingerprints.canonical_content(instance)
        if not with_fields:
            content = {**content, "fields": {}}
        clearance = cls.of(
            instance,
            content,
            source_fingerprint=cls._compared_with(instance, decision),
            decision=decision,
            kind=kind,
            steps=steps or [],
            reason=reason,
            proposed_by=proposed_by,
            decided_by=decided_by,
        )
        clearance.save()
        return clearance

    @classmethod
    def of(
        cls,
        instance: Any,
        content: dict[str, Any],
        *,
        proposed_by: Actor,
        decided_by: Actor,
        fingerprint: str | None = None,
        **values: Any,
    ) -> "Clearance":
        """A decision about ``instance`` with this canonical content, not stored yet.

        Nothing is checked here: see ``record``.
        """
        return cls(
            object_type=instance._meta.label_lower,
            object_id=str(instance.pk),
            translation_key=getattr(instance, "translation_key", None),
            language_code=content["language"],
            scheme=fingerprints.SCHEME,
            fingerprint=fingerprint or fingerprints.fingerprint(content),
            content=content,
            proposed_by_id=proposed_by.id,
            proposed_by_name=proposed_by.name,
            decided_by_id=decided_by.id,
            decided_by_name=decided_by.name,
            **values,
        )

    @classmethod
    def _compared_with(cls, instance: Any, decision: str) -> str:
        """Whatever the kind of the decision: a translation ages with its original."""
        return fingerprint_of_original(instance) if decision == cls.Decision.CLEARED else ""

    def covers(self, instance: Any) -> bool:
        """Whether this decision lets ``instance``, as it is in memory, be public."""
        if self.decision != self.Decision.CLEARED or not self._is_about(instance):
            return False
        content = fingerprints.canonical_content(instance, scheme=self.scheme)
        if getattr(instance, "alias_of_id", None) is not None:
            content = self._as_source(content)
        return self.fingerprint == fingerprints.fingerprint(content)

    def _is_about(self, instance: Any) -> bool:
        """The same text in another place is another publication, except in an alias."""
        source_id = getattr(instance, "alias_of_id", None)
        subject_id = instance.pk if source_id is None else source_id
        same_type = self.object_type == instance._meta.label_lower
        return same_type and self.object_id == str(subject_id)

    def _as_source(self, content: dict[str, Any]) -> dict[str, Any]:
        """An alias in a tree of another language still shows this language's text.

        Aliases keep the address that they were given, so one that the source had when it was
        cleared before will do; any other address has been seen by nobody.
        """
        source = {**content, "language": self.language_code}
        slug = content["fields"].get("slug")
        if slug != self.content["fields"].get("slug") and slug in self._cleared_slugs():
            fields = {**content["fields"], "slug": self.content["fields"].get("slug")}
            source["fields"] = fields
        return source

    def _cleared_slugs(self) -> set[str]:
        cleared = type(self).objects.filter(
            object_type=self.object_type,
            object_id=self.object_id,
            decision=self.Decision.CLEARED,
        )
        return {row["fields"].get("slug", "") for row in cleared.values_list("content", flat=True)}
