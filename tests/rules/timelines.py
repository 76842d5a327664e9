"""Random timelines of clock events, and a second implementation that walks them day by day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.rules.chinese_calendar import FIRST_DAY
from wagtail_disclosure.rules.clocks import ClockKind
from wagtail_disclosure.rules.deadlines import Term, TermUnit

# One without daylight saving, two with, one that moves by half an hour, and one that was on both
# sides of the date line: Samoa had no 30 December 2011.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    )
]
# Late enough before the calendar's end for every count to be within it.
LAST_START = date(2033, 12, 31)
LONGEST = timedelta(days=700)
ONE_DAY = timedelta(days=1)

Moments = list[tuple[ClockKind, datetime, str, int]]


def random_moments(chance: Random) -> Moments:
    """A start, and pauses of several causes, restarts, transfers and extensions after it."""
    days = (LAST_START - FIRST_DAY).days
    at = datetime(FIRST_DAY.year, 1, 2, tzinfo=UTC) + timedelta(
        days=chance.randrange(days), seconds=chance.randrange(86_400)
    )
    moments: Moments = [(ClockKind.START, at, "", 0)]
    waiting: list[str] = []
    for _ in range(chance.randrange(8)):
        at += _later(chance)
        kind = chance.choice(list(ClockKind)[1:])
        if kind is ClockKind.PAUSE:
            waiting.append(f"cause {len(moments)}")
            moments.append((kind, at, waiting[-1], 0))
        elif kind is ClockKind.RESUME and waiting:
            cause = waiting.pop(chance.randrange(len(waiting)))
            moments.append((kind, at, cause, 0))
        elif kind is ClockKind.EXTEND:
            moments.append((kind, at, "", chance.randint(1, 3)))
        elif kind in (ClockKind.RESTART, ClockKind.TRANSFER):
            moments.append((kind, at, "", 0))
            waiting = [] if kind is ClockKind.TRANSFER else waiting
    if chance.random() < 0.8:
        at += _later(chance)
        moments += [(ClockKind.RESUME, at, cause, 0) for cause in waiting]
    return moments


def _later(chance: Random) -> timedelta:
    # Sometimes the same day, sometimes a minute over midnight.
    return timedelta(days=chance.randrange(15), seconds=chance.choice([0, 60, 40_000, 86_340]))


def random_term(chance: Random) -> Term:
    unit = chance.choice(list(TermUnit))
    most = {TermUnit.MONTHS: 3, TermUnit.HOURS: 400}.get(unit, 30)
    return Term(
        chance.randint(1, most),
        unit,
        start_day_counts=chance.random() < 0.3,
        rolls=chance.random() < 0.5,
    )


def walked_due_on(
    moments: Moments, term: Term, zone: ZoneInfo, is_worked: Callable[[date], bool]
) -> date | None:
    """The due date as a clerk would find it who goes through the days with a paper calendar.

    Shares nothing with the rules: each morning the clerk looks up what came in, and at the end of
    the day crosses it off if it counts.
    """
    diary: dict[date, list[tuple[ClockKind, str, int]]] = {}
    for kind, at, cause, amount in moments:
        here = zone.fromutc(at.replace(tzinfo=zone))
        diary.setdefault(date(here.year, here.month, here.day), []).append((kind, cause, amount))
    today = begun = min(diary)
    last_entry = max(diary)
    extra = 0
    waiting: set[str] = set()
    crossed: list[date] = []
    found: date | None = None
    while today <= last_entry + LONGEST:
        for kind, cause, amount in diary.get(today, []):
            if kind in ("start", "restart", "transfer"):
                begun, extra, crossed, found = today, 0, [], None
            if kind == "transfer":
                waiting.clear()
            if kind == "pause":
                waiting.add(cause)
            if kind == "resume":
                waiting.discard(cause)
            if kind == "extend":
                extra, found = extra + amount, None
        begins = today > begun or term.start_day_counts
        if begins and not waiting and (term.unit != "working_days" or is_worked(today)):
            crossed.append(today)
        if found is None:
            found = _end_of_term(crossed, _needed(term, begun, extra), term, is_worked)
        if today >= last_entry and (found or waiting):
            return found
        today += ONE_DAY
    raise AssertionError(f"No end within {LONGEST} of {moments}.")


def _end_of_term(
    crossed: list[date], needed: int, term: Term, is_worked: Callable[[date], bool]
) -> date | None:
    candidates = crossed[needed - 1 :]
    if term.rolls:
        candidates = [day for day in candidates if is_worked(day)]
    return candidates[0] if candidates else None


def _needed(term: Term, begun: date, extra: int) -> int:
    if term.unit == "hours":
        return (term.amount + extra + 23) // 24
    if term.unit != "months":
        return term.amount + extra
    months = begun.year * 12 + begun.month - 1 + term.amount + extra
    year, month = months // 12, months % 12 + 1
    return (date(year, month, min(begun.day, monthrange(year, month)[1])) - begun).days
