from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import create_user
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import changing
from wagtail_disclosure.core.models import CalendarChange, WorkCalendar
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import ReasonCode

pytestmark = pytest.mark.django_db

FLOOD = DayChange(date(2026, 12, 7), ReasonCode.CLOSURE, "Flood")


@pytest.fixture
def calendar():
    return WorkCalendar.objects.create(
        code="cn",
        name={"en": "Test days"},
        first_day=date(2004, 1, 1),
        official_through=date(2026, 12, 31),
    )


@pytest.fixture
def change(calendar):
    by = Actor(id=1, name="Clerk")
    return changing.propose(calendar, [FLOOD], source="Notice 12", by=by)


def signed_in(*codenames: str) -> Client:
    user = create_user("office")
    wanted = ["access_admin", *codenames]
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office():
    return signed_in("view_calendarchange", "add_calendarchange", "change_calendarchange")


def propose(client, calendar, **values):
    data = {"calendar": calendar.pk, "source": "Notice 12", "lines": "", **values}
    return client.post(reverse("disclosure_calendarchange:add"), data)


def page_of(change):
    return reverse("disclosure_calendarchange:inspect", args=[change.pk])


def decide(client, verb, change):
    return client.post(reverse(f"disclosure_calendarchange:{verb}", args=[change.pk]))


def test_proposed_days_are_shown_with_what_they_were(
    office, calendar, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = propose(office, calendar, lines="2026-12-07, closure, Flood")
    change = CalendarChange.objects.get()
    assert response.url == page_of(change)
    text = office.get(response.url).content.decode()
    assert "2026-12-07 Monday" in text
    assert "Working day" in text
    assert "Closed (Flood)" in text
    assert "None: no open case would be due on another day." in text
    assert change.proposed_by_name == "office"


def test_a_file_and_a_year_can_be_corrected_by_hand(office, calendar):
    file = SimpleUploadedFile("2026.csv", b"2026-12-07,holiday,A\n2026-12-08,holiday,B\n")
    propose(office, calendar, file=file, year="2026", lines="2026-12-08, closure, C")
    days = {row["day"]: row["name"] for row in CalendarChange.objects.get().days}
    assert (days["2026-12-07"], days["2026-12-08"], days["2026-01-01"]) == ("A", "C", "元旦")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lines": "2026-12-32, closure, Flood"}, "“2026-12-32” is no date"),
        ({"lines": "2003-05-01, closure, Flood"}, "1 May 2003 is before 1 January 2004"),
        ({"lines": ""}, "The calendar says all of this already."),
        (
            {"lines": "2026-12-07, closure, A\n2026-12-07, closure, B"},
            "7 December 2026 is there twice",
        ),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(office, calendar, values, message):
    response = propose(office, calendar, **values)
    text = response.content.decode()
    assert message in text
    assert values["lines"] in text
    assert "Notice 12" in text
    assert not CalendarChange.objects.exists()


def test_until_it_is_counted_the_page_says_so_and_can_be_asked_to_count(office, change):
    text = office.get(page_of(change)).content.decode()
    assert "The open cases are being counted." in text
    assert f'href="{page_of(change)}">Look again' in text
    # Nobody has to wait for it.
    assert ">Approve<" in text
    assert ">Count again<" in text
    decide(office, "count", change)
    text = office.get(page_of(change)).content.decode()
    assert "None: no open case would be due on another day." in text
    assert ">Count again<" not in text


def test_a_count_that_the_calendar_made_old_says_so(office, change, calendar):
    decide(office, "count", change)
    calendar.days.create(day=date(2026, 12, 8), kind="closure", name="Other flood")
    text = office.get(page_of(change)).content.decode()
    assert "Since then the calendar or the open cases have changed: count again." in text
    assert ">Count again<" in text


def test_approval_says_who_and_is_taken_once(office, change, calendar):
    assert decide(office, "approve", change).url == page_of(change)
    change.refresh_from_db()
    assert change.decided_by_name == "office"
    assert not calendar.as_rules().is_working_day(FLOOD.day)
    decide(office, "withdraw", change)
    assert "no longer waiting" in office.get(page_of(change)).content.decode()
    change.refresh_from_db()
    assert change.state != "withdrawn"


def test_what_was_interrupted_can_go_on(office, change):
    decide(office, "approve", change)
    CalendarChange.objects.update(state="approved")
    assert "Go on" in office.get(page_of(change)).content.decode()
    decide(office, "go_on", change)
    change.refresh_from_db()
    assert change.state == "finished"


def test_a_withdrawn_change_changes_nothing(office, change, calendar):
    decide(office, "withdraw", change)
    assert "Approve" not in office.get(page_of(change)).content.decode()
    assert calendar.as_rules().is_working_day(FLOOD.day)


@pytest.mark.parametrize("verb", ["approve", "withdraw", "count", "go_on"])
def test_only_those_with_the_right_decide_and_only_by_post(change, verb):
    reader = signed_in("view_calendarchange")
    assert decide(reader, verb, change).status_code in (302, 403)
    assert reader.get(
        reverse(f"disclosure_calendarchange:{verb}", args=[change.pk])
    ).status_code in (302, 403, 405)
    change.refresh_from_db()
    assert (change.state, change.previewed_at) == ("proposed", None)
    assert "Approve" not in reader.get(page_of(change)).content.decode()


def test_the_list_names_notices_and_states(office, change):
    text = office.get(reverse("disclosure_calendarchange:index")).content.decode()
    assert page_of(change) in text
    assert "Notice 12" in text
    assert "Waits for approval" in text


def test_a_change_that_became_impossible_says_why(office, change, calendar):
    WorkCalendar.objects.update(first_day=date(2027, 1, 1))
    text = office.get(page_of(change)).content.decode()
    assert "7 December 2026 is before 1 January 2027" in text
    assert ">Approve<" not in text
    decide(office, "approve", change)
    change.refresh_from_db()
    assert change.state == "proposed"
