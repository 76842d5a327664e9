"""What mails of reminders say, in whose language, and what they leave out."""

from datetime import date

import pytest
from wagtail.users.models import UserProfile

from tests.cases.factories import Casework, create_request
from tests.cases.reminders.conftest import FIRST_STAGE, moment, remind_on
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import OutgoingMail
from wagtail_disclosure.cases.outbox import sending
from wagtail_disclosure.cases.reminders import mails


@pytest.fixture
def delivered_to(server, clock):
    """The mails that somebody finds after a run on a day."""

    def deliver(user, day: date = FIRST_STAGE):
        remind_on(day)
        clock.at = moment(day)
        sending.send_due(now=clock)
        return [message for message in server.delivered if message.to == [user.email]]

    return deliver


@pytest.fixture
def speaks_english(officer):
    UserProfile.objects.create(user=officer, preferred_language="en")


def test_it_names_number_day_state_and_place(
    delivered_to, officer, assigned, speaks_english, settings
):
    """Case 65: the address is the one of the settings."""
    settings.WAGTAILADMIN_BASE_URL = "https://agency.example"
    (message,) = delivered_to(officer)
    assert message.subject == "Requests: 0 late, 1 due soon"
    number = assigned.case.number
    line = f"- {number} · Answer · due on Monday, 21 December 2026 · In progress"
    assert line in message.body
    place = f"/admin/disclosure/cases/{assigned.case.pk}/"
    assert f"https://agency.example{place}" in message.body


def test_it_is_in_the_language_of_whom_it_is_for(delivered_to, officer, assigned):
    UserProfile.objects.create(user=officer, preferred_language="zh-hans")
    (message,) = delivered_to(officer)
    assert "2026年12月21日" in message.body


def test_it_holds_nothing_that_anybody_wrote(delivered_to, officer, assigned):
    assigned.consult()
    actions.give_task(
        assigned.case,
        unit=officer.information_officer_of.get().unit,
        text="Find the map",
        working_days=5,
        by=assigned.office,
        reason="r",
        on=assigned.case.received_on,
    )
    (message,) = delivered_to(officer, date(2027, 4, 1))
    assert message.body.count(assigned.case.number) >= 2
    for words in ("Li Ming", "Water quality", "Waterworks", "Find the map", "li.ming"):
        assert words not in message.body + message.subject


def test_whoever_left_since_gets_none(delivered_to, officer, assigned):
    remind_on(FIRST_STAGE)
    officer.is_active = False
    officer.save()
    assert delivered_to(officer) == []
    mail = OutgoingMail.objects.get(recipient_id=officer.pk)
    assert (mail.state, mail.last_error) == ("failed", "NobodyThere")


def test_what_was_restricted_since_is_not_told_to_the_head(
    delivered_to, head, assigned, office, officer
):
    """A mail may wait for days; it says what its reader may know when it is sent."""
    other = Casework(create_request(), office=office, officer=officer).accept().assign()
    remind_on(FIRST_STAGE)
    values = {"is_restricted": True, "by": office, "reason": "r", "on": FIRST_STAGE}
    actions.restrict(assigned.case, **values)
    (message,) = delivered_to(head)
    assert other.case.number in message.body
    assert assigned.case.number not in message.body


def test_whoever_may_see_no_cases_any_more_gets_none(delivered_to, officer, assigned):
    remind_on(FIRST_STAGE)
    officer.groups.clear()
    assert delivered_to(officer) == []


def test_a_server_that_is_down_delays_it(delivered_to, officer, assigned, server, clock):
    server.down()
    assert delivered_to(officer) == []
    server.up()
    clock.forward(days=2)
    sending.send_due(now=clock)
    assert officer.email in {address for mail in server.delivered for address in mail.to}


def test_a_very_long_list_is_cut_and_says_so(
    delivered_to, officer, assigned, office, speaks_english, monkeypatch
):
    monkeypatch.setattr(mails, "MOST", 1)
    Casework(create_request(), office=office, officer=officer).accept().assign()
    (message,) = delivered_to(officer)
    assert "Due soon: 2" in message.body
    assert "… and more" in message.body and message.body.count("Answer ·") == 1
