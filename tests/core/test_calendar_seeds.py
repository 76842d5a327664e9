from datetime import date

import pytest

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendar_seeds import last_official_year, seed_china
from wagtail_disclosure.core.models import CalendarDay

ACTOR = Actor.software("test")


@pytest.fixture
def calendar(db):
    return seed_china(through_year=2027, by=ACTOR)[0]


def test_a_year_without_an_official_notice_is_not_official(calendar):
    assert last_official_year(2030) == 2026
    assert calendar.official_through == date(2026, 12, 31)


def test_make_up_days_of_2026_are_working_days(calendar):
    rules = calendar.as_rules()
    made_up = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    assert all(rules.is_working_day(date(2026, month, day)) for month, day in made_up)


def test_half_holidays_stay_working_days(calendar):
    assert calendar.as_rules().is_working_day(date(2027, 3, 8))


def test_no_day_lies_outside_the_years_asked_for(calendar):
    years = {day.year for day in calendar.days.values_list("day", flat=True)}
    assert years == set(range(2004, 2028))


def test_20_working_days_over_the_spring_festival(calendar):
    assert calendar.as_rules().nth_working_day(date(2025, 1, 24), 20) == date(2025, 2, 27)


def test_seeding_again_adds_nothing_and_keeps_what_people_edited(calendar):
    CalendarDay.objects.filter(day=date(2026, 1, 4)).update(kind="closure", name="Flood")
    again, added = seed_china(through_year=2027, by=ACTOR)
    assert added == 0
    assert again.days.get(day=date(2026, 1, 4)).name == "Flood"


def test_every_day_carries_who_seeded_it_from_where(calendar):
    rows = CalendarDay.history.all()
    assert rows.count() == calendar.days.count()
    assert {row.history_user_name for row in rows} == {"test"}
    assert rows[0].history_change_reason.startswith("holidays ")
