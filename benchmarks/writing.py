"""What it costs to count a due date, to act on a case, and to submit a request."""

import statistics
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import holidays
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.databases import NAME, connected_to
from benchmarks.figures import ROUNDS, Figure, in_turns, timed
from benchmarks.visits import Visitor
from tests.cases.factories import ANSWERS, Casework, create_request, posted
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import DisclosureForm, InformationRequest, RequestPage
from wagtail_disclosure.core.models import PublicBody, TimeLimit
from wagtail_disclosure.rules.deadlines import ClockEvent, ClockKind, due_on

WRITTEN = "written_cases"
TERM = 20
ACTED = 20
STARTS = [date(2026, 1, 5) + timedelta(days=number) for number in range(250)]


def measure_due_dates() -> list[Figure]:
    """The last day of 20 working days, by the calendar and by the library; both say the same."""
    with connected_to(WRITTEN):
        agency = PublicBody.objects.own()
        calendar = agency.calendar.as_rules()
        term = TimeLimit.objects.get(law=agency.law, code="answer").as_term()
    library = holidays.country_holidays("CN", years=(2026, 2027), categories=("public",))
    ways: dict[str, Callable[[date], date | None]] = {
        "table": lambda day: calendar.nth_working_day(day, TERM),
        "explained": lambda day: due_on([ClockEvent(ClockKind.START, day)], term, calendar).due_on,
        "library": lambda day: library.get_nth_working_day(day, TERM),
    }
    found = {name: [way(day) for day in STARTS] for name, way in ways.items()}
    if not found["table"] == found["explained"] == found["library"]:
        raise RuntimeError("The calendar and the library count differently.")
    seconds = in_turns({name: _all_days(way) for name, way in ways.items()})
    return [
        Figure(what, NAME, seconds["library"] / seconds[way], goal, "higher")
        for way, what, goal in (
            ("table", "due date through the table of working days: rate against the library", 50),
            ("explained", "due date with every day explained: rate against the library", 1),
        )
    ]


def measure_actions() -> list[Figure]:
    """Confirming receipt and assigning, against saving the case alone in one transaction."""
    with connected_to(WRITTEN):
        office, officer = (_user(name) for name in ("office", "officer"))
        saved = create_request()
        casework = Casework(create_request(), office=office, officer=officer).accept()

        def accept(case: InformationRequest) -> None:
            actions.accept(case, by=office, reason="", on=case.received_on)

        def assign(_case: InformationRequest) -> None:
            about = {"reason": "", "on": casework.case.received_on}
            actions.assign(casework.case, to=officer, by=office, **about)

        def save(_case: InformationRequest) -> None:
            # As Django saves it, without simple-history.
            saved.skip_history_when_saving = True
            with transaction.atomic():
                saved.save()

        ways = {"accept": accept, "assign": assign, "save": save}
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _round in range(ROUNDS):
            cases = [create_request() for _case in range(ACTED)]
            for name, way in ways.items():
                taken[name].append(timed(partial(_each, way, cases)) / ACTED)
        seconds = {name: statistics.median(times) for name, times in taken.items()}
        statements = {
            name: _statements(partial(way, create_request())) for name, way in ways.items()
        }
    figures = []
    for name in ("accept", "assign"):
        what = f"{name}: time against a bare save"
        figures.append(Figure(what, NAME, seconds[name] / seconds["save"], 5, "lower"))
        figures.append(Figure(f"{name}: statements", NAME, statements[name], 10, "lower"))
    return figures


def measure_submissions() -> list[Figure]:
    """A request that is sent through its page, against a view that inserts one row."""
    visitor = Visitor()
    with connected_to(WRITTEN):
        DisclosureForm.objects.update(layout=DisclosureForm.Layout.ONE_PAGE)
        address = RequestPage.objects.get(locale__language_code="zh-hans").get_url()

        def submit() -> None:
            visitor.post(address, posted(submission_token=secrets.new_token()))

        def insert() -> None:
            visitor.post("/insert/", {"key": uuid.uuid4().hex, "text": ANSWERS["description"]})

        before = InformationRequest.objects.count()
        submit()
        if InformationRequest.objects.count() != before + 1:
            raise RuntimeError("The submission made no case.")
        seconds = in_turns({"submit": submit, "insert": insert})
    rate = seconds["insert"] / seconds["submit"]
    return [Figure("web submission: rate against a bare insert", NAME, rate, 0.15, "higher")]


def _each(way: Callable[[Any], Any], cases: list[Any]) -> None:
    for case in cases:
        way(case)


def _all_days(way: Callable[[date], Any]) -> Callable[[], None]:
    def count() -> None:
        for day in STARTS:
            way(day)

    return count


def _statements(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def _user(name: str) -> Any:
    return get_user_model().objects.get(username=name)
