"""The due dates of open cases when a calendar changes: which move, and moving them.

Many cases share a timeline, most of them nothing but a day of receipt; each timeline is counted
once. A closed case never moves.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from wagtail_disclosure.cases.clock import ANSWER, today
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.core.audit import Actor, record_history
from wagtail_disclosure.core.bulk_rows import insert_rows, update_rows
from wagtail_disclosure.core.models import TimeLimit, WorkCalendar
from wagtail_disclosure.core.seams import DueDate, Recomputed
from wagtail_disclosure.rules import deadlines
from wagtail_disclosure.rules.calendars import CalendarError, WorkingCalendar
from wagtail_disclosure.rules.deadlines import ClockKind, DeadlineError, Due, Term, due_on

# Cases per transaction: others can write in between, and a crash takes back no more than this.
AT_ONCE = 2000
STORED = ("due_on", "due_explanation", "is_provisional")
EVENT = ("case", "kind", "on", "recorded_at", "actor_id", "actor_name", "reason", "details")


class OpenCase(NamedTuple):
    """What is needed of a case to count its days; whole cases take ten times as long to load."""

    pk: int
    number: str
    law_id: int
    received_on: date
    due_on: date | None
    is_provisional: bool


@dataclass(frozen=True)
class Counted:
    """A case with the due date that some days give it, or with what is wrong with its clock."""

    case: OpenCase
    due: Due | None
    is_provisional: bool = False
    problem: str = ""

    @property
    def moves(self) -> bool:
        return self.due is not None and (
            self.due.due_on != self.case.due_on or self.is_provisional != self.case.is_provisional
        )


class Counter:
    """Counts the answers of cases with certain days, each timeline once."""

    def __init__(self, days: WorkingCalendar):
        self.days = days
        self._terms: dict[int, Term | None] = {}
        self._known: dict[tuple[Term, tuple[deadlines.ClockEvent, ...]], Due] = {}

    def count(self, cases: list[OpenCase]) -> Iterator[Counted]:
        """The cases in their order."""
        events = _events(cases)
        for case in cases:
            term = self._term(case.law_id)
            if term is None:
                yield Counted(case, None)
                continue
            is_received = case.pk in events
            # Until receipt is confirmed the day of submission stands in for it.
            clock = tuple(events[case.pk]) if is_received else (_start(case),)
            try:
                due = self._due(term, clock)
            except (DeadlineError, CalendarError) as problem:
                yield Counted(case, None, problem=f"{case.number}: {problem}")
            else:
                yield Counted(case, due, due.provisional or not is_received)

    def _due(self, term: Term, clock: tuple[deadlines.ClockEvent, ...]) -> Due:
        found = self._known.get((term, clock))
        if found is None:
            found = self._known[term, clock] = due_on(clock, term, self.days)
        return found

    def _term(self, law: int) -> Term | None:
        if law not in self._terms:
            limit = TimeLimit.objects.filter(law_id=law, code=ANSWER).first()
            self._terms[law] = limit.as_term() if limit else None
        return self._terms[law]


class CaseDueDates:
    """What a calendar change does to open cases."""

    def count(self, calendar: WorkCalendar) -> int:
        return _open_cases(calendar).count()

    def moved(self, calendar: WorkCalendar, days: WorkingCalendar) -> Iterator[DueDate]:
        counter, after = Counter(days), 0
        while cases := _read(_next_cases(calendar, after)):
            after = cases[-1].pk
            for counted in counter.count(cases):
                if counted.moves:
                    yield _due_date(counted)

    @transaction.atomic
    def recompute(
        self,
        calendar: WorkCalendar,
        days: WorkingCalendar,
        *,
        after: int,
        by: Actor,
        reason: str,
    ) -> Recomputed:
        # Not the agency's row: nobody could submit anything meanwhile.
        cases = _read(_next_cases(calendar, after).select_for_update(of=("self",)))
        if not cases:
            return Recomputed(last=None)
        counted = list(Counter(days).count(cases))
        moved = [one for one in counted if one.moves]
        _store(counted)
        _record(moved, calendar, by=by, reason=reason)
        return Recomputed(
            last=cases[-1].pk,
            seen=len(cases),
            moved=len(moved),
            problems=tuple(one.problem for one in counted if one.problem),
        )


def _open_cases(calendar: WorkCalendar) -> Any:
    return Case.objects.open().filter(body__calendar=calendar)


def _next_cases(calendar: WorkCalendar, after: int) -> Any:
    return _open_cases(calendar).filter(pk__gt=after).order_by("pk")[:AT_ONCE]


def _read(cases: Any) -> list[OpenCase]:
    return [OpenCase(*row) for row in cases.values_list(*OpenCase._fields)]


def _events(cases: list[OpenCase]) -> dict[int, list[deadlines.ClockEvent]]:
    rows = ClockEvent.objects.filter(case_id__in=[case.pk for case in cases]).order_by("pk")
    found = defaultdict(list)
    # Most are the same as others, so each is made once.
    event = cache(deadlines.ClockEvent)
    for case, kind, *values in rows.values_list(
        "case_id", "kind", "on", "cause", "amount", "source"
    ):
        found[case].append(event(ClockKind(kind), *values))
    return found


def _start(case: OpenCase) -> deadlines.ClockEvent:
    return deadlines.ClockEvent(ClockKind.START, case.received_on)


def _due_date(counted: Counted) -> DueDate:
    return DueDate(
        label=counted.case.number,
        url=reverse("disclosure_cases:workspace", args=[counted.case.pk]),
        due_on=counted.case.due_on,
        recomputed_on=counted.due.due_on if counted.due else None,
        is_provisional=counted.is_provisional,
    )


def _store(counted: list[Counted]) -> None:
    """Write due dates with their explanations: a new name of a holiday shows there as well."""
    # Cases with the same timeline have the very same due date.
    explanations: dict[int, Any] = {}
    rows = []
    for one in counted:
        if one.due is not None:
            if id(one.due) not in explanations:
                explanations[id(one.due)] = one.due.as_rows()
            values = one.due.due_on, explanations[id(one.due)], one.is_provisional
            rows.append((one.case.pk, values))
    update_rows(Case, STORED, rows)


def _record(moved: list[Counted], calendar: WorkCalendar, *, by: Actor, reason: str) -> None:
    """A row of history and an event for each case that moved."""
    keys = [one.case.pk for one in moved]
    for model in Case.__subclasses__():
        record_history(model.objects.filter(pk__in=keys), by=by, reason=reason)
    told = (CaseEvent.Kind.DUE_DATE_MOVED, today(), timezone.now(), by.id, by.name, reason)
    details = cache(partial(_details, calendar.code))
    insert_rows(
        CaseEvent,
        EVENT,
        [
            (one.case.pk, *told, details(one.case.due_on, one.due.due_on))
            for one in moved
            if one.due is not None
        ],
    )


def _details(calendar: str, was: date | None, becomes: date | None) -> dict[str, str]:
    return {
        "from": was.isoformat() if was else "",
        "to": becomes.isoformat() if becomes else "",
        "calendar": calendar,
    }
