from datetime import date

import pytest

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars.seeds import (
    SEEDS,
    UnknownCalendar,
    last_official_year,
    seed,
    seeded,
)
from wagtail_disclosure.core.models import CalendarDay

ACTOR = Actor.software("test")


@pytest.fixture
def calendar(db):
    return seed("cn", through_year=2027, by=ACTOR)[0]


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
    again, added = seed("cn", through_year=2027, by=ACTOR)
    assert added == 0
    assert again.days.get(day=date(2026, 1, 4)).name == "Flood"


def test_every_day_carries_who_seeded_it_from_where(calendar):
    rows = CalendarDay.history.all()
    assert rows.count() == calendar.days.count()
    assert {row.history_user_name for row in rows} == {"test"}
    assert rows[0].history_change_reason.startswith("holidays ")


def test_a_british_bank_holiday_counts_in_whichever_nation_it_is():
    calendar = seeded("gb", through_year=2027)
    assert calendar.reason(date(2026, 7, 13)).source.endswith("(Northern Ireland)")
    assert calendar.reason(date(2026, 1, 2)).source == "New Year Holiday (Scotland)"
    assert calendar.reason(date(2026, 12, 25)).source == "Christmas Day"
    assert calendar.nth_working_day(date(2026, 6, 24), 20) == date(2026, 7, 23)


@pytest.mark.parametrize(
    ("code", "official_through"),
    [
        ("gb", date(2027, 12, 31)),
        ("us", date(2027, 12, 31)),
        ("de", date(2027, 12, 31)),
        # Each institution, and each year's notice, decides: nothing is settled before a person is.
        ("eu", None),
        ("in", None),
    ],
)
def test_only_what_a_statute_settles_is_official(code, official_through):
    assert seeded(code, through_year=2027).official_through == official_through


@pytest.mark.parametrize("code", SEEDS)
def test_every_calendar_can_be_seeded_and_read_back(db, code):
    calendar, added = seed(code, through_year=2027, by=ACTOR)
    shipped = seeded(code, through_year=2027)
    rules = calendar.as_rules()
    assert added == len(shipped.holidays) + len(shipped.working_days)
    assert (rules.holidays, rules.working_days) == (shipped.holidays, shipped.working_days)
    assert not rules.is_official(date(2028, 1, 1))
    assert seed(code, through_year=2027, by=ACTOR)[1] == 0


def test_a_calendar_that_nobody_knows_is_refused_with_those_that_there_are():
    with pytest.raises(UnknownCalendar, match="“zz” to seed. There are: cn, gb"):
        seeded("zz", through_year=2027)
