"""What the agency has to publish regularly, and what was published for each period."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.catalog.models.categories import CategoryPage
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import DisclosureBasis, Unit
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.obligations import Frequency, Period, late_after, periods

FREQUENCIES = {
    Frequency.ONCE: pgettext_lazy("frequency", "Once"),
    Frequency.CONTINUOUS: pgettext_lazy("frequency", "As it arises"),
    Frequency.MONTHLY: pgettext_lazy("frequency", "Monthly"),
    Frequency.QUARTERLY: pgettext_lazy("frequency", "Quarterly"),
    Frequency.YEARLY: pgettext_lazy("frequency", "Yearly"),
}


class PublicationObligationQuerySet(models.QuerySet["PublicationObligation"]):
    def of_units(self, units: QuerySet[Unit]) -> "PublicationObligationQuerySet":
        return self.filter(unit__in=units.values("pk"))

    def valid_in(self, year: int) -> "PublicationObligationQuerySet":
        """Those that hold on any day of a year."""
        still = Q(valid_until=None) | Q(valid_until__gte=date(year, 1, 1))
        return self.filter(still, valid_from__lte=date(year, 12, 31))


class PublicationObligation(models.Model):
    """What a unit publishes, how often, and by which rule (OGI Arts. 19-21, the agency's list)."""

    basis = models.ForeignKey(
        DisclosureBasis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("basis of disclosure"),
        help_text=_("Empty: the agency's own list."),
    )
    title = TranslatedTextField(_("title"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    # A category that is deleted takes no obligation with it.
    category = models.ForeignKey(
        CategoryPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
        help_text=_("Where it belongs in the catalog, in any language."),
    )
    frequency = models.CharField(_("how often"), max_length=12, choices=list(FREQUENCIES.items()))
    working_days = models.PositiveSmallIntegerField(
        _("working days"),
        default=20,
        help_text=_("How many after the end of a period it may take until it is public."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Off: unit and frequency are a first guess of the software."),
    )

    objects = PublicationObligationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("publication obligation")
        verbose_name_plural = _("publication obligations")
        ordering = ["unit__code", "basis__code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=[value.value for value in Frequency]),
                name="disclosure_obligation_frequency",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="disclosure_obligation_dates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("This is before the day on which it begins.")})

    def periods(self, through: date) -> Iterator[Period]:
        """The periods that have begun by a day, the earliest first."""
        return periods(
            Frequency(self.frequency),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            through=through,
        )

    def late_after(self, period: Period, calendar: WorkingCalendar) -> date | None:
        """The last day in time; see ``rules.obligations.late_after``."""
        return late_after(
            Frequency(self.frequency),
            period,
            working_days=self.working_days,
            calendar=calendar,
        )


class Fulfillment(models.Model):
    """Somebody's statement that an entry is what was due for a period, or that there was nothing.

    It counts while the entry is public. The entry is named by its translation key: an entry has
    a page for each language, and may lose and regain them.
    """

    obligation = models.ForeignKey(
        PublicationObligation,
        on_delete=models.CASCADE,
        related_name="fulfillments",
        verbose_name=_("publication obligation"),
    )
    period_begins_on = models.DateField(_("first day of the period"))
    entry_key = models.UUIDField(_("entry"), null=True, editable=False)
    reason = models.CharField(_("why there was nothing"), max_length=300, blank=True)

    history = History()

    class Meta:
        verbose_name = _("fulfillment")
        verbose_name_plural = _("fulfillments")
        # Nobody edits these rows but by the actions of the matrix.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "period_begins_on", "entry_key"],
                name="disclosure_fulfillment_once",
            ),
            models.UniqueConstraint(
                fields=["obligation", "period_begins_on"],
                condition=Q(entry_key=None),
                name="disclosure_fulfillment_nothing_once",
            ),
            models.CheckConstraint(
                condition=Q(entry_key__isnull=False, reason="") | Q(entry_key=None) & ~Q(reason=""),
                name="disclosure_fulfillment_entry_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.period_begins_on.isoformat()}"
