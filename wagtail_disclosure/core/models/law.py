from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models.channels import Channel
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.deadlines import Term, TermUnit
from wagtail_disclosure.rules.exemptions import ExemptionKind
from wagtail_disclosure.rules.outcomes import OutcomeKind
from wagtail_disclosure.rules.receipt import ReceivedWith

KIND_NAMES = {
    ExemptionKind.MANDATORY: _("Mandatory"),
    ExemptionKind.MANDATORY_WITH_OVERRIDE: _("Mandatory, with override"),
    ExemptionKind.DISCRETIONARY: _("Discretionary"),
    ExemptionKind.QUALIFIED: _("Qualified"),
}
OUTCOME_NAMES = {
    OutcomeKind.GRANTED: _("Disclosed"),
    OutcomeKind.PARTLY_GRANTED: _("Disclosed in part"),
    OutcomeKind.REFUSED: _("Refused"),
    OutcomeKind.NOT_AVAILABLE: _("Not available"),
    OutcomeKind.NOT_PROCESSED: _("Not processed"),
    OutcomeKind.OTHER: _("Ended otherwise"),
}
UNIT_NAMES = {
    TermUnit.HOURS: _("Hours"),
    TermUnit.WORKING_DAYS: _("Working days"),
    TermUnit.CALENDAR_DAYS: _("Calendar days"),
    TermUnit.MONTHS: _("Months"),
}
RECEIVED_NAMES = {
    ReceivedWith.SUBMISSION: _("The day it was handed in"),
    ReceivedWith.SIGNING: _("The day the agency signed for it"),
    ReceivedWith.CONFIRMATION: _("The day both sides confirmed it"),
}


class Law(models.Model):
    """A law that grants access to information or permits, as data."""

    class Clarification(models.TextChoices):
        """What asking an applicant to correct or clarify a request does to the clock."""

        RESTART = "restart", _("The term begins anew with the corrected request")
        PAUSE = "pause", _("The clock stands still until the applicant answers")
        NONE = "none", pgettext_lazy("effect on the clock", "Nothing")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
    citation = models.CharField(_("citation"), max_length=200, blank=True)
    clarification = models.CharField(
        _("asking for a correction"),
        max_length=10,
        choices=Clarification,
        default=Clarification.RESTART,
        help_text=_("What it does to the clock."),
    )

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

    class Anchor(models.TextChoices):
        """The event from which a term runs."""

        RECEIPT = "receipt", pgettext_lazy("start of a term", "Receipt")
        REGISTRATION = "registration", pgettext_lazy("start of a term", "Registration")
        ACCEPTANCE = "acceptance", pgettext_lazy("start of a term", "Acceptance")
        DECISION = "decision", pgettext_lazy("start of a term", "Decision")
        FORMATION = "formation", _("Making or change of the information")
        NOTICE = "notice", _("Receipt of our notice")
        EXPIRY = "expiry", _("Expiry, counted back from it")

    class Silence(models.TextChoices):
        """What follows where nobody acts in time."""

        NOTHING = "", _("Nothing by law")
        AGENCY_DECIDES = "agency_decides", _("The agency decides")
        CONSENT = "consent", _("Counts as consent")
        DEEMED_ACCEPTED = "deemed_accepted", _("Counts as accepted")
        DEEMED_REFUSED = "deemed_refused", _("Counts as refused")
        DEEMED_RENEWED = "deemed_renewed", _("Counts as renewed")
        ABANDONED = "abandoned", _("Counts as abandoned")
        COMPLAINT = "complaint", _("The applicant can complain")

    amount = models.PositiveSmallIntegerField(_("amount"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit"), max_length=15, choices=UNIT_NAMES)
    anchor = models.CharField(_("runs from"), max_length=15, choices=Anchor, default=Anchor.RECEIPT)
    start_day_counts = models.BooleanField(
        _("counts its first day"), default=False, help_text=_("Off: counting begins the day after.")
    )
    rolls = models.BooleanField(
        _("moves off days off"),
        default=False,
        help_text=_("Whether a term that ends on a day off ends on the next working day."),
    )
    extension = models.PositiveSmallIntegerField(
        _("longest extension"), default=0, help_text=_("In the same unit.")
    )
    extension_condition = TranslatedTextField(
        _("who extends it, and why"), multiline=True, blank=True
    )
    on_silence = models.CharField(
        _("without action in time"),
        max_length=20,
        choices=Silence,
        default=Silence.NOTHING,
        blank=True,
    )

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_time_limit_code"),
        ]

    def as_term(self) -> Term:
        """This limit as the plain value that the deadline rules count with."""
        return Term(
            amount=self.amount,
            unit=TermUnit(self.unit),
            citation=self.citation,
            start_day_counts=self.start_day_counts,
            rolls=self.rolls,
            longest_extension=self.extension,
        )


class ReceiptRule(LawRow):
    """On which day something that came in through a channel counts as received."""

    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    received_with = models.CharField(_("counts as received"), max_length=15, choices=RECEIVED_NAMES)

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("receipt rule")
        verbose_name_plural = _("receipt rules")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_receipt_rule_code"),
            models.UniqueConstraint(
                fields=["law", "channel"], name="disclosure_receipt_rule_channel"
            ),
        ]


class PauseCause(LawRow):
    """Something whose time does not count."""

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("cause of a pause")
        verbose_name_plural = _("causes of pauses")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_pause_cause_code"),
        ]


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

    kind = models.CharField(
        _("kind"), max_length=20, choices=OUTCOME_NAMES, default=OutcomeKind.OTHER
    )
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


class DisclosureBasis(LawRow):
    """A kind of information that a law, or a rule of the place, has published proactively."""

    history = History()

    class Meta(LawRow.Meta):
        verbose_name = _("basis of disclosure")
        verbose_name_plural = _("bases of disclosure")
        constraints = [
            models.UniqueConstraint(fields=["law", "code"], name="disclosure_basis_code"),
        ]
