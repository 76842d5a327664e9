from datetime import date
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case


class Waiting(models.Model):
    """Something that the agency asked of somebody about a case, until it ends.

    The term is the law's for ``limit_code``, or as many working days as the agency allowed. Its
    end is counted whenever it is read (``clock.terms``), so no change of a calendar leaves it
    behind. Change these rows only through ``actions``.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True
    # Begins the name of the cause by which the clock of the case tells its pauses apart.
    pause_code: ClassVar[str] = ""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("case")
    )
    asked_on = models.DateField(_("asked on"))
    working_days = models.PositiveSmallIntegerField(
        _("working days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["asked_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.case} · {self._meta.verbose_name}"

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def limit_code(self) -> str:
        """The time limit of the law that applies where the agency set no term of its own."""
        return ""

    @property
    def pause_cause(self) -> str:
        """Names this row among the pauses of the clock of its case."""
        return f"{self.pause_code}:{self.pk}"

    def was_open_on(self, day: date) -> bool:
        return self.asked_on <= day and (self.ended_on is None or day < self.ended_on)


def ended_after_it_began(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("asked_on")),
        name=name,
    )


def one_open_each_case(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["case"], condition=models.Q(ended_on__isnull=True), name=name
    )
