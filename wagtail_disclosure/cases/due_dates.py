"""The due dates of open cases when a calendar changes: which move, and moving them.

Many cases share a timeline, most of them nothing but a day of receipt; each timeline is counted
once. A closed case never moves.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from wagtail_disclosure.cases.clock import ANSWER, today
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import TimeLimit, WorkCalendar
from wagtail_disclosure.core.seams import DueDate, Recomputed
from wagtail_disclosure.rules import deadlines
from wagtail_disclosure.rules.calendars import CalendarError, WorkingCalendar
from wagtail_disclosure.rules.deadlines import ClockKind, DeadlineError, Due, Term, due_on

# Cases per transaction: others can write in between, and a crash takes back no more than this.
AT_ONCE = 2000
FIELDS = ("number", "law_id", "received_on", "due_on", "is_provisional")


@dataclass(frozen=True)
class Counted:
    """A case with the due date that some days give it, or with what is wrong with its clock."""

    case: Case
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

    def count(self, cases: list[Case]) -> Iterator[Counted]:
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
        while cases := list(_next_cases(calendar, after)):
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
        cases = list(_next_cases(calendar, after).select_for_update())
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
    return _open_cases(calendar).filter(pk__gt=after).order_by("pk").only(*FIELDS)[:AT_ONCE]


def _events(cases: list[Case]) -> dict[int, list[deadlines.ClockEvent]]:
    found = defaultdict(list)
    for row in ClockEvent.objects.filter(case_id__in=[case.pk for case in cases]).order_by("pk"):
        found[row.case_id].append(row.as_rules())
    return found


def _start(case: Case) -> deadlines.ClockEvent:
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
    alike: dict[tuple[int, bool], list[Counted]] = defaultdict(list)
    for one in counted:
        if one.due is not None:
            alike[id(one.due), one.is_provisional].append(one)
    for group in alike.values():
        due = group[0].due
        Case.objects.filter(pk__in=[one.case.pk for one in group]).update(
            due_on=due.due_on,
            due_explanation=due.as_rows(),
            is_provisional=group[0].is_provisional,
        )


def _record(moved: list[Counted], calendar: WorkCalendar, *, by: Actor, reason: str) -> None:
    """A row of history and an event for each case that moved."""
    keys = [one.case.pk for one in moved]
    for model in Case.__subclasses__():
        rows = list(model.objects.filter(pk__in=keys).defer("due_explanation"))
        model.history.bulk_history_create(
            rows, update=True, default_user=by, default_change_reason=reason
        )
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case_id=one.case.pk,
            kind=CaseEvent.Kind.DUE_DATE_MOVED,
            on=today(),
            actor_id=by.id,
            actor_name=by.name,
            reason=reason,
            details=_details(one, calendar),
        )
        for one in moved
    )


def _details(counted: Counted, calendar: WorkCalendar) -> dict[str, str]:
    was, becomes = counted.case.due_on, counted.due.due_on if counted.due else None
    return {
        "from": was.isoformat() if was else "",
        "to": becomes.isoformat() if becomes else "",
        "calendar": calendar.code,
    }
