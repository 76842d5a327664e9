"""Changes of calendars; tests/cases/test_due_dates.py has what they move."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import changing
from wagtail_disclosure.core.models import CalendarChange, CalendarDay, WorkCalendar
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import ReasonCode

pytestmark = pytest.mark.django_db

CLERK, HEAD = Actor(id=1, name="Clerk"), Actor(id=2, name="Head")
FLOOD = DayChange(date(2026, 12, 7), ReasonCode.CLOSURE, "Flood")
NOTICE = "Notice 12"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def calendar():
    calendar = WorkCalendar.objects.create(
        code="test",
        name={"en": "Test"},
        first_day=date(2004, 1, 1),
        official_through=date(2026, 12, 31),
    )
    calendar.days.create(day=date(2026, 12, 25), kind="holiday", name="Christmas")
    return calendar


def propose(calendar, *days, **values):
    return changing.propose(calendar, days or [FLOOD], **{"source": NOTICE, "by": CLERK, **values})


def test_a_proposal_changes_nothing_yet(calendar):
    change = propose(calendar)
    assert (change.state, change.proposed_by_name) == ("proposed", "Clerk")
    assert calendar.as_rules().is_working_day(FLOOD.day)
    assert not change.as_rules().is_working_day(FLOOD.day)


def test_an_approved_day_carries_its_notice_and_who_approved_it(calendar):
    change = changing.approve(propose(calendar), by=HEAD)
    day = calendar.days.get(day=FLOOD.day)
    assert (day.kind, day.name, day.source, day.approved_by) == (
        CalendarDay.Kind.CLOSURE,
        "Flood",
        NOTICE,
        "Head",
    )
    row = day.history.get()
    assert (row.history_user_name, row.history_change_reason) == ("Head", NOTICE)
    assert (change.decided_by_name, change.state) == ("Head", "approved")


def test_a_day_can_become_another_and_an_ordinary_one(calendar):
    christmas = date(2026, 12, 25)
    to_work = DayChange(christmas, ReasonCode.MAKE_UP_DAY, "Flood")
    changing.approve(propose(calendar, to_work), by=HEAD)
    assert calendar.days.get(day=christmas).kind == CalendarDay.Kind.WORKING_DAY
    changing.approve(propose(calendar, DayChange(christmas, None)), by=HEAD)
    assert not calendar.days.filter(day=christmas).exists()
    assert CalendarDay.history.filter(day=christmas, history_type="-").get().history_user_name == (
        "Head"
    )


def test_a_notice_makes_its_year_official(calendar):
    later = date(2027, 12, 31)
    changing.approve(propose(calendar, official_through=later), by=HEAD)
    calendar.refresh_from_db()
    assert calendar.official_through == later
    # An older notice takes nothing back.
    other = DayChange(date(2026, 12, 8), ReasonCode.CLOSURE, "Flood")
    change = propose(calendar, other, official_through=date(2020, 12, 31))
    assert change.official_through is None


def test_a_notice_that_is_approved_after_a_later_one_takes_nothing_back(calendar):
    older = propose(calendar, official_through=date(2027, 12, 31))
    changing.approve(propose(calendar, official_through=date(2028, 12, 31)), by=HEAD)
    older = CalendarChange.objects.get(pk=older.pk)
    assert older.as_rules().official_through == date(2028, 12, 31)
    changing.approve(older, by=HEAD)
    calendar.refresh_from_db()
    assert calendar.official_through == date(2028, 12, 31)


def test_what_the_calendar_says_already_is_left_out(calendar):
    known = DayChange(date(2026, 12, 25), ReasonCode.HOLIDAY, "Christmas")
    assert [row["day"] for row in propose(calendar, known, FLOOD).days] == ["2026-12-07"]
    with pytest.raises(ValidationError):
        propose(calendar, known)
    with pytest.raises(ValidationError):
        propose(calendar, DayChange(date(2026, 12, 9), None))
    assert CalendarChange.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (
            [DayChange(date(2003, 5, 1), ReasonCode.HOLIDAY, "May")],
            "1 May 2003 is before 1 January 2004",
        ),
        (
            [FLOOD, DayChange(FLOOD.day, ReasonCode.HOLIDAY, "Flood")],
            "7 December 2026 is there twice",
        ),
    ],
)
def test_an_impossible_day_is_refused_by_name_and_nothing_is_kept(calendar, days, message):
    with pytest.raises(ValidationError, match=message):
        propose(calendar, *days)
    assert not CalendarChange.objects.exists()


def test_a_change_needs_a_source(calendar):
    with pytest.raises(ValidationError, match="source"):
        propose(calendar, source="")


def test_only_one_decision_is_taken(calendar):
    change = propose(calendar)
    assert changing.withdraw(change, by=CLERK).decided_by_name == "Clerk"
    with pytest.raises(changing.ChangeMovedOn, match="Notice 12"):
        changing.approve(change, by=HEAD)
    with pytest.raises(changing.ChangeMovedOn):
        changing.withdraw(change, by=HEAD)
    assert not calendar.days.filter(day=FLOOD.day).exists()


def test_without_anything_to_move_it_is_finished_at_once(
    calendar, django_capture_on_commit_callbacks
):
    change = propose(calendar)
    with django_capture_on_commit_callbacks(execute=True):
        changing.approve(change, by=HEAD)
    change.refresh_from_db()
    assert (change.state, change.total) == ("finished", 0)
