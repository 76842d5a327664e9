"""The kinds of work on the list, in the order in which information becomes public."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.catalog.models import ExemptItem, PublicationObligation
from wagtail_disclosure.catalog.obligations import reading
from wagtail_disclosure.catalog.reclassification import re_review
from wagtail_disclosure.catalog.timeliness import PublicationClock, publication_clock
from wagtail_disclosure.catalog.work_list import finding
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.units import units_of


@dataclass(frozen=True)
class WorkRow:
    """Something to do; ``day`` is when it is due, or since when it waits."""

    kind: str
    title: str
    unit: str
    day: date | None
    is_due: bool
    verb: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of work: ``find`` gives what can be counted and sliced, ``row`` one of it."""

    name: str
    label: Any
    find: Callable[["Work"], Any]
    row: Callable[["Work", Any], WorkRow]


class Work:
    """What a person looks at: the units that they answer for, or one of them, on a day."""

    def __init__(self, user: Any, *, today: date, unit: Unit | None = None):
        self.user = user
        self.today = today
        self.unit = unit

    @cached_property
    def body(self) -> PublicBody:
        return PublicBody.objects.select_related("calendar", "law").own()

    @cached_property
    def clock(self) -> PublicationClock | None:
        return publication_clock(self.body)

    @cached_property
    def all_units(self) -> Any:
        return units_of(self.user).filter(body=self.body)

    @cached_property
    def units(self) -> Any:
        return self.all_units.filter(pk=self.unit.pk) if self.unit else self.all_units

    def find(self, kind: Kind) -> Any:
        """All of a kind: a queryset or a list, the most urgent first."""
        return kind.find(self)

    def first_rows(self, kind: Kind, found: Any, most: int) -> list[WorkRow]:
        return [kind.row(self, each) for each in found[:most]]


def count_of(found: Any) -> int:
    """How many there are, without reading them where the database can count."""
    return len(found) if isinstance(found, Sequence) else found.count()


def _owed(work: Work) -> list[reading.Standing]:
    """Of this year and the last; what is older is the matrix's."""
    obligations = PublicationObligation.objects.of_units(work.units)
    standings = reading.standings_of(
        obligations.select_related("unit", "basis"),
        today=work.today,
        calendar=reading.calendar_of(work.body),
        years=range(work.today.year - 1, work.today.year + 1),
    )
    open_ones = [each for each in standings if each.is_open]
    return sorted(open_ones, key=lambda each: each.late_after or each.period.first)


def _owed_row(work: Work, standing: reading.Standing) -> WorkRow:
    first = standing.period.first.isoformat()
    return WorkRow(
        kind=standing.status_name,
        title=f"{standing.obligation} · {standing.name}",
        unit=str(standing.obligation.unit),
        day=standing.late_after,
        is_due=True,
        verb=_("Record"),
        url=reverse("disclosure_obligations:period", args=[standing.obligation.pk, first]),
    )


def _entry_row(
    entry: Any, *, kind: Any, verb: str, day: date | datetime | None, is_due: bool = False
) -> WorkRow:
    return WorkRow(
        kind=str(kind),
        title=entry.get_admin_display_title(),
        unit=str(entry.responsible_unit),
        day=local_date(day) if isinstance(day, datetime) else day,
        is_due=is_due,
        verb=verb,
        url=reverse("wagtailadmin_pages:edit", args=[entry.pk]),
        note=entry.locale.get_display_name(),
    )


def _draft_row(work: Work, entry: Any) -> WorkRow:
    day = entry.latest_revision_created_at
    return _entry_row(entry, kind=UNSENT, verb=_("Finish"), day=day)


def _returned_row(work: Work, entry: Any) -> WorkRow:
    day = entry.latest_revision_created_at
    return _entry_row(entry, kind=RETURNED, verb=_("Revise"), day=day)


def _late_row(work: Work, entry: Any) -> WorkRow:
    day = finding.due_on(work.clock, entry.created_on) if work.clock else None
    return _entry_row(entry, kind=LATE, verb=_("Publish"), day=day, is_due=True)


def _re_reviews(work: Work) -> list[re_review.Due]:
    return re_review.due(work.user, by=work.today + re_review.SOON, unit=work.unit)


def _re_review_row(work: Work, due: re_review.Due) -> WorkRow:
    group = "items" if isinstance(due.subject, ExemptItem) else "entries"
    return WorkRow(
        kind=str(RE_REVIEW),
        title=due.title,
        unit=str(due.unit),
        day=due.review_on,
        is_due=True,
        verb=_("Look at it"),
        url=reverse("disclosure_classes:keep", args=[group, due.subject.pk]),
        note=due.reference,
    )


def _untranslated_row(work: Work, entry: Any) -> WorkRow:
    day = entry.first_published_at
    return _entry_row(entry, kind=UNTRANSLATED, verb=_("Translate"), day=day)


def _outdated_row(work: Work, entry: Any) -> WorkRow:
    return _entry_row(entry, kind=OUTDATED, verb=_("Update"), day=entry.original_changed_at)


COLLECT = pgettext_lazy("work list", "To collect")
UNSENT = pgettext_lazy("work list", "To classify and send")
RETURNED = pgettext_lazy("work list", "Returned")
LATE = pgettext_lazy("work list", "Late")
RE_REVIEW = pgettext_lazy("work list", "To look at again")
UNTRANSLATED = pgettext_lazy("work list", "Not translated")
OUTDATED = pgettext_lazy("work list", "Translation out of date")

KINDS = (
    Kind("collect", COLLECT, _owed, _owed_row),
    Kind("unsent", UNSENT, lambda work: finding.unsent(work.units), _draft_row),
    Kind("returned", RETURNED, lambda work: finding.returned(work.units), _returned_row),
    Kind(
        "late",
        LATE,
        lambda work: finding.late(work.units, work.clock, work.today),
        _late_row,
    ),
    Kind("re-review", RE_REVIEW, _re_reviews, _re_review_row),
    Kind(
        "untranslated",
        UNTRANSLATED,
        lambda work: finding.untranslated(work.units),
        _untranslated_row,
    ),
    Kind("outdated", OUTDATED, lambda work: finding.outdated(work.units), _outdated_row),
)


def counted(work: Work) -> Iterator[tuple[Kind, Any, int]]:
    """Every kind with what was found of it and how many."""
    for kind in KINDS:
        found = work.find(kind)
        yield kind, found, count_of(found)
