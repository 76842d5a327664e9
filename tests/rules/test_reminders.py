"""Stages: the working days before a last day at which people are reminded, and the weeks after."""

from datetime import date

import pytest

from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.reminders import stage_on

CALENDAR = WorkingCalendar(code="office", holidays={date(2026, 12, 16): "Founding day"})
# A Monday.
LAST_DAY = date(2026, 12, 21)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 12, 10), None),
        (date(2026, 12, 11), 5),
        (date(2026, 12, 15), 5),
        (date(2026, 12, 17), 2),
        (date(2026, 12, 18), 2),
        (date(2026, 12, 20), 2),
        (date(2026, 12, 21), 0),
        (date(2026, 12, 22), -1),
        (date(2026, 12, 28), -1),
        (date(2026, 12, 29), -2),
        (date(2027, 1, 5), -3),
    ],
)
def test_the_stage_of_a_day(day, stage):
    assert stage_on(day, LAST_DAY, CALENDAR, before=[5, 2, 0], again_after=7) == stage


def test_what_is_not_asked_for_has_no_stage():
    assert stage_on(LAST_DAY, LAST_DAY, CALENDAR, before=[], again_after=7) is None
