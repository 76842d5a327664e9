from datetime import date, datetime

import pytest

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.calendars import NotADate
from wagtail_disclosure.rules.clocks import ClockKind
from wagtail_disclosure.rules.deadlines import DeadlineError, Term, TermUnit, due_on
from wagtail_disclosure.rules.questions import Question, Stretch, TooFar

ANSWER = Term(20, TermUnit.WORKING_DAYS, "OGI Art. 33", longest_extension=20)
START = date(2025, 1, 24)


def due(**values):
    question = Question(ANSWER, START, **values)
    return due_on(question.events(), ANSWER, china()).due_on


def test_a_start_alone():
    assert due() == date(2025, 2, 27)


def test_both_ends_of_a_pause_are_paused_days():
    question = Question(ANSWER, START, pauses=[Stretch(date(2025, 2, 5), date(2025, 2, 10))])
    explanation = due_on(question.events(), ANSWER, china()).explanation
    paused = [row.day for row in explanation if row.reason == "paused"]
    assert (paused[0], paused[-1], len(paused)) == (date(2025, 2, 5), date(2025, 2, 10), 6)
    # 5, 6, 7, 8 (a make-up Saturday) and 10 February: five working days later.
    assert explanation[-1].day == date(2025, 3, 6)


def test_pauses_that_overlap_or_touch_count_once():
    one = [Stretch(date(2025, 2, 5), date(2025, 2, 10))]
    overlapping = [
        Stretch(date(2025, 2, 7), date(2025, 2, 10)),
        Stretch(date(2025, 2, 5), date(2025, 2, 8)),
    ]
    touching = [
        Stretch(date(2025, 2, 5), date(2025, 2, 7)),
        Stretch(date(2025, 2, 8), date(2025, 2, 10)),
    ]
    assert due(pauses=one) == due(pauses=overlapping) == due(pauses=touching)


def test_an_extension_is_the_longest_there_is_and_survives_a_restart():
    assert due(is_extended=True) == date(2025, 3, 27)
    restarted = date(2025, 2, 10)
    extended = Question(ANSWER, restarted, is_extended=True)
    expected = due_on(extended.events(), ANSWER, china()).due_on
    assert due(restarted_on=restarted, is_extended=True) == expected


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(DeadlineError, match="from 2025-02-10 ends before it begins: 2025-02-03"):
        Stretch(date(2025, 2, 10), date(2025, 2, 3))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"pauses": [Stretch(date(2025, 1, 23), date(2025, 2, 3))]},
            "“pause” on 2025-01-23 is before the start on 2025-01-24",
        ),
        (
            {"restarted_on": date(2025, 1, 2)},
            "“restart” on 2025-01-02 is before the start on 2025-01-24",
        ),
    ],
)
def test_what_comes_before_the_start_is_refused_by_name(values, message):
    with pytest.raises(DeadlineError, match=message):
        due(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"pauses": [Stretch(date(2025, 2, 1), date(9999, 12, 31))]},
        {"pauses": [Stretch(date(2025, 2, 1), date(2036, 1, 1))]},
        {"restarted_on": date(2150, 1, 1)},
    ],
)
def test_what_is_too_far_away_is_refused_before_any_day_is_counted(values):
    with pytest.raises(TooFar, match="too far away"):
        Question(ANSWER, START, **values).events()
    with pytest.raises(TooFar):
        Question(ANSWER, date(9999, 12, 31)).events()


def test_a_term_that_can_not_be_extended_is_not():
    notice = Term(7, TermUnit.WORKING_DAYS, "OGI Art. 30", longest_extension=0)
    with pytest.raises(DeadlineError, match="OGI Art. 30 allows no extension"):
        Question(notice, START, is_extended=True).events()


def test_moments_are_refused():
    with pytest.raises(NotADate):
        Question(ANSWER, datetime(2025, 1, 24)).events()
    with pytest.raises(NotADate):
        Stretch(datetime(2025, 1, 24), date(2025, 1, 25))


def test_a_restart_on_the_day_of_a_pause_leaves_both():
    day = date(2025, 2, 10)
    kinds = [
        event.kind
        for event in Question(ANSWER, START, pauses=[Stretch(day, day)], restarted_on=day).events()
    ]
    assert sorted(kinds) == sorted([ClockKind.START, "pause", "resume", "restart"])
