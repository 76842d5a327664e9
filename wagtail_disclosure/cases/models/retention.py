from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.events import EventRow
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import Law, PublicBody
from wagtail_disclosure.rules.retention import (
    RetentionPeriod,
    RetentionStage,
    changed_period,
    out_of_order,
)


class Stage(models.TextChoices):
    """The stages of ``rules.retention`` in words."""

    IDENTITY_DOCUMENT = RetentionStage.IDENTITY_DOCUMENT.value, _("Number of the identity document")
    CONTACT = RetentionStage.CONTACT.value, _("How to reach the applicant")
    CONTENT = RetentionStage.CONTENT.value, _("Everything written and sent")


# What says of what cases something is destroyed, and when.
TERMS = ("body", "law", "stage", "days", "in_force_from", "days_until_then")


class RetentionRule(models.Model):
    """For how many days after its end something of every case under a law is kept.

    Where there is no rule nothing is destroyed: an agency decides that for itself, together with
    its archive. What destroys sooner than before comes into force after the setting
    ``RETENTION_NOTICE_DAYS``; until then the former days count, or there is nothing to destroy.
    """

    on_public_pages: ClassVar[bool] = False

    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="+", verbose_name=_("public body")
    )
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+", verbose_name=_("law"))
    stage = models.CharField(_("what is destroyed"), max_length=20, choices=Stage.choices)
    days = models.PositiveIntegerField(
        _("days after the end"),
        validators=[MinValueValidator(1)],
        help_text=_(
            "Counted from the day on which the case was closed, or its last challenge was decided."
        ),
    )
    basis = models.CharField(
        _("basis"), max_length=200, help_text=_("The rule of law or of the archive that says so.")
    )
    in_force_from = models.DateField(
        pgettext_lazy("retention rule", "in force from"), editable=False
    )
    days_until_then = models.PositiveIntegerField(
        _("days that count until then"), null=True, editable=False
    )

    history = History()

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["body", "law", "days", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "law", "stage"], name="disclosure_retention_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="disclosure_retention_what"
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="disclosure_retention_days"),
            models.CheckConstraint(
                condition=Q(days_until_then__isnull=True) | Q(days_until_then__gt=F("days")),
                name="disclosure_retention_sooner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.days}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, in force at once only where nothing is destroyed sooner by it."""
        stored = RetentionRule.objects.select_for_update().filter(pk=self.pk).first()
        # For other cases, or something else of them, there was no rule before; and what went past
        # the history, nobody could read in time.
        is_known = stored is not None and stored.is_as_written()
        is_about_the_same = stored is not None and stored._about() == self._about()
        period = changed_period(
            stored.period if stored and is_known and is_about_the_same else None,
            self.days,
            on=today(),
            notice_days=conf.retention_notice_days(),
        )
        self.in_force_from = period.in_force_from
        self.days_until_then = period.days_until_then
        if kwargs.get("update_fields") is not None:
            # Never a time without the day from which it counts, nor that day without the time.
            kwargs["update_fields"] = {*kwargs["update_fields"], *TERMS}
        super().save(*args, **kwargs)

    @property
    def period(self) -> RetentionPeriod:
        """What counts, and from when on."""
        return RetentionPeriod(self.days, self.in_force_from, self.days_until_then)

    def is_as_written(self, row: Any = None) -> bool:
        """Whether its terms are those of its history, of which ``row`` is the newest."""
        row = row or self.history.first()
        return row is not None and all(
            getattr(self, field.attname) == getattr(row, field.attname)
            for field in map(self._meta.get_field, TERMS)
        )

    def _about(self) -> tuple[int, int, str]:
        return self.body_id, self.law_id, self.stage

    def clean(self) -> None:
        """Raises ValidationError where a later stage would come sooner than an earlier one."""
        if None in (self.body_id, self.law_id, self.days):
            return
        others = RetentionRule.objects.filter(body_id=self.body_id, law_id=self.law_id)
        days = {RetentionStage(rule.stage): rule.days for rule in others.exclude(pk=self.pk)}
        wrong = out_of_order({**days, RetentionStage(self.stage): self.days})
        if wrong:
            earlier, later = (Stage(stage).label for stage in wrong)
            message = _("“%(later)s” can't be destroyed before “%(earlier)s” is.")
            raise ValidationError({"days": message % {"later": later, "earlier": earlier}})


class LegalHold(models.Model):
    """That nothing of a case is destroyed, whatever its age, until somebody lifts the hold.

    Courts, auditors and archives ask for that; by whom and why is in its history.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="legalholds", verbose_name=_("case")
    )
    authority = models.CharField(_("asked for by"), max_length=200)
    placed_on = models.DateField(_("placed on"))
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["placed_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(lifted_on__isnull=True),
                name="disclosure_hold_one_each_case",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=models.F("placed_on")),
                name="disclosure_hold_lifted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.placed_on:%Y-%m-%d}"


class Erasure(EventRow):
    """That something of a case was destroyed, by which rule: once each stage.

    ``reason`` is the basis of the rule as it was.
    """

    on_public_pages: ClassVar[bool] = False

    stage = models.CharField(_("what was destroyed"), max_length=20, choices=Stage.choices)
    days = models.PositiveIntegerField(_("days after the end"))

    class Meta(EventRow.Meta):
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.UniqueConstraint(fields=["case", "stage"], name="disclosure_erasure_once"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="disclosure_erasure_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on:%Y-%m-%d}"
