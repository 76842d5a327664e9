"""The due dates of open cases when a calendar or a law changes: which move, and moving them.

Many cases share a timeline, most of them nothing but a day of receipt; each timeline is counted
once. A closed case never moves.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from wagtail_disclosure.cases.clock.computing import ANSWER, EVERY_WEEKDAY, today
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.core.audit import Actor, record_history
from wagtail_disclosure.core.bulk_rows import Ready, Values, insert_rows, update_rows
from wagtail_disclosure.core.models import TimeLimit, WorkCalendar
from wagtail_disclosure.core.recomputing.problems import NO_TIME_LIMIT, problem_of
from wagtail_disclosure.core.seams import Concerned, DueDate, Problem, Recomputed
from wagtail_disclosure.rules import deadlines
from wagtail_disclosure.rules.calendars import CalendarError, WorkingCalendar
from wagtail_disclosure.rules.deadlines import ClockKind, DeadlineError, Due, Term, due_on

# Cases per transaction: others can write in between, and a crash takes back no more than this.
AT_ONCE = 4000
STORED = ("due_on", "due_explanation", "is_provisional")
EVENT = ("case", "kind", "on", "recorded_at", "actor_id", "actor_name", "reason", "details")


class OpenCase(NamedTuple):
    """What is needed of a case to count its days; whole cases take ten times as long to load."""

    pk: int
    number: str
    law_id: int
    calendar_id: int | None
    received_on: date
    due_on: date | None
    is_provisional: bool


COLUMNS = ["body__calendar_id" if name == "calendar_id" else name for name in OpenCase._fields]


class Deadline(NamedTuple):
    """A due date with its explanation as it is stored.

    As text at once: a day of it is four objects, and all of them waiting to be written would keep
    the garbage collector busy for a third of the time.
    """

    due_on: date | None
    is_provisional: bool
    explanation: Ready

    @classmethod
    def of(cls, due: Due) -> "Deadline":
        return cls(due.due_on, due.provisional, Ready(json.dumps(due.as_rows())))

    @classmethod
    def unexplained(cls, due: Due) -> "Deadline":
        """For those who only look; the explanation takes as long as the count."""
        return cls(due.due_on, due.provisional, Ready("[]"))


class Counted(NamedTuple):
    """A case with the due date that some days give it, or with what is wrong with its clock."""

    case: OpenCase
    due: Deadline | None
    is_provisional: bool = False
    problem: Problem | None = None

    @property
    def moves(self) -> bool:
        return self.due is not None and (
            self.due.due_on != self.case.due_on or self.is_provisional != self.case.is_provisional
        )


class Counter:
    """Counts the answers of cases, each timeline once: with the days of their calendar as it is,
    or with ``days`` instead.
    """

    def __init__(self, keep: Callable[[Due], Deadline], days: WorkingCalendar | None = None):
        self.keep = keep
        self._days = cache(lambda calendar: days or _days_of(calendar))
        self._term = cache(_term)
        self._known: dict[Any, Deadline] = {}

    def count(self, cases: list[OpenCase]) -> Iterator[Counted]:
        """The cases in their order."""
        events = _events(cases)
        for case in cases:
            term = self._term(case.law_id)
            if term is None:
                yield Counted(case, None, problem=Problem(case.number, NO_TIME_LIMIT, {}))
                continue
            is_received = case.pk in events
            # Until receipt is confirmed the day of submission stands in for it.
            clock = tuple(events[case.pk]) if is_received else (_start(case),)
            try:
                due = self._due(term, clock, case.calendar_id)
            except (DeadlineError, CalendarError) as error:
                yield Counted(case, None, problem=problem_of(case.number, error))
            else:
                yield Counted(case, due, due.is_provisional or not is_received)

    def _due(
        self, term: Term, clock: tuple[deadlines.ClockEvent, ...], calendar: int | None
    ) -> Deadline:
        found = self._known.get((term, clock, calendar))
        if found is None:
            found = self.keep(due_on(clock, term, self._days(calendar)))
            self._known[term, clock, calendar] = found
        return found


class CaseDueDates:
    """What a change of a calendar or a law does to open cases."""

    def count(self, concerned: Concerned) -> int:
        return _open_cases(concerned).count()

    def state(self, concerned: Concerned) -> str:
        # Of all cases, by looks into indexes: those that are concerned would have to be read.
        number = Case.objects.filter(closed_on__isnull=True).count()
        newest = Case.objects.aggregate(newest=Max("pk"))["newest"]
        event = ClockEvent.objects.aggregate(newest=Max("pk"))["newest"]
        return f"{number}/{newest}/{event}"

    def moved(self, concerned: Concerned, days: WorkingCalendar) -> Iterator[DueDate]:
        counter, after = Counter(Deadline.unexplained, days), 0
        while cases := _read(_next_cases(concerned, after)):
            after = cases[-1].pk
            for counted in counter.count(cases):
                if counted.moves:
                    yield _due_date(counted)

    def recompute(self, concerned: Concerned, *, after: int, by: Actor, reason: str) -> Recomputed:
        return _recompute(_next_cases(concerned, after), concerned, by=by, reason=reason)


def count_one(case_id: int, concerned: Concerned, *, by: Actor, reason: str) -> bool:
    """Store the due date of an open case anew; whether it moved."""
    case = Case.objects.open().filter(pk=case_id)
    return _recompute(case, concerned, by=by, reason=reason).moved > 0


def counted_anew() -> Iterator[Counted]:
    """Every open case with the due date that law and calendar give it now; nothing is stored."""
    counter, after = Counter(Deadline.unexplained), 0
    while cases := _read(_next_cases(Concerned(), after)):
        after = cases[-1].pk
        yield from counter.count(cases)


def _open_cases(concerned: Concerned) -> Any:
    cases = Case.objects.open()
    if concerned.limit not in ("", ANSWER):
        return cases.none()
    about = {
        "body__calendar": concerned.calendar,
        "body": concerned.body,
        "law": concerned.law,
    }
    return cases.filter(**{name: value for name, value in about.items() if value is not None})


@transaction.atomic
def _recompute(cases: Any, concerned: Concerned, *, by: Actor, reason: str) -> Recomputed:
    # Not the agency's row: nobody could submit anything meanwhile.
    locked = _read(cases.select_for_update(of=("self",)))
    if not locked:
        return Recomputed(last=None)
    counted = list(Counter(Deadline.of).count(locked))
    moved = [one for one in counted if one.moves]
    _store(counted)
    _record(moved, concerned, by=by, reason=reason)
    return Recomputed(
        last=locked[-1].pk,
        seen=len(locked),
        moved=len(moved),
        problems=tuple(one.problem for one in counted if one.problem),
    )


def _next_cases(concerned: Concerned, after: int) -> Any:
    return _open_cases(concerned).filter(pk__gt=after).order_by("pk")[:AT_ONCE]


def _read(cases: Any) -> list[OpenCase]:
    return [OpenCase(*row) for row in cases.values_list(*COLUMNS)]


def _days_of(calendar: int | None) -> WorkingCalendar:
    if calendar is None:
        return EVERY_WEEKDAY
    return WorkCalendar.objects.get(pk=calendar).as_rules()


def _term(law: int) -> Term | None:
    limit = TimeLimit.objects.filter(law_id=law, code=ANSWER).first()
    return limit.as_term() if limit else None


def _events(cases: list[OpenCase]) -> dict[int, list[deadlines.ClockEvent]]:
    # By their range, as thousands of keys are slow to pass; events of others do no harm.
    between = Case.objects.open().filter(pk__range=(cases[0].pk, cases[-1].pk))
    rows = ClockEvent.objects.filter(case__in=between.values("pk")).order_by("on", "pk")
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
    """Write due dates that move, and explanations that are others now: a new name of a holiday
    shows there as well.
    """
    update_rows(Case, STORED, _stored(one for one in counted if one.moves))
    stay = _stored(one for one in counted if not one.moves)
    update_rows(Case, STORED, stay, unless_equal=["due_explanation"])


def _stored(counted: Iterable[Counted]) -> Iterator[tuple[int, Values]]:
    for one in counted:
        if one.due is not None:
            yield one.case.pk, (one.due.due_on, one.due.explanation, one.is_provisional)


def _record(moved: list[Counted], concerned: Concerned, *, by: Actor, reason: str) -> None:
    """A row of history and an event for each case that moved."""
    keys = [one.case.pk for one in moved]
    for model in Case.__subclasses__():
        record_history(model.objects.filter(pk__in=keys), by=by, reason=reason)
    told = (CaseEvent.Kind.DUE_DATE_MOVED, today(), timezone.now(), by.id, by.name, reason)
    details = cache(partial(_details, _cause(concerned)))
    insert_rows(
        CaseEvent,
        EVENT,
        [
            (one.case.pk, *told, details(one.case.due_on, one.due.due_on))
            for one in moved
            if one.due is not None
        ],
    )


def _cause(concerned: Concerned) -> dict[str, str]:
    """What was changed, by code."""
    about = {"calendar": concerned.calendar, "body": concerned.body, "law": concerned.law}
    return {name: thing.code for name, thing in about.items() if thing is not None}


def _details(cause: dict[str, str], was: date | None, becomes: date | None) -> dict[str, str]:
    return {
        "from": was.isoformat() if was else "",
        "to": becomes.isoformat() if becomes else "",
        **cause,
    }
