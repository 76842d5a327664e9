from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import sealed
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core.audit import AppendOnlyModel


class Satisfaction(AppendOnlyModel):
    """What an applicant said, once, about how a request was handled; the remark is sealed."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    class Grade(models.TextChoices):
        SATISFIED = "satisfied", _("Satisfied")
        PARTLY = "partly", _("Satisfied in part")
        DISSATISFIED = "dissatisfied", _("Not satisfied")

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="satisfaction", verbose_name=_("case")
    )
    grade = models.CharField(_("grade"), max_length=12, choices=Grade.choices)
    sealed_remark = models.BinaryField()
    on = models.DateField(_("on"), db_index=True)

    class Meta:
        verbose_name = _("satisfaction")
        verbose_name_plural = _("satisfaction")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__in=["satisfied", "partly", "dissatisfied"]),
                name="disclosure_satisfaction_grade",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.on:%Y-%m-%d}"

    @classmethod
    def write(cls, case: Any, *, grade: str, remark: str, on: date) -> "Satisfaction":
        """Store what the applicant said."""
        sealed_remark = sealed.seal_for(case, {"text": remark}, purpose="satisfaction")
        return cls.objects.create(case_id=case.pk, grade=grade, sealed_remark=sealed_remark, on=on)

    @property
    def remark(self) -> str:
        """Raises encryption.CannotDecrypt where the key of the case is gone."""
        return sealed.unseal_for(self.case, self.sealed_remark, purpose="satisfaction")["text"]
