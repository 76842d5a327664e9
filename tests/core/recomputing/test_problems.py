"""Why a due date could not be computed, stored without words."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from django.utils import translation

from wagtail_disclosure.core.recomputing.problems import CODES, WORDS, in_words, problem_of
from wagtail_disclosure.rules.calendars import CalendarError, WorkingCalendar
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    DeadlineError,
    Term,
    TermUnit,
    due_on,
)

TERM = Term(20, TermUnit.WORKING_DAYS, "Art. 33", longest_extension=20)
DAYS = WorkingCalendar(code="test", first_day=date(2004, 1, 1))
START = ClockEvent(ClockKind.START, date(2026, 3, 2))


def event(kind: ClockKind, day: int, **values) -> ClockEvent:
    return ClockEvent(kind, date(2026, 3, day), **values)


@pytest.mark.parametrize(
    ("events", "code", "words"),
    [
        ([], "no_start", "R1: Its clock was never started."),
        ([START, event(ClockKind.START, 3)], "runs_already", "on 3 March 2026: it runs already"),
        (
            [START, event(ClockKind.RESTART, 9), event(ClockKind.RESTART, 4)],
            "out_of_order",
            "on 4 March 2026 was recorded after something of 9 March 2026",
        ),
        (
            [START, *[event(ClockKind.PAUSE, day, cause="third party") for day in (3, 4)]],
            "paused_already",
            "on 4 March 2026 for “third party”",
        ),
        (
            [START, event(ClockKind.RESUME, 4, cause="third party")],
            "nothing_to_resume",
            "On 4 March 2026 a pause for “third party”",
        ),
        (
            [START, event(ClockKind.EXTEND, 4, amount=30)],
            "extension_too_long",
            "R1: It was extended by 30; the law allows 20 (Working days, Art. 33).",
        ),
        (
            [ClockEvent(ClockKind.START, date(2003, 5, 1))],
            "before_calendar",
            "R1: 1 May 2003 is before 1 January 2004, where the calendar begins.",
        ),
    ],
)
def test_what_the_rules_refuse_is_stored_as_a_code_and_read_in_words(events, code, words):
    with pytest.raises((DeadlineError, CalendarError)) as refused:
        due_on(events, TERM, DAYS)
    stored = json.loads(json.dumps(asdict(problem_of("R1", refused.value))))
    assert stored["code"] == code
    with translation.override("en"):
        assert words in in_words(stored)


def test_what_has_no_code_keeps_the_words_of_the_rules():
    stored = asdict(problem_of("R1", DeadlineError("A term of 0 days is no term.")))
    with translation.override("en"):
        assert in_words(stored) == "R1: A term of 0 days is no term."


def test_every_code_has_words():
    assert set(CODES.values()) <= set(WORDS)
