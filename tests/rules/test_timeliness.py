"""OGI Art. 26: 20 working days from the document to its publication."""

from datetime import date, timedelta

import pytest

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.deadlines import Term, TermUnit
from wagtail_disclosure.rules.timeliness import Timeliness, assess, due_steps, publication_due

TERM = Term(20, TermUnit.WORKING_DAYS, "Art. 26")
FORMED = date(2023, 9, 20)
LAST_DAY = date(2023, 10, 24)


def stand(published_on: date | None, today: date = date(2024, 1, 1), formed_on: date = FORMED):
    return assess(
        formed_on=formed_on,
        published_on=published_on,
        today=today,
        term=TERM,
        calendar=china(),
    )


def test_the_real_minutes_were_published_on_the_30th_working_day():
    assessment = stand(date(2023, 11, 7))
    assert assessment.status is Timeliness.LATE
    assert (assessment.working_days, assessment.late_by) == (30, 10)
    assert assessment.due.due_on == LAST_DAY
    last = assessment.explanation[-1]
    assert (last.day, last.number) == (date(2023, 11, 7), 30)
    assert "国庆节" in "".join(day.source for day in assessment.explanation)


@pytest.mark.parametrize(
    ("published_on", "status", "used"),
    [
        (LAST_DAY, Timeliness.ON_TIME, 20),
        (LAST_DAY + timedelta(days=1), Timeliness.LATE, 21),
        (FORMED, Timeliness.ON_TIME, 0),
        (FORMED - timedelta(days=9), Timeliness.ON_TIME, 0),
    ],
)
def test_the_20th_working_day_is_the_last_in_time(published_on, status, used):
    assessment = stand(published_on)
    assert (assessment.status, assessment.working_days) == (status, used)


@pytest.mark.parametrize(
    ("today", "status", "late_by"),
    [
        (date(2023, 10, 16), Timeliness.OPEN, 0),
        (date(2023, 10, 17), Timeliness.DUE_SOON, 0),
        (LAST_DAY, Timeliness.DUE_SOON, 0),
        (date(2023, 10, 25), Timeliness.OVERDUE, 1),
    ],
)
def test_what_waits_is_told_before_it_is_late(today, status, late_by):
    assessment = stand(None, today)
    assert (assessment.status, assessment.late_by) == (status, late_by)


def test_steps_give_the_due_day_of_every_day_of_a_year():
    first, last = date(2023, 1, 1), date(2023, 12, 31)
    steps = list(due_steps(first, last, term=TERM, calendar=china()))
    assert steps == sorted(steps)
    assert len({due for _last, due in steps}) == len(steps)
    for number in range(365):
        day = first + timedelta(days=number)
        found = next(due for until, due in steps if day <= until)
        assert found == publication_due(day, TERM, china()).due_on


def test_a_term_in_calendar_days_explains_no_more_than_itself():
    month = Term(30, TermUnit.CALENDAR_DAYS, "A law")
    assessment = assess(
        formed_on=FORMED,
        published_on=date(2023, 12, 1),
        today=date(2024, 1, 1),
        term=month,
        calendar=china(),
    )
    assert assessment.status is Timeliness.LATE
    assert assessment.explanation[-1].day == assessment.due.due_on == date(2023, 10, 20)
