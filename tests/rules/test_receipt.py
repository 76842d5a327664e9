"""OGI Art. 31: on which day something is received; and how late it may be registered (case 75)."""

from datetime import date

import pytest

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.deadlines import Term, TermUnit
from wagtail_disclosure.rules.receipt import (
    BeforeArrival,
    Days,
    Lateness,
    NotAsked,
    NotYet,
    Received,
    ReceivedWith,
    lateness,
    received,
)

ARRIVED, SIGNED, TODAY = date(2023, 9, 18), date(2023, 9, 19), date(2023, 9, 20)
CORRECTION = Term(7, TermUnit.WORKING_DAYS, "Art. 30")
SUBMISSION, SIGNING, CONFIRMATION = ReceivedWith


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        (SUBMISSION, Days(ARRIVED), Received(ARRIVED, needs_confirmation=False)),
        (SIGNING, Days(ARRIVED, signed_on=SIGNED), Received(SIGNED, needs_confirmation=False)),
        (SIGNING, Days(ARRIVED), Received(ARRIVED, needs_confirmation=True)),
        (SIGNING, Days(ARRIVED, confirmed_on=TODAY), Received(TODAY, needs_confirmation=False)),
        (CONFIRMATION, Days(ARRIVED), Received(ARRIVED, needs_confirmation=True)),
        (CONFIRMATION, Days(ARRIVED, None, TODAY), Received(TODAY, needs_confirmation=False)),
    ],
)
def test_what_counts_as_the_day_of_receipt(rule, days, expected):
    assert received(rule, days, today=TODAY) == expected


@pytest.mark.parametrize(
    ("rule", "days", "error", "field"),
    [
        (SUBMISSION, Days(date(2023, 9, 21)), NotYet, "arrived_on"),
        (SIGNING, Days(ARRIVED, signed_on=date(2023, 9, 21)), NotYet, "signed_on"),
        (CONFIRMATION, Days(ARRIVED, confirmed_on=date(2023, 9, 21)), NotYet, "confirmed_on"),
        (SIGNING, Days(SIGNED, signed_on=ARRIVED), BeforeArrival, "signed_on"),
        (CONFIRMATION, Days(SIGNED, confirmed_on=ARRIVED), BeforeArrival, "confirmed_on"),
        (SUBMISSION, Days(ARRIVED, confirmed_on=TODAY), NotAsked, "confirmed_on"),
        (CONFIRMATION, Days(ARRIVED, signed_on=SIGNED), NotAsked, "signed_on"),
    ],
)
def test_days_that_contradict_each_other_are_refused(rule, days, error, field):
    with pytest.raises(error) as caught:
        received(rule, days, today=TODAY)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        (TODAY, Lateness.SAME_DAY),
        (date(2023, 9, 19), Lateness.BACKDATED),
        # Seven working days: 12 to 20 September without the weekend.
        (date(2023, 9, 11), Lateness.BACKDATED),
        (date(2023, 9, 8), Lateness.TOO_LATE),
    ],
)
def test_more_than_the_term_to_ask_for_a_correction_is_too_late(received_on, expected):
    found = lateness(received_on, today=TODAY, calendar=china(), term=CORRECTION)
    assert found is expected


def test_without_such_a_term_any_day_before_is_too_late():
    found = lateness(SIGNED, today=TODAY, calendar=china(), term=None)
    assert found is Lateness.TOO_LATE
