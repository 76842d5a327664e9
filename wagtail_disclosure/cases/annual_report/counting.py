"""Table three of the annual report: requests received, and what became of them within a year.

It is counted from what was recorded, never from the present state of a case, so that a past year
stays what it was. Each case is counted where it came from and where it went:

- It is counted from the day of receipt. What waits for a confirmation of receipt is not received
  yet (OGI Art. 31); what ended without one counts from the day on which it ended.
- A part that was split off is a request of its own (一事一申请), from the day of the split: the
  year before, which may be reported already, knew nothing of it.
- A case that was joined with another, passed on, withdrawn or abandoned is handled like any other,
  in the row of its outcome; the case it was joined with has a row of its own.
- It is handled in the first year at whose end it was closed, as it was closed last. Opened again
  within that year, it goes on being counted; opened again in a later one, it is not counted twice:
  what followed is in table four.
"""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, ExtractYear

from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.core.models import Outcome, PublicBody
from wagtail_disclosure.rules.annual_report import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    HANDLED,
    NEW,
    TOTAL,
    ApplicantKind,
)
from wagtail_disclosure.rules.outcomes import REPORT_ROWS

Kind = CaseEvent.Kind
# The code of the outcome with which each way of ending leaves a case; actions/ writes them.
ENDED_AS = {
    Kind.ANSWERED: KT("details__outcome"),
    Kind.ABANDONED: KT("details__cause"),
    Kind.TRANSFERRED: Value("not-responsible"),
    Kind.JOINED: Value("joined"),
    Kind.WITHDRAWN: Value("withdrawn"),
}
# Among rows and columns: what is in none of those of the form.
NO_ROW, NO_COLUMN = "none", "unknown"


def first_and_last(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def counted_cases(body: PublicBody, year: int) -> QuerySet[Any]:
    """The requests of ``year`` with the day that they count from, ``entered_on``, and ``ended_as``.

    That is the code of the outcome they had at its end, or None where they were open then.
    """
    first, last = first_and_last(year)
    cases = Case.objects.filter(
        # What is closed now, and was before the year, was so at its beginning.
        Q(closed_on__isnull=True) | Q(closed_on__gte=first),
        body=body,
        kind=Case.Kind.INFORMATION_REQUEST,
        received_on__lte=last,
    )
    cases = cases.annotate(entered_on=_entered_on(), ended_as=_ended_as(last))
    return cases.filter(~_was_counted_before(first), entered_on__lte=last).order_by()


def count(body: PublicBody, year: int) -> Counter[tuple[str, str]]:
    """The numbers of table three, its sums counted and not added up.

    One statement counts, so every number is of the same moment. What has no row or no column is in
    the sums only, and so makes the table not add up.
    """
    first, _last = first_and_last(year)
    arrival = Choose(When(entered_on__gte=first, then=Value(NEW)), default=Value(CARRIED_OVER))
    grouped = counted_cases(body, year).annotate(arrival=arrival)
    rows = _rows_of_outcomes()
    cells: Counter[tuple[str, str]] = Counter()
    for group in grouped.values("arrival", "law_id", "ended_as", "applicant_kind").annotate(
        number=Count("pk")
    ):
        for row in _rows_of(group, rows):
            cells[row, TOTAL] += group["number"]
            cells[row, group["applicant_kind"] or NO_COLUMN] += group["number"]
    return cells


def cases_in(body: PublicBody, year: int, *, row: str, column: str) -> QuerySet[Any]:
    """The cases behind a number; none for what is no cell."""
    first, _last = first_and_last(year)
    cases = counted_cases(body, year)
    if column in list(ApplicantKind):
        cases = cases.filter(applicant_kind=column)
    elif column == NO_COLUMN:
        cases = cases.filter(applicant_kind="")
    elif column != TOTAL:
        return cases.none()
    by_row = {
        NEW: Q(entered_on__gte=first),
        CARRIED_OVER: Q(entered_on__lt=first),
        CARRIED_FORWARD: Q(ended_as__isnull=True),
        HANDLED: Q(ended_as__isnull=False),
        TOTAL: Q(),
    }
    if row in by_row:
        return cases.filter(by_row[row])
    rows = _rows_of_outcomes()
    if row in REPORT_ROWS:
        return cases.filter(_ended_in(rows, {row}))
    if row == NO_ROW:
        return cases.filter(ended_as__isnull=False).exclude(_ended_in(rows, set(REPORT_ROWS)))
    return cases.none()


def _entered_on() -> Any:
    events = CaseEvent.objects.filter(case=OuterRef("pk")).order_by("pk")
    split_off = events.filter(kind=Kind.SPLIT, details__has_key="from")
    ended = events.filter(kind__in=list(ENDED_AS)).order_by("on", "pk")
    received = When(Exists(events.filter(kind=Kind.ACCEPTED)), then=F("received_on"))
    return Coalesce(
        Subquery(split_off.values("on")[:1]),
        Choose(received, default=None, output_field=DateField()),
        Subquery(ended.values("on")[:1]),
    )


def _standing() -> QuerySet[Any]:
    """Events that end a case or open it again."""
    return CaseEvent.objects.filter(kind__in=[*ENDED_AS, Kind.REOPENED])


def _ended_as(last: date) -> Any:
    """As of the end of ``last``: what was recorded later, also of earlier days, counts."""
    ways = [When(kind=kind, then=Coalesce(code, Value(""))) for kind, code in ENDED_AS.items()]
    code = Choose(*ways, default=None, output_field=CharField())
    events = _standing().filter(case=OuterRef("pk"), on__lte=last).order_by("-pk")
    return Subquery(events.annotate(ended_as=code).values("ended_as")[:1])


def _was_counted_before(first: date) -> Any:
    """Whether a case was closed at the end of any year before: it was counted as handled then."""
    changed_again = _standing().filter(
        case=OuterRef("case"), pk__gt=OuterRef("pk"), on__year__lte=OuterRef("year")
    )
    ended = CaseEvent.objects.filter(
        case=OuterRef("pk"), kind__in=list(ENDED_AS), on__lt=first
    ).annotate(year=ExtractYear("on"))
    return Exists(ended.filter(~Exists(changed_again)))


def _rows_of_outcomes() -> dict[tuple[int, str], str]:
    """Rows of the form by law and code of the outcome, those that have one."""
    found = Outcome.objects.filter(report_row__in=REPORT_ROWS)
    return {
        (law, code): row for law, code, row in found.values_list("law_id", "code", "report_row")
    }


def _rows_of(group: dict[str, Any], rows: dict[tuple[int, str], str]) -> list[str]:
    """The row in which requests came, and those in which they went."""
    if group["ended_as"] is None:
        return [group["arrival"], CARRIED_FORWARD]
    row = rows.get((group["law_id"], group["ended_as"]), NO_ROW)
    return [group["arrival"], row, HANDLED]


def _ended_in(rows: dict[tuple[int, str], str], wanted: set[str]) -> Q:
    codes: dict[int, list[str]] = defaultdict(list)
    for (law, code), row in rows.items():
        if row in wanted:
            codes[law].append(code)
    # Nothing has no law: without outcomes of the row, no case.
    found = Q(law_id__in=[])
    for law, of_law in codes.items():
        found |= Q(law_id=law, ended_as__in=of_law)
    return found
