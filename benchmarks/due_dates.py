"""What a calendar change costs: open cases recomputed together and one by one.

Run ``make bench-due-dates``. One by one is what a view would do: load the case, count through the
``holidays`` library, save it with its history and its event. Nothing passes or fails here.
"""

import os
import resource
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.full")
django.setup()

import holidays  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from wagtail_disclosure.cases.models import (  # noqa: E402
    Case,
    CaseEvent,
    ClockEvent,
    DisclosureForm,
    FormDefinition,
    InformationRequest,
)
from wagtail_disclosure.core.audit import Actor, attribute  # noqa: E402
from wagtail_disclosure.core.calendars import changing, previewing  # noqa: E402
from wagtail_disclosure.core.models import CalendarChange, PublicBody  # noqa: E402
from wagtail_disclosure.core.recomputing import running  # noqa: E402
from wagtail_disclosure.rules.calendar_changes import DayChange  # noqa: E402
from wagtail_disclosure.rules.calendars import ReasonCode  # noqa: E402

CASES = int(os.environ.get("CASES", "100000"))
SAMPLE = 300
ROUNDS = 5
FIRST, LAST = date(2026, 2, 2), date(2026, 11, 27)
TERM = 20
HEAD = Actor(id=2, name="Head")


def main() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    call_command("disclosure_setup", verbosity=0)
    make_cases()
    memory = peak()
    rounds = []
    one_by_one_first = []
    for number in range(ROUNDS):
        one_by_one_first.append(one_by_one(number) / SAMPLE)
        rounds.append(together(number) / CASES)
    alone, shared = statistics.median(one_by_one_first), statistics.median(rounds)
    say(f"{CASES} cases, medians of {ROUNDS} rounds in turn")
    say(f"one by one {alone * 1e6:8.0f} us a case")
    say(f"together   {shared * 1e6:8.0f} us a case, {alone / shared:.1f} times as fast")
    look()
    typical()
    say(f"peak memory {peak():.0f} MB, {memory:.0f} MB before")


def make_cases() -> None:
    """Open cases over ten months; a fifth of them paused for a while, each on days of its own."""
    body = PublicBody.objects.own()
    form = DisclosureForm.objects.order_by("pk").first().definition
    definition = FormDefinition.objects.freeze(form.as_content())
    days = (LAST - FIRST).days
    rows = [
        Case(
            number=f"R{number:06d}",
            number_key=f"R{number:06d}",
            kind=Case.Kind.INFORMATION_REQUEST,
            state="accepted",
            body=body,
            law=body.law,
            language="en",
            submitted_at=datetime(2026, 2, 2, tzinfo=UTC),
            received_on=FIRST + timedelta(days=number * days // CASES),
            submission_digest=f"{number}",
        )
        for number in range(CASES)
    ]
    Case.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {InformationRequest._meta.db_table} (case_ptr_id, form_definition_id) "  # noqa: S608
            f"SELECT id, %s FROM {Case._meta.db_table}",
            [definition.pk],
        )
    events = []
    for number, case in enumerate(rows):
        pause = case.received_on + timedelta(days=1 + number % 7)
        kinds = [("start", case.received_on)]
        if number % 5 == 0:
            kinds += [("pause", pause), ("resume", pause + timedelta(days=number % 11))]
        events += [
            ClockEvent(case=case, kind=kind, on=on, cause="", actor_name="Office")
            for kind, on in kinds
        ]
    ClockEvent.objects.bulk_create(events, batch_size=1000)


def together(number: int) -> float:
    """Seconds for all of them; each round takes another day out of every term."""
    change = propose(number)
    start = time.perf_counter()
    changing.approve(change, by=HEAD)
    running.recompute(change)
    took = time.perf_counter() - start
    change.refresh_from_db()
    problems = f"{len(change.problems)} problems"
    say(f"round {number}: {change.seen} seen, {change.moved} moved, {problems}, {took:.1f} s")
    return took


def typical() -> None:
    """A day that concerns few, as most corrections do."""
    change = propose_days([date(2027, 1, 20)], "Typical")
    start = time.perf_counter()
    changing.approve(change, by=HEAD)
    running.recompute(change)
    took = time.perf_counter() - start
    change.refresh_from_db()
    say(f"typical    {took / CASES * 1e6:8.0f} us a case, {change.moved} of {change.seen} moved")


def look() -> None:
    """What the task does behind the preview, and what the page costs that shows it."""
    change = propose_days([date(2026, 12, 30)], "Preview")
    CalendarChange.objects.update(previewed_state="")
    start = time.perf_counter()
    previewing.preview(change)
    took = time.perf_counter() - start
    change.refresh_from_db()
    start = time.perf_counter()
    known = previewing.known_preview(change)
    page = time.perf_counter() - start
    say(f"preview    {took:8.1f} s for the task, {known.number} move")
    say(f"           {page * 1e3:8.0f} ms to show it and to see whether it is outdated")
    changing.withdraw(change, by=HEAD)


def propose(number: int) -> CalendarChange:
    days, day = [], date(2026, 2, 24) + timedelta(days=number)
    while day <= date(2026, 12, 31):
        days.append(day)
        day += timedelta(days=14)
    return propose_days(days, f"Round {number}")


def propose_days(days: list[date], name: str) -> CalendarChange:
    changes = [DayChange(day, ReasonCode.CLOSURE, name) for day in days]
    calendar = PublicBody.objects.own().calendar
    return changing.propose(calendar, changes, source=name, by=HEAD)


def one_by_one(number: int) -> float:
    """Seconds for a sample of them."""
    keys = list(Case.objects.order_by("?").values_list("pk", flat=True)[:SAMPLE])
    library = holidays.country_holidays("CN", years=(2026, 2027), categories=("public",))
    start = time.perf_counter()
    for key in keys:
        move(key, library, reason=f"Sample {number}")
    return time.perf_counter() - start


@transaction.atomic
def move(key: int, library: holidays.HolidayBase, *, reason: str) -> None:
    case = InformationRequest.objects.select_for_update().get(pk=key)
    paused = sum(event.kind == "pause" for event in case.clockevents.all())
    was, case.due_on = case.due_on, library.get_nth_working_day(case.received_on, TERM + paused)
    attribute(case, by=HEAD, reason=reason)
    case.save()
    CaseEvent.objects.create(
        case_id=key,
        kind=CaseEvent.Kind.DUE_DATE_MOVED,
        on=LAST,
        actor_id=HEAD.id,
        actor_name=HEAD.name,
        reason=reason,
        details={"from": f"{was}", "to": f"{case.due_on}", "calendar": "cn"},
    )


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
