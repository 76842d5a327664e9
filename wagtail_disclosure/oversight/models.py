"""The annual report, and what was in it when it was made final."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyModel, History
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.oversight.exceptions import ReportIsFinal
from wagtail_disclosure.rules.annual_report import FORMAT_2021, FORMATS, digest

# The parts that people write, by the number that they have in the report.
PARTS = {
    "general": "1",
    "problems": "5",
    "other": "6",
}
# The regulations ask for a report since 2008.
FIRST_YEAR, LAST_YEAR = 2008, 9998


class AnnualReportQuerySet(models.QuerySet[Any]):
    def in_force(self) -> "AnnualReportQuerySet":
        """Of each year the final report that replaced all before it."""
        newer = AnnualReport.objects.filter(
            body=models.OuterRef("body"),
            year=models.OuterRef("year"),
            number__gt=models.OuterRef("number"),
            state=AnnualReport.State.FINAL,
        )
        return self.with_content().filter(~models.Exists(newer), state=AnnualReport.State.FINAL)

    def with_content(self) -> "AnnualReportQuerySet":
        """Those whose snapshot is there, with it."""
        return self.filter(snapshot__isnull=False).select_related("body", "snapshot")

    def without_content(self) -> "AnnualReportQuerySet":
        """Final ones whose snapshot is gone, which nothing of ours does."""
        return self.filter(state=AnnualReport.State.FINAL, snapshot__isnull=True)


class AnnualReport(models.Model):
    """The report of an agency on a year (OGI Arts. 49, 50).

    While it is a draft its tables are counted whenever somebody looks; once final they are those of
    its snapshot, and it never changes. What was wrong in it is put right in another, of the next
    ``number`` of the same year.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FINAL = "final", _("Final")

    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="+", verbose_name=_("public body")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    # It keeps the format that was in force.
    format = models.CharField(_("format"), max_length=10, default=FORMAT_2021, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    general = models.TextField(
        _("I. General situation"),
        blank=True,
        help_text=_(
            "Proactive disclosure, disclosure on request, management of information, platforms, "
            "supervision."
        ),
    )
    problems = models.TextField(_("V. Main problems and improvements"), blank=True)
    other = models.TextField(
        _("VI. Other matters"), blank=True, help_text=_("Fees that were charged, among others.")
    )

    objects = AnnualReportQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        ordering = ["-year", "-number"]
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="disclosure_annual_report_number"
            ),
            models.UniqueConstraint(
                fields=["body", "year"],
                condition=Q(state="draft"),
                name="disclosure_annual_report_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "final"]), name="disclosure_annual_report_state"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="disclosure_annual_report_year",
            ),
            models.CheckConstraint(
                condition=Q(format__in=list(FORMATS)), name="disclosure_annual_report_format"
            ),
        ]

    def __str__(self) -> str:
        name = _("Annual report %(year)s") % {"year": self.year}
        if self.number == 1:
            return name
        return _("%(report)s, version %(number)s") % {"report": name, "number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ReportIsFinal where its snapshot is taken."""
        if self.pk and ReportSnapshot.objects.filter(report_id=self.pk).exists():
            raise ReportIsFinal(self)
        super().save(*args, **kwargs)

    @property
    def is_final(self) -> bool:
        return self.state == self.State.FINAL

    def texts(self) -> dict[str, str]:
        """What people wrote, by part."""
        return {name: getattr(self, name) for name in PARTS}


class ReportSnapshot(AppendOnlyModel):
    """What was in a report when it became final: every number and every text, written once."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    report = models.OneToOneField(
        AnnualReport,
        on_delete=models.PROTECT,
        related_name="snapshot",
        verbose_name=_("annual report"),
    )
    content = models.JSONField(_("content"))
    digest = models.CharField("SHA-256", max_length=64)
    frozen_at = models.DateTimeField(_("made final at"))
    frozen_by_id = models.BigIntegerField(null=True)
    frozen_by_name = models.CharField(_("made final by"), max_length=200)

    class Meta:
        verbose_name = _("content of an annual report")
        verbose_name_plural = _("contents of annual reports")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def is_as_written(self) -> bool:
        """Whether the content is still that of the digest."""
        return digest(self.content) == self.digest
