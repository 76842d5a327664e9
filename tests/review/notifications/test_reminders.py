"""Reminders: of what has waited too long, on working days, once a day."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.noticeboard.models import NoticePage
from tests.review.walking import current, send_back, submit
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import CalendarDay, WorkCalendar
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.models import Reminder, ReviewBatch, ReviewTaskState
from wagtail_disclosure.review.notifications.reminders import remind

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
WEDNESDAY = FRIDAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def everybody_works_in_the_admin(people, grant) -> None:
    for user in vars(people).values():
        grant(user, "access_admin")


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    """Sent in on a Friday."""
    submit(draft, people.drafter)
    moment = timezone.make_aware(datetime(2026, 11, 20, 12))
    ReviewTaskState.objects.update(started_at=moment)
    return draft


def recipients() -> list[str]:
    return sorted(message.to[0].split("@")[0] for message in mail.outbox)


@pytest.mark.parametrize(("days", "reminded"), [(3, []), (4, []), (5, ["head"]), (6, ["head"])])
def test_three_working_days_are_waited_for(submitted, days: int, reminded: list[str]) -> None:
    remind(FRIDAY + timedelta(days=days))
    assert recipients() == reminded


def test_nobody_is_reminded_at_the_weekend(submitted) -> None:
    assert remind(FRIDAY + timedelta(days=8)) == 0
    assert not mail.outbox


def test_the_days_are_those_of_the_agencys_calendar(submitted, body) -> None:
    body.calendar = WorkCalendar.objects.create(
        code="t", name={"en": "T"}, first_day=date(2026, 1, 1), official_through=FRIDAY
    )
    body.save()
    CalendarDay.objects.create(
        calendar=body.calendar, day=date(2026, 11, 23), kind="holiday", name="Day off"
    )
    assert remind(WEDNESDAY) == 0
    assert remind(WEDNESDAY + timedelta(days=1)) == 1


def test_how_many_days_is_a_setting(submitted, settings) -> None:
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "REMIND_AFTER_DAYS": 1}
    assert remind(date(2026, 11, 23)) == 1


def test_a_second_run_on_the_same_day_sends_nothing(submitted) -> None:
    assert remind(WEDNESDAY) == 1
    assert remind(WEDNESDAY) == 0
    assert remind(WEDNESDAY + timedelta(days=1)) == 1
    assert len(mail.outbox) == 2


def test_a_mail_that_failed_is_tried_again(submitted, people) -> None:
    address = people.head.email
    people.head.email = f"{address}\nBcc: all@agency.example"
    people.head.save()
    assert remind(WEDNESDAY) == 0
    assert not Reminder.objects.exists()
    people.head.email = address
    people.head.save()
    assert remind(WEDNESDAY) == 1


def test_a_reminder_names_no_title_and_no_remark(submitted, people) -> None:
    people.drafter.is_superuser = True
    people.drafter.save()
    send_back(submitted, people.head, "Remove the address")
    ReviewTaskState.objects.update(finished_at=timezone.make_aware(datetime(2026, 11, 20, 12)))
    remind(WEDNESDAY)
    (message,) = mail.outbox
    assert message.to == ["drafter@agency.example"]
    assert f"#{submitted.pk}, Water Supply" in message.body
    assert "Draft notice" not in message.body
    assert "address" not in message.body


def test_the_office_is_reminded_of_what_is_blocked(submitted, people, unit) -> None:
    unit.head = people.drafter
    unit.save()
    assert current(submitted).role == "unit_head"
    remind(WEDNESDAY)
    assert recipients() == ["officer"]
    assert "Blocked" in mail.outbox[0].body


def test_the_command_says_how_many(submitted) -> None:
    out = StringIO()
    call_command("disclosure_remind", "--on", "2026-11-25", stdout=out)
    assert out.getvalue() == "Reminded: 1.\n"
    out = StringIO()
    call_command("disclosure_remind", "--on", "2026-11-28", stdout=out)
    assert "no working day" in out.getvalue()
    call_command("disclosure_remind", stdout=StringIO())


def test_batches_are_reminded_of_as_well(draft, profile, people, unit) -> None:
    batch = batches.propose_batch([draft], unit=unit, name="Secret", by=Actor.of(people.drafter))
    moment = timezone.make_aware(datetime(2026, 11, 20, 12))
    ReviewBatch.objects.update(proposed_at=moment)
    remind(WEDNESDAY)
    assert recipients() == ["head"]
    assert f"Batch #{batch.pk}, Water Supply" in mail.outbox[0].body
    assert "Secret" not in mail.outbox[0].body
