from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, Workflow, WorkflowTask

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.review.models.tasks import ReviewTask
from wagtail_disclosure.review.roles import TIER_CHOICES, Role, can_be_shared_out, holders

MOST_TIERS = len(TIER_CHOICES)


class ReviewProfileQuerySet(models.QuerySet["ReviewProfile"]):
    def for_unit(self, unit: Unit | None) -> "ReviewProfile | None":
        """The profile under which content of ``unit`` is reviewed: its own, else the default."""
        if unit is None:
            return None
        profiles = self.filter(body_id=unit.body_id).select_related("workflow")
        own = profiles.filter(units=unit).first()
        return own or profiles.filter(is_default=True).first()


class ReviewProfile(ClusterableModel):
    """Which tiers content passes, in which order, before it becomes public.

    Saving it writes the Wagtail workflow of the same tiers. Raises ValidationError where a unit
    would have too few different people.
    """

    body = models.ForeignKey(
        PublicBody,
        on_delete=models.PROTECT,
        related_name="review_profiles",
        verbose_name=_("public body"),
    )
    name = TranslatedTextField(_("name"))
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("For all units that no other profile names.")
    )
    is_for_answers = models.BooleanField(
        _("for answers as well"),
        default=False,
        help_text=_(
            "Answers to requests pass the same tiers before they are delivered. Otherwise one "
            "second person clears them."
        ),
    )
    units = ParentalManyToManyField(
        Unit, blank=True, related_name="review_profiles", verbose_name=_("units")
    )
    workflow = models.OneToOneField(
        Workflow,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="review_profile",
    )

    objects = ReviewProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("review profile")
        verbose_name_plural = _("review profiles")
        ordering = ["body", "-is_default", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=models.Q(is_default=True),
                name="disclosure_one_default_profile",
                violation_error_message=_("This public body has a default profile already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        roles = self.roles()
        check_people(roles, self.covered_units())
        self.workflow = self._write_workflow(roles)
        super().save(*args, **kwargs)

    def roles(self) -> list[str]:
        """The role of each tier, first tier first, as they are in memory."""
        return [tier.role for tier in sorted(self.tiers.all(), key=lambda tier: tier.position)]

    def covered_units(self) -> list[Unit]:
        """The units whose content is reviewed under this profile."""
        named = list(self.units.all())
        if not self.is_default:
            return named
        others = ReviewProfile.objects.filter(body_id=self.body_id).exclude(pk=self.pk)
        rest = Unit.objects.filter(body_id=self.body_id).exclude(review_profiles__in=others)
        return list({unit.pk: unit for unit in [*named, *rest]}.values())

    def _write_workflow(self, roles: list[str]) -> Workflow:
        """Wagtail's workflow with one task per tier; rows that stay keep their identity.

        The committee's comes last in every one: any tier may refer to it, and it skips itself
        where no tier did.
        """
        workflow = self.workflow or Workflow()
        with translation.override(conf.default_language()):
            workflow.name = str(self.name)[:255]
        workflow.save()
        with_committee = dict.fromkeys([*roles, Role.COMMITTEE.value])
        tasks = [ReviewTask.for_role(role) for role in with_committee]
        workflow.workflow_tasks.exclude(task__in=tasks).delete()
        for position, task in enumerate(tasks):
            WorkflowTask.objects.update_or_create(
                workflow=workflow, task=task, defaults={"sort_order": position}
            )
        return workflow


class ReviewTier(Orderable):
    """One step of a profile: somebody in this role decides."""

    profile = ParentalKey(ReviewProfile, on_delete=models.CASCADE, related_name="tiers")
    role = models.CharField(_("role"), max_length=10, choices=TIER_CHOICES)

    class Meta(Orderable.Meta):
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "role"],
                name="disclosure_tier_role_once",
                violation_error_message=_("Each role can have one tier only."),
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def position(self) -> int:
        return self.sort_order if self.sort_order is not None else MOST_TIERS


def check_people(roles: list[str], units: Iterable[Unit]) -> None:
    """Raises ValidationError for a wrong number of tiers or a unit with too few people."""
    if not 1 <= len(roles) <= MOST_TIERS or len(set(roles)) != len(roles):
        raise ValidationError(_("A profile has one to four tiers, each with another role."))
    if Role.COMMITTEE in roles[:-1]:
        raise ValidationError(
            _("The secrecy committee decides finally, so its tier has to be the last one.")
        )
    short = [str(unit) for unit in units_with_too_few_people(roles, units)]
    if short:
        raise ValidationError(
            _("Too few different people for the tiers in: %(units)s.")
            % {"units": pgettext("between names", ", ").join(short)}
        )


def units_with_too_few_people(roles: list[str], units: Iterable[Unit]) -> list[Unit]:
    """Where not every tier can be decided by somebody else; deputies are nobody's second person."""
    units = list(units)
    held = holders((role, unit) for unit in units for role in roles)
    return [
        unit for unit in units if not can_be_shared_out([held[role, unit.pk] for role in roles])
    ]
