"""How obligations stand, period by period; the number of queries is constant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from wagtail_disclosure.catalog.models import EntryPage, Fulfillment, PublicationObligation
from wagtail_disclosure.catalog.models.obligations import FREQUENCIES
from wagtail_disclosure.catalog.querysets import EntryQuerySet
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.obligations import Coverage, Frequency, Period, coverage

COVERAGES = {
    Coverage.ON_TIME: pgettext_lazy("obligation", "Published"),
    Coverage.LATE: pgettext_lazy("obligation", "Published late"),
    Coverage.NOTHING: pgettext_lazy("obligation", "Nothing to publish"),
    Coverage.MISSING: pgettext_lazy("obligation", "Missing"),
    Coverage.DUE: pgettext_lazy("obligation", "Due"),
    Coverage.RUNNING: pgettext_lazy("obligation", "Running"),
}
DONE = (Coverage.ON_TIME, Coverage.LATE, Coverage.NOTHING)
# Periods that are over: what coverage is measured on.
OVER = (*DONE, Coverage.MISSING)


@dataclass(frozen=True)
class Standing:
    """One period of one obligation; ``late_after`` is None where nothing measures it."""

    obligation: PublicationObligation
    period: Period
    status: Coverage
    late_after: date | None
    public_on: date | None = None

    @property
    def name(self) -> str:
        return period_name(self.period, Frequency(self.obligation.frequency))

    @property
    def status_name(self) -> str:
        return str(COVERAGES[self.status])

    @property
    def frequency_name(self) -> str:
        return str(FREQUENCIES[Frequency(self.obligation.frequency)])

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it now."""
        return self.status in (Coverage.MISSING, Coverage.DUE)


@dataclass(frozen=True)
class Cells:
    """A period as a row of a table."""

    unit: str
    title: str
    basis: str
    frequency: str
    period: str
    due_on: date | None
    public_on: date | None
    state: str


def cells_of(standing: Standing) -> Cells:
    obligation = standing.obligation
    return Cells(
        unit=str(obligation.unit),
        title=str(obligation),
        basis=obligation.basis.citation if obligation.basis else "",
        frequency=standing.frequency_name,
        period=standing.name,
        due_on=standing.late_after,
        public_on=standing.public_on,
        state=standing.status_name,
    )


@dataclass
class Row:
    """An obligation with its periods of a year."""

    obligation: PublicationObligation
    standings: list[Standing] = field(default_factory=list)

    @property
    def frequency_name(self) -> str:
        return str(FREQUENCIES[Frequency(self.obligation.frequency)])


@dataclass
class Total:
    """What a unit owes and did: of the periods that are over, and of those now due."""

    unit: Unit
    over: int = 0
    done: int = 0
    late: int = 0
    missing: int = 0
    due: int = 0

    def count(self, status: Coverage) -> None:
        self.over += status in OVER
        self.done += status in DONE
        self.late += status is Coverage.LATE
        self.missing += status is Coverage.MISSING
        self.due += status is Coverage.DUE


def period_name(period: Period, frequency: Frequency) -> str:
    """A month, a quarter, a year, or the day from which something is to be there once."""
    match frequency:
        case Frequency.ONCE:
            return pgettext("period", "since %(day)s") % {"day": written_day(period.first)}
        case Frequency.MONTHLY:
            return date_format(period.first, "YEAR_MONTH_FORMAT")
        case Frequency.QUARTERLY:
            quarter = (period.first.month + 2) // 3
            return _("Quarter %(quarter)d of %(year)d") % {
                "quarter": quarter,
                "year": period.first.year,
            }
    return str(period.first.year)


def calendar_of(body: PublicBody) -> WorkingCalendar:
    """The body's calendar; one of weeks without holidays where it has none yet."""
    return body.calendar.as_rules() if body.calendar else WorkingCalendar(code="weeks")


def standings_of(
    obligations: Iterable[PublicationObligation],
    *,
    today: date,
    calendar: WorkingCalendar,
    years: range | None = None,
) -> list[Standing]:
    """Every period of the obligations that has begun, of ``years`` or of all (two queries).

    What is published once is in every year from its first on.
    """
    rows = list(obligations)
    fulfilled = _fulfilled(rows)
    return [
        _standing(obligation, period, fulfilled, today=today, calendar=calendar)
        for obligation in rows
        for period in obligation.periods(today)
        if _is_in(period, years)
    ]


def rows_of(standings: Iterable[Standing]) -> list[Row]:
    """One row for each obligation, in their order."""
    rows: dict[Any, Row] = {}
    for standing in standings:
        obligation = standing.obligation
        rows.setdefault(obligation.pk, Row(obligation)).standings.append(standing)
    return list(rows.values())


def totals_of(standings: Iterable[Standing]) -> list[Total]:
    """One total for each unit, in their order."""
    totals: dict[Any, Total] = {}
    for standing in standings:
        unit = standing.obligation.unit
        totals.setdefault(unit.pk, Total(unit)).count(standing.status)
    return list(totals.values())


@dataclass
class _Fulfilled:
    """What was stated for a period: the days on which its entries became public, None unknown."""

    public_on: list[date | None] = field(default_factory=list)
    has_nothing: bool = False

    @property
    def first_day(self) -> date | None:
        """Unknown, where the day of any of them is."""
        days = [day for day in self.public_on if day is not None]
        return min(days) if len(days) == len(self.public_on) and days else None


def _fulfilled(
    obligations: list[PublicationObligation],
) -> dict[tuple[Any, date], _Fulfilled]:
    stated = Fulfillment.objects.filter(obligation__in=obligations)
    rows = list(stated.values_list("obligation_id", "period_begins_on", "entry_key"))
    public = public_days(key for _obligation, _day, key in rows if key)
    found: dict[tuple[Any, date], _Fulfilled] = {}
    for obligation, day, key in rows:
        period = found.setdefault((obligation, day), _Fulfilled())
        if key is None:
            period.has_nothing = True
        elif key in public:
            period.public_on.append(public[key])
    return found


def public_days(keys: Iterable[UUID]) -> dict[UUID, date | None]:
    """The entries among ``keys`` that are public in any language, with the day they first were.

    None where nobody knows the day: what was taken over was public before it went live here.
    """
    entries = EntryPage.objects.disclosed().filter(translation_key__in=list(keys))
    found: dict[UUID, date | None] = {}
    for key, day in entries.with_public_on().values_list("translation_key", "public_on"):
        known = found.get(key, day)
        found[key] = min(known, day) if known and day else None
    return found


def _standing(
    obligation: PublicationObligation,
    period: Period,
    fulfilled: dict[tuple[Any, date], _Fulfilled],
    *,
    today: date,
    calendar: WorkingCalendar,
) -> Standing:
    stated = fulfilled.get((obligation.pk, period.first), _Fulfilled())
    late_after = obligation.late_after(period, calendar)
    return Standing(
        obligation=obligation,
        period=period,
        late_after=late_after,
        public_on=stated.first_day,
        status=coverage(
            period,
            late_after=late_after,
            is_public=bool(stated.public_on),
            public_on=stated.first_day,
            has_nothing=stated.has_nothing,
            today=today,
        ),
    )


def _is_in(period: Period, years: range | None) -> bool:
    if years is None:
        return True
    last = period.last.year if period.last else years.stop - 1
    return period.first.year < years.stop and last >= years.start


def candidates(obligation: PublicationObligation, period: Period) -> EntryQuerySet:
    """Public entries of the unit that may be what was due: in the category, of the period's days.

    Nothing is concluded from it: somebody has to confirm. Each entry once, in its first language.
    """
    entries = EntryPage.objects.disclosed().originals().with_public_on()
    entries = entries.filter(responsible_unit=obligation.unit_id)
    if obligation.category is not None:
        entries = entries.filter(_below(obligation.category))
    until = Q() if period.last is None else Q(created_on=None) | Q(created_on__lte=period.last)
    after = Q(created_on__gte=period.first) | Q(public_on__gte=period.first)
    return entries.filter(until, after).defer("body").order_by("-created_on", "-pk")


def _below(category: Any) -> Q:
    paths = type(category).objects.filter(translation_key=category.translation_key)
    found = Q(pk=None)
    for path in paths.values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found
