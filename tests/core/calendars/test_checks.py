from datetime import date

import pytest
from django.core.management import call_command

from wagtail_disclosure.core.calendars import checks
from wagtail_disclosure.core.models import Law, PublicBody, WorkCalendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar():
    calendar = WorkCalendar.objects.create(
        code="cn",
        name={"en": "Days"},
        first_day=date(2004, 1, 1),
        official_through=date(2026, 12, 31),
    )
    law = Law.objects.create(code="law", name={"en": "Law"})
    PublicBody.objects.create(code="A", name={"en": "A"}, law=law, calendar=calendar)
    return calendar


@pytest.mark.parametrize(
    ("today", "number"), [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1), (date(2026, 12, 31), 1)]
)
def test_in_december_the_next_year_should_be_known(calendar, today, number):
    found = list(checks.problems(today))
    assert len(found) == number
    for warning in found:
        assert warning.id == "wagtail_disclosure.W004"
        assert "“cn” is official through 2026-12-31 only" in warning.msg
        assert "due dates in 2027" in warning.msg


def test_a_calendar_that_covers_it_or_that_nobody_works_by_is_no_problem(calendar):
    WorkCalendar.objects.create(
        code="other",
        name={"en": "Days"},
        first_day=date(2004, 1, 1),
        official_through=date(2020, 12, 31),
    )
    calendar.official_through = date(2027, 12, 31)
    calendar.save()
    assert list(checks.problems(date(2026, 12, 24))) == []


def test_it_asks_only_a_database_that_is_to_be_checked(calendar, monkeypatch):
    monkeypatch.setattr(checks.days, "today", lambda: date(2026, 12, 24))
    assert [one.id for one in checks.check_next_year_is_known(None, databases=["default"])] == [
        "wagtail_disclosure.W004"
    ]
    assert checks.check_next_year_is_known(None, databases=None) == []
    assert checks.check_next_year_is_known(None, databases=["other"]) == []


def test_the_command_says_so(calendar, monkeypatch, capsys):
    monkeypatch.setattr(checks.days, "today", lambda: date(2026, 12, 24))
    call_command("check", databases=["default"], tags=["database"])
    assert "wagtail_disclosure.W004" in capsys.readouterr().err
