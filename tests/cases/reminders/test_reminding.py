"""Reminders: who is told what and when, once, in whose language, and nothing that is secret."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.factories import DUE, Casework, create_request
from tests.cases.registration.desks import TODAY, create_clerk, create_registered, create_window
from tests.cases.reminders.conftest import FIRST_STAGE, remind_on
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Case, OutgoingMail, Reminder
from wagtail_disclosure.cases.registration import custody


def told() -> set[tuple[str, str, int]]:
    """Whom the outbox is for, of what, and at which stage."""
    rows = Reminder.objects.select_related("mail")
    return {(row.mail.recipient_name, row.kind, row.stage) for row in rows}


def test_officer_unit_head_and_office_are_told_and_nobody_else(assigned, head, office, outsider):
    assert remind_on(FIRST_STAGE - timedelta(days=3)) == 0
    assert remind_on(FIRST_STAGE) == 3
    assert told() == {(name, "answer", 5) for name in ("officer", "head", "office")}


def test_each_stage_is_told_once(assigned, officer):
    days = [FIRST_STAGE + timedelta(days=number) for number in range(22)]
    for day in days:
        remind_on(day)
        remind_on(day)
    mine = Reminder.objects.filter(recipient_id=officer.pk)
    assert list(mine.order_by("pk").values_list("stage", "mail__day")) == [
        (5, FIRST_STAGE),
        (2, date(2026, 12, 17)),
        (0, DUE),
        (-1, date(2026, 12, 22)),
        (-2, date(2026, 12, 29)),
    ]


def test_after_three_days_off_each_is_told_once_how_it_stands(assigned, officer):
    """Case 79: the stages that passed meanwhile are left out."""
    remind_on(FIRST_STAGE)
    remind_on(DUE)
    mine = Reminder.objects.filter(recipient_id=officer.pk).order_by("pk")
    assert list(mine.values_list("stage", flat=True)) == [5, 0]
    assert OutgoingMail.objects.filter(recipient_id=officer.pk).count() == 2


def test_the_first_run_ever_does_not_make_up_for_the_past(assigned, officer):
    """Case 79."""
    remind_on(date(2027, 1, 28))
    assert Reminder.objects.get(recipient_id=officer.pk).stage < -1


def test_a_moved_date_is_a_new_one(assigned, officer):
    remind_on(FIRST_STAGE)
    Case.objects.update(due_on=DUE + timedelta(days=1))
    remind_on(FIRST_STAGE + timedelta(days=1))
    mine = Reminder.objects.filter(recipient_id=officer.pk)
    assert mine.count() == 2


def test_nobody_is_reminded_on_days_off(assigned):
    assert remind_on(date(2026, 12, 19)) == 0
    assert remind_on(date(2026, 12, 20)) == 0


def test_whoever_gets_several_gets_one_mail(assigned, office, officer):
    Casework(create_request(), office=office, officer=officer).accept().assign()
    remind_on(FIRST_STAGE)
    assert OutgoingMail.objects.filter(recipient_id=officer.pk).count() == 1
    assert Reminder.objects.filter(recipient_id=officer.pk).count() == 2


def test_what_comes_up_after_the_mail_of_the_day_waits_for_the_next(assigned, office, officer):
    remind_on(FIRST_STAGE)
    Casework(create_request(), office=office, officer=officer).accept().assign()
    remind_on(FIRST_STAGE)
    assert Reminder.objects.filter(recipient_id=officer.pk).count() == 1
    remind_on(FIRST_STAGE + timedelta(days=1))
    assert Reminder.objects.filter(recipient_id=officer.pk).count() == 2


def test_mail_and_reminders_stand_or_fall_together(assigned, officer):
    with pytest.raises(RuntimeError), transaction.atomic():
        remind_on(FIRST_STAGE)
        raise RuntimeError
    assert not Reminder.objects.exists()
    assert not OutgoingMail.objects.filter(kind="reminder").exists()


def test_the_database_refuses_a_second_reminder_of_the_same(assigned, officer):
    remind_on(FIRST_STAGE)
    row = Reminder.objects.filter(recipient_id=officer.pk).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**{**row, "id": None})


def test_closed_and_paused_cases_remind_nobody(assigned, office, officer):
    assigned.consult()
    assigned.withdraw()
    paused = Casework(create_request(), office=office, officer=officer).accept()
    paused.request_correction(working_days=200)
    assert remind_on(date(2027, 1, 28)) == 0


def test_the_head_of_the_unit_is_not_told_of_restricted_cases(assigned, head, office, officer):
    actions.restrict(assigned.case, is_restricted=True, by=office, reason="r", on=FIRST_STAGE)
    remind_on(FIRST_STAGE)
    assert {name for name, _kind, _stage in told()} == {"officer", "office"}


def test_people_without_a_right_an_address_or_an_account_are_left_out(assigned, unit, officer):
    # A clerk comes into the admin, and sees no cases there.
    unit.head = create_clerk("head")
    unit.save()
    officer.is_active = False
    officer.save()
    assert remind_on(FIRST_STAGE) == 1
    assert {name for name, _kind, _stage in told()} == {"office"}


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("request_correction", "correction"),
        ("consult", "consultation"),
        ("charge", "fee_notice"),
    ],
)
def test_last_days_of_others_are_told_as_well(assigned, step, kind):
    getattr(assigned, step)()
    remind_on(date(2027, 4, 1))
    assert {(name, kind) for name in ("officer", "office")} <= {row[:2] for row in told()}


def test_what_no_law_limits_reminds_nobody(casework):
    casework.reach("answered").register_challenge()
    assert remind_on(date(2027, 4, 1)) == 0


def test_a_task_is_told_to_its_unit_and_to_those_who_wait_for_it(assigned, outsider, office):
    actions.give_task(
        assigned.case,
        unit=outsider.information_officer_of.get().unit,
        text="Find the map",
        working_days=5,
        by=office,
        reason="r",
        on=assigned.case.received_on,
    )
    remind_on(date(2026, 12, 1))
    assert told() == {(name, "task", -1) for name in ("outsider", "officer", "office")}


def test_a_task_for_a_case_that_is_closed_reminds_nobody(assigned, unit, office):
    on = assigned.case.received_on
    actions.give_task(
        assigned.case, unit=unit, text="Map", working_days=5, by=office, reason="r", on=on
    )
    assigned.withdraw()
    assert remind_on(date(2027, 4, 1)) == 0


class TestPapers:
    @pytest.fixture
    def papers(self, agency):
        window = create_window()
        clerk = create_clerk("clerk", window)
        return create_registered(window, clerk, paper_count=3).case

    def test_those_who_have_them_and_the_office_are_told(self, papers, office):
        assert remind_on(TODAY) == 0
        remind_on(date(2026, 11, 25))
        assert told() == {(name, "papers", 0) for name in ("Clerk", "office")}
        remind_on(date(2026, 11, 26))
        assert {stage for _name, _kind, stage in told()} == {0, -1}

    def test_papers_from_before_the_calendar_keep_nobody_from_the_others(
        self, papers, office, officer, agency, caplog
    ):
        Casework(create_request(), office=office, officer=officer).accept().assign()
        agency.calendar.first_day = date(2026, 12, 1)
        agency.calendar.save()
        assert remind_on(FIRST_STAGE) > 0
        assert {kind for _name, kind, _stage in told()} == {"answer"}
        assert papers.number in caplog.text

    def test_a_calendar_that_begins_later_stops_no_run(self, papers, agency, caplog):
        agency.calendar.first_day = date(2027, 1, 1)
        agency.calendar.save()
        assert remind_on(date(2026, 12, 31)) == 0

    def test_handed_over_the_unit_is_told(self, papers, office, officer, unit):
        custody.hand_over(papers, to=unit, by=office, on=TODAY)
        remind_on(date(2026, 11, 26))
        assert told() == {(name, "papers", -1) for name in ("officer", "office")}


def test_as_many_queries_for_twenty_cases_as_for_one(assigned, office, officer):
    def count(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            remind_on(day)
        return len(captured)

    first = count(FIRST_STAGE)
    for _number in range(5):
        Casework(create_request(), office=office, officer=officer).accept().assign()
    assert count(FIRST_STAGE + timedelta(days=1)) <= first


class TestCommand:
    def test_it_says_how_many_are_reminded(self, assigned, capsys):
        call_command("disclosure_send_reminders", "--on", "2026-12-14")
        assert capsys.readouterr().out == "2026-12-14: 2 people are reminded.\n"

    def test_the_outbox_shows_the_office_whom_they_are_for(self, assigned, client, office):
        remind_on(FIRST_STAGE)
        client.force_login(office)
        content = client.get(reverse("disclosure_outgoingmail:index")).content.decode()
        assert ">\n        officer" in content or "officer" in content
