from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.calendars import ONE_DAY, WorkingCalendar


class WorkCalendar(models.Model):
    """The days on which an agency works, as announced by the authority that decides them."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
    first_day = models.DateField(_("first day"), help_text=_("Nothing is known before this day."))
    official_through = models.DateField(
        _("official through"),
        blank=True,
        help_text=_("Last day covered by an official notice; later due dates are provisional."),
    )

    history = History()

    class Meta:
        verbose_name = _("work calendar")
        verbose_name_plural = _("work calendars")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        if self.official_through is None and self.first_day is not None:
            # Nothing is official before somebody approves a notice.
            self.official_through = self.first_day - ONE_DAY

    def as_rules(self) -> WorkingCalendar:
        """This calendar as the plain value that the deadline rules count with (one query)."""
        days = tuple(self.days.order_by("day").values_list("day", "kind", "name"))
        return _as_rules(self.code, self.first_day, self.official_through, days)


@lru_cache(maxsize=16)
def _as_rules(
    code: str,
    first_day: date,
    official_through: date | None,
    days: tuple[tuple[date, str, str], ...],
) -> WorkingCalendar:
    """The same value for the same days, so what was found out about them once stays known."""
    by_kind: dict[str, dict[date, str]] = {kind: {} for kind in CalendarDay.Kind.values}
    for day, kind, name in days:
        by_kind[kind][day] = name
    return WorkingCalendar(
        code=code,
        holidays=by_kind[CalendarDay.Kind.HOLIDAY],
        working_days=by_kind[CalendarDay.Kind.WORKING_DAY],
        closures=by_kind[CalendarDay.Kind.CLOSURE],
        first_day=first_day,
        official_through=official_through,
    )


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, a make-up working day, a closure."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        WORKING_DAY = "working_day", _("Make-up working day")
        CLOSURE = "closure", _("Closure")

    calendar = models.ForeignKey(
        WorkCalendar, on_delete=models.CASCADE, related_name="days", verbose_name=_("calendar")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)
    approved_by = models.CharField(
        _("approved by"), max_length=200, blank=True, help_text=_("Name as it was that day.")
    )

    history = History()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="disclosure_calendar_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
