"""What pauses, restarts, transfers and extensions do to a clock, and which make no sense."""

from datetime import date

import pytest

from tests.rules.chinese_calendar import china
from tests.rules.events import ANSWER, due, extend, pause, restart, resume, start, transfer
from wagtail_disclosure.rules.calendars import (
    ReasonCode,
)
from wagtail_disclosure.rules.deadlines import (
    DeadlineError,
    ExtensionTooLong,
    Term,
    TermUnit,
    due_on,
)

DAY = date(2025, 3, 3)
LATER = date(2025, 3, 5)


def test_a_transfer_begins_the_term_anew_for_the_body_that_takes_over():
    moved = [
        start(date(2025, 3, 3)),
        extend(date(2025, 3, 4), 20),
        pause(date(2025, 3, 5)),
        transfer(date(2025, 3, 20), "移送函 7"),
    ]
    result = due_on(moved, ANSWER, china())
    assert result.due_on == due(start(date(2025, 3, 20)))
    assert result.explanation[0].reason is ReasonCode.BEFORE_TRANSFER
    assert result.explanation[0].source == "移送函 7"


def test_a_pause_of_the_new_body_counts_after_a_transfer():
    day = date(2025, 3, 20)
    moved = [start(date(2025, 3, 3)), pause(date(2025, 3, 5)), transfer(day), pause(day)]
    assert due(*moved) is None


def test_a_term_without_extension_refuses_any():
    with pytest.raises(ExtensionTooLong, match="at most 0 are allowed"):
        due(start(DAY), extend(DAY, 1), term=Term(7, TermUnit.WORKING_DAYS, longest_extension=0))


def test_overlapping_pauses_count_once():
    overlapping = [
        start(date(2025, 3, 3)),
        pause(date(2025, 3, 10), "third party"),
        pause(date(2025, 3, 12), "other agency"),
        resume(date(2025, 3, 17), "third party"),
        resume(date(2025, 3, 24), "other agency"),
    ]
    one = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), resume(date(2025, 3, 24))]
    assert due(*overlapping) == due(*one)


def test_the_same_cause_can_pause_again():
    twice = [
        start(date(2025, 3, 3)),
        pause(date(2025, 3, 10)),
        resume(date(2025, 3, 12)),
        pause(date(2025, 3, 12)),
        resume(date(2025, 3, 24)),
    ]
    assert due(*twice) == date(2025, 4, 15)


def test_a_clock_that_stands_still_has_no_due_date():
    result = due_on([start(date(2025, 3, 3)), pause(date(2025, 3, 10))], ANSWER, china())
    assert result.due_on is None
    assert [row.day for row in result.explanation if row.counts][-1] == date(2025, 3, 7)
    assert result.explanation[-1].reason is ReasonCode.PAUSED


def test_a_pause_that_begins_after_the_due_date_gives_no_day_back():
    events = [start(date(2025, 1, 24)), pause(date(2025, 3, 10))]
    assert due(*events) == date(2025, 2, 27)


def test_a_restart_ends_the_extension_of_the_old_term_and_keeps_open_pauses():
    extended = [start(date(2025, 3, 3)), extend(date(2025, 3, 4), 20), restart(date(2025, 3, 20))]
    assert due(*extended) == due(start(date(2025, 3, 20)))
    waiting = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), restart(date(2025, 3, 12))]
    assert due(*waiting) is None
    assert due(*waiting, resume(date(2025, 3, 13))) == due(start(date(2025, 3, 12)))


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "not with nothing"),
        ([pause(DAY)], "not with “pause”"),
        ([start(DAY), start(LATER)], "can't start on 2025-03-05"),
        ([start(LATER), extend(DAY, 5)], "“extend” on 2025-03-03 is out of order: 2025-03-05"),
        ([start(DAY), pause(LATER), resume(DAY)], "“resume” on 2025-03-03 is out of order"),
        ([start(DAY), resume(LATER)], "No pause for “third party” to end on 2025-03-05"),
        ([start(DAY), pause(DAY, "a"), resume(LATER, "b")], "No pause for “b”"),
        ([start(DAY), pause(DAY), pause(LATER)], "paused for “third party” before 2025-03-05"),
    ],
)
def test_events_that_make_no_sense_are_refused_by_name(events, message):
    with pytest.raises(DeadlineError, match=message):
        due_on(events, ANSWER, china())
