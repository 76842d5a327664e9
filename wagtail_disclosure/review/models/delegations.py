from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import Actor, History
from wagtail_disclosure.core.days import written_day


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> "DelegationQuerySet":
        """Delegations that count on that day of the agency's zone, first and last day included."""
        return self.filter(first_day__lte=on, last_day__gte=on)

    def principals_of(self, user: Any, on: date) -> list[Any]:
        """The ids of the active people whose place ``user`` may take on that day."""
        found = self.in_force(on).filter(deputy=user, principal__is_active=True)
        return list(found.values_list("principal_id", flat=True))

    def overlapping(self, delegation: "Delegation") -> "DelegationQuerySet":
        """Other delegations of the same person with a day in common."""
        return self.filter(
            principal=delegation.principal_id,
            first_day__lte=delegation.last_day,
            last_day__gte=delegation.first_day,
        ).exclude(pk=delegation.pk)


class Delegation(models.Model):
    """Somebody with a role in the review names a deputy for a period; both may then decide."""

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="disclosure_delegations",
        verbose_name=_("who is away"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="disclosure_deputy_for",
        verbose_name=_("deputy"),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="disclosure_delegation_period"
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")), name="disclosure_delegation_other_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.deputy}"

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.principal_id is not None and self.principal_id == self.deputy_id:
            errors["deputy"] = _("Name somebody else: nobody is their own deputy.")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day is before the first.")
        if errors:
            raise ValidationError(errors)
        self._check_overlap()

    def _check_overlap(self) -> None:
        """One deputy at a time: else nobody could say who was to decide."""
        if None in (self.principal_id, self.first_day, self.last_day):
            return
        other = Delegation.objects.overlapping(self).select_related("deputy").first()
        if other is None:
            return
        message = _(
            "%(deputy)s is the deputy already from %(first_day)s to %(last_day)s. Choose other "
            "days, or end that period first."
        )
        values = {
            "deputy": Actor.of(other.deputy).name,
            "first_day": written_day(other.first_day),
            "last_day": written_day(other.last_day),
        }
        raise ValidationError({"first_day": message % values})
