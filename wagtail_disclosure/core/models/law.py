from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.deadlines import Term, TermUnit
from wagtail_disclosure.rules.exemptions import ExemptionKind

KIND_NAMES = {
    ExemptionKind.MANDATORY: _("Mandatory"),
    ExemptionKind.MANDATORY_WITH_OVERRIDE: _("Mandatory, with override"),
    ExemptionKind.DISCRETIONARY: _("Discretionary"),
    ExemptionKind.QUALIFIED: _("Qualified"),
}
UNIT_NAMES = {
    TermUnit.HOURS: _("Hours"),
    TermUnit.WORKING_DAYS: _("Working days"),
    TermUnit.CALENDAR_DAYS: _("Calendar days"),
    TermUnit.MONTHS: _("Months"),
}


class Law(models.Model):
    """A law that grants access to information or permits, as data."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
    citation = models.CharField(_("citation"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("law")
        verbose_name_plural = _("laws")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class LawRow(models.Model):
    """What a law says on one point, with the article that says it."""

    law = models.ForeignKey(Law, on_delete=models.CASCADE, verbose_name=_("law"))
    code = models.SlugField(_("code"), max_length=60)
    name = TranslatedTextField(_("name"))
    citation = models.CharField(_("citation"), max_length=200)
    is_confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("Off: to be confirmed against the primary text.")
    )

    class Meta:
        abstract = True
        ordering = ["law", "code"]

    def __str__(self) -> str:
        return str(self.name)


class TimeLimit(LawRow):
    """How long a step may take."""

    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=15, choices=UNIT_NAMES)
    extension = models.PositiveSmallIntegerField(
        _("longest extension"), default=0, help_text=_("In the same unit.")
    )

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_time_limit_code"),
        ]

    def as_term(self) -> Term:
        return Term(amount=self.amount, unit=TermUnit(self.unit), citation=self.citation)


class Exemption(LawRow):
    """A legal ground on which information is withheld."""

    kind = models.CharField(_("kind"), max_length=30, choices=KIND_NAMES)

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_exemption_code"),
        ]


class Outcome(LawRow):
    """A way in which a request can end."""

    report_row = models.CharField(_("row of the annual report"), max_length=40, blank=True)

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_outcome_code"),
        ]


class Remedy(LawRow):
    """What an applicant can do against an outcome, in force for a period."""

    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="remedies",
        verbose_name=_("outcome"),
        help_text=_("Empty: every outcome of the law."),
    )
    text = TranslatedTextField(_("text"), multiline=True)
    from_on = models.DateField(_("in force from"), null=True, blank=True)
    until_on = models.DateField(_("in force until"), null=True, blank=True)

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_remedy_code"),
        ]
