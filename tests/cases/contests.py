"""Decisions about the same case at the same moment, by many threads; also for benchmarks."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, transaction

from tests.cases.factories import Casework, create_request
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn
from wagtail_disclosure.cases.intake.numbering import take_number
from wagtail_disclosure.cases.models import CaseEvent, InformationRequest
from wagtail_disclosure.core.models import PublicBody

THREADS = 32
# As many of them decide the same case; the others decide others meanwhile.
RIVALS = 4
PATIENCE = 120
YEAR = 2026
# One of so many transactions that took a number fails.
FAILS = 9


@dataclass(frozen=True)
class Contest:
    """Two ways to decide a case, of which either rules out the other."""

    name: str
    steps: tuple[str, ...]
    ways: tuple[str, str]
    events: tuple[str, str]

    def way(self, rival: int) -> str:
        return self.ways[rival % 2]


REVIEWED = ("accept", "assign", "draft", "propose", "clear")
CONTESTS = (
    Contest(
        "answer or return", REVIEWED, ("answer", "return_answer"), ("answered", "answer_returned")
    ),
    Contest("withdraw or answer", REVIEWED, ("withdraw", "answer"), ("withdrawn", "answered")),
    Contest(
        "approve or refuse an extension",
        ("accept", "assign", "propose_extension"),
        ("approve_extension", "refuse_extension"),
        ("extended", "extension_refused"),
    ),
    Contest("withdraw or transfer", (), ("withdraw", "transfer"), ("withdrawn", "transferred")),
)


@dataclass(frozen=True)
class Decided:
    """What became of a case that several people decided at once."""

    contest: Contest
    case: InformationRequest
    winners: tuple[str, ...]
    losers: int
    failures: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        """What is not as it must be: one winner, whom the case, its history and events bear out."""
        if self.failures:
            yield f"{self.contest.name}: {self.failures}"
        if len(self.winners) != 1 or self.losers != RIVALS - 1:
            yield f"{self.contest.name}: won by {self.winners}, lost by {self.losers}"
            return
        case = InformationRequest.objects.get(pk=self.case.pk)
        versions = [row.version for row in case.history.order_by("history_id")]
        if versions != list(range(1, case.version + 1)):
            yield f"{self.contest.name}: version {case.version} with the history {versions}"
        told = CaseEvent.objects.filter(case_id=case.pk, kind__in=self.contest.events)
        expected = self.contest.events[self.contest.ways.index(self.winners[0])]
        if [event.kind for event in told] != [expected]:
            yield f"{self.contest.name}: {self.winners[0]} won, but {list(told)}"


def decide_at_once(number: int, *, office: Any, officer: Any) -> list[Decided]:
    """Let rivals decide so many new cases, each by two contrary actions at the same moment."""
    cases: list[Any] = [None] * number

    def prepare(thread: int) -> None:
        for position in range(thread, number, THREADS):
            casework = Casework(create_request(), office=office, officer=officer)
            for step in _contest(position).steps:
                getattr(casework, step)()
            cases[position] = casework.case

    at_once(prepare)
    meetings = [threading.Barrier(RIVALS, timeout=PATIENCE) for _ in range(THREADS // RIVALS)]
    outcomes: list[list[tuple[str, str]]] = [[] for _ in range(number)]

    def decide(thread: int) -> None:
        group, rival = divmod(thread, RIVALS)
        for position in range(group, number, THREADS // RIVALS):
            way = _contest(position).way(rival)
            meetings[group].wait()
            outcomes[position].append((way, _outcome(cases[position], way, office=office)))

    at_once(decide)
    return [_decided(*each) for each in zip(range(number), cases, outcomes, strict=True)]


def take_at_once(number: int, *, year: int = YEAR) -> list[str]:
    """Numbers of receipts that as many threads took, some of whose transactions failed."""
    body = PublicBody.objects.own()
    taken: list[str] = []

    def take(thread: int) -> None:
        mine = len(range(thread, number, THREADS))
        attempt = thread
        while mine:
            attempt += 1
            with transaction.atomic():
                receipt = take_number(body, year=year)
                fails = attempt % FAILS == 0
                transaction.set_rollback(fails)
            if not fails:
                taken.append(receipt)
                mine -= 1

    at_once(take)
    return taken


def at_once(work: Callable[[int], None]) -> None:
    """``work(0)``, ``work(1)``... each in a thread. Raises the first exception of any."""

    def run(thread: int) -> None:
        try:
            work(thread)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(run, range(THREADS)))


def _contest(position: int) -> Contest:
    return CONTESTS[position % len(CONTESTS)]


def _outcome(case: InformationRequest, way: str, *, office: Any) -> str:
    """Won, lost, or what else was raised; everybody acts on what they saw, without a version."""
    values: dict[str, Any] = {"to": "Bureau of Parks"} if way == "transfer" else {}
    on: date = case.received_on
    try:
        getattr(actions, way)(case, by=office, reason="At once", on=on, **values)
    except CaseMovedOn:
        return "lost"
    except Exception as error:
        return repr(error)
    return "won"


def _decided(position: int, case: InformationRequest, outcomes: list[tuple[str, str]]) -> Decided:
    counted = Counter(outcome for _way, outcome in outcomes)
    return Decided(
        contest=_contest(position),
        case=case,
        winners=tuple(way for way, outcome in outcomes if outcome == "won"),
        losers=counted["lost"],
        failures=tuple(outcome for outcome in counted if outcome not in ("won", "lost")),
    )
