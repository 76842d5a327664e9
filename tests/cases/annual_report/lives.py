"""Random lives of requests over three years, and the table counted from them by hand."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.cases.factories import Casework
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.rules.annual_report import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    HANDLED,
    NEW,
    TOTAL,
    ApplicantKind,
)

ENDINGS = ("answered", "answered", "answered", "withdrawn", "transferred", "abandoned", "joined")
CLOSED = {"answered", "abandoned", "withdrawn", "transferred", "joined"}


class Lives:
    """Takes requests through the years, each step on a day of its own."""

    def __init__(self, seed: int, *, office: Any, officer: Any, request: Any):
        self.random = Random(seed)  # noqa: S311
        self.people = {"office": office, "officer": officer}
        self.request = request

    def live(self, number: int, *, first: date, last: date) -> None:
        for _turn in range(number):
            self._life(first, last)

    def reopen_some(self, *, on: date) -> int:
        """Open again about every third case that is closed; returns how many."""
        closed = Case.objects.filter(closed_on__lt=on)
        found = [case for case in closed if self.random.random() < 0.4]
        for case in found:
            self._work(case.concrete()).reopen(on=on)
        return len(found)

    def close_open_ones(self, *, on: date) -> None:
        for case in Case.objects.filter(state="in_progress"):
            self._work(case.concrete()).withdraw(on=on)

    def _work(self, case: Any) -> Casework:
        return Casework(case, **self.people)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, max((last - first).days, 0)))

    def _life(self, first: date, last: date) -> None:
        day = self._day(first, last)
        kind = self.random.choice(list(ApplicantKind)).value
        work = self._work(self.request(on=day, kind=kind))
        if self.random.random() < 0.1:
            # Sent, and either taken back before anybody confirmed receipt, or never confirmed.
            if self.random.random() < 0.5:
                work.withdraw(on=self._day(day, last))
            return
        day = self._day(day, min(last, day + timedelta(days=9)))
        work.accept(on=day)
        if self.random.random() < 0.15:
            day = self._day(day, min(last, day + timedelta(days=20)))
            work.split(on=day)
        while self.random.random() < 0.75:
            day = self._day(day, min(last, day + timedelta(days=200)))
            ended_on = self._end(work, self.random.choice(ENDINGS), day, last)
            if ended_on is None or self.random.random() < 0.6:
                return
            day = self._day(ended_on, last)
            work.reopen(on=day)

    def _end(self, work: Casework, ending: str, day: date, last: date) -> date | None:
        """End it, or try to; returns the day on which it ended."""
        if ending == "answered":
            work.assign(on=day).draft(outcome=self._outcome(work), on=day).propose(on=day)
            work.clear(on=day).answer(on=day)
        elif ending == "abandoned":
            return self._abandon(work, day, last)
        elif ending == "joined":
            linked = work.case.links.values("other")
            others = Case.objects.filter(closed_on__isnull=True).exclude(pk=work.case.pk)
            into = others.exclude(pk__in=linked).first()
            if into is None:
                return None
            work.join(into=into.concrete(), on=day)
        elif ending == "transferred" and work.case.state == "accepted":
            work.transfer(on=day)
        else:
            work.withdraw(on=day)
        return day

    def _outcome(self, work: Casework) -> Outcome:
        """One that takes no ground: grounds are another matter."""
        outcomes = Outcome.objects.filter(law=work.case.law)
        return self.random.choice(list(outcomes.exclude(kind__in=["refused", "partly_granted"])))

    def _abandon(self, work: Casework, day: date, last: date) -> date | None:
        asked_on, ended_on = work.case.received_on, day + timedelta(days=60)
        if work.case.corrections.exists() or work.case.state != "accepted":
            return None
        work.request_correction(on=asked_on)
        if ended_on > last:
            return None
        work.abandon(on=ended_on)
        return ended_on


def by_hand(year: int) -> Counter[tuple[str, str]]:
    """Table three of ``year``, counted case by case along what happened to each."""
    cells: Counter[tuple[str, str]] = Counter()
    for case in Case.objects.select_related("law"):
        for row in _rows(case, year):
            cells[row, case.applicant_kind] += 1
            cells[row, TOTAL] += 1
    return cells


def _rows(case: Any, year: int) -> Iterator[str]:
    events = list(case.caseevents.order_by("pk"))
    entered = _entered(case, events)
    if entered is None or entered.year > year:
        return
    outcome_at_end: dict[int, str | None] = {}
    for at in range(entered.year, year + 1):
        outcome_at_end[at] = _outcome([event for event in events if event.on.year <= at])
        if at < year and outcome_at_end[at] is not None:
            # Counted as handled in an earlier year, whatever happened to it since.
            return
    yield NEW if entered.year == year else CARRIED_OVER
    code = outcome_at_end[year]
    if code is None:
        yield CARRIED_FORWARD
    else:
        yield Outcome.objects.get(law=case.law, code=code).report_row
        yield HANDLED


def _entered(case: Any, events: list[CaseEvent]) -> date | None:
    for event in events:
        if event.kind == "split" and "from" in event.details:
            return event.on
    if any(event.kind == "accepted" for event in events):
        return case.received_on
    closings = [event.on for event in events if event.kind in CLOSED]
    return min(closings) if closings else None


def _outcome(events: list[CaseEvent]) -> str | None:
    code = None
    for event in events:
        if event.kind == "reopened":
            code = None
        elif event.kind == "answered":
            code = event.details["outcome"]
        elif event.kind == "abandoned":
            code = event.details["cause"]
        elif event.kind in CLOSED:
            codes = {"withdrawn": "withdrawn", "transferred": "not-responsible", "joined": "joined"}
            code = codes[event.kind]
    return code
