"""The digest for the weekly meeting: what it lists, for whom, by mail and on paper."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.cases.factories import DUE, Casework, create_request
from tests.factories import create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock.computing import today as local_today
from wagtail_disclosure.cases.models import OutgoingMail
from wagtail_disclosure.cases.outbox import sending
from wagtail_disclosure.cases.reminders import views
from wagtail_disclosure.cases.reminders.digest import digest_of
from wagtail_disclosure.cases.reminders.reminding import send_digests

LATE = date(2026, 12, 22)
URL = "disclosure_cases:digest"


def parts(digest) -> dict[str, int]:
    return {part.name: part.count for part in digest.parts if part.count}


@pytest.fixture
def assigned(casework) -> Casework:
    return casework.accept().assign()


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(views, "today", lambda: LATE)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 14), {}),
        (date(2026, 12, 15), {"due": 1}),
        (DUE, {"due": 1}),
        (LATE, {"late": 1}),
    ],
)
def test_what_is_late_and_due_within_the_week(assigned, office, day, expected):
    digest = digest_of(office, on=day)
    assert parts(digest) == expected
    (unit,) = digest.units
    assert (unit.name, unit.open) == ("Supply", 1)
    assert (unit.late, unit.due) == (expected.get("late", 0), expected.get("due", 0))


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("submitted", "us"),
        ("accepted", "nobody"),
        ("awaiting_correction", "applicant"),
        ("awaiting_payment", "payment"),
        ("answer_in_review", "review"),
    ],
)
def test_what_waits_and_for_whom(casework, office, state, name):
    casework.reach(state)
    assert name in parts(digest_of(office, on=casework.case.received_on))


def test_others_and_units_are_named_with_their_last_day(assigned, office, outsider):
    other = outsider.information_officer_of.get().unit
    on = assigned.case.received_on
    actions.give_task(
        assigned.case, unit=other, text="t", working_days=5, by=office, reason="r", on=on
    )
    assigned.consult()
    waiting = {part.name: part.rows for part in digest_of(office, on=on).waiting}
    assert [(row.unit, row.until) for row in waiting["units"]] == [(other, date(2026, 11, 30))]
    assert [row.case.number for row in waiting["others"]] == [assigned.case.number]


def test_everybody_sees_their_own(assigned, office, officer, outsider):
    assert parts(digest_of(officer, on=LATE)) == {"late": 1}
    assert parts(digest_of(outsider, on=LATE)) == {}
    assert parts(digest_of(create_user("nobody"), on=LATE)) == {}


def test_the_rows_are_limited_and_the_count_is_not(assigned, office):
    for _number in range(2):
        create_request()
    late = digest_of(office, on=date(2027, 2, 1), most=2).late
    assert (len(late.rows), late.count) == (2, 3)


def test_as_many_queries_for_twenty_cases_as_for_one(assigned, office, officer):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            digest_of(office, on=LATE)
        return len(captured)

    assigned.consult()
    count()
    few = count()
    for _number in range(4):
        Casework(create_request(), office=office, officer=officer).accept().assign().consult()
    assert count() == few
    assert few <= 16


class TestMail:
    def test_it_goes_to_the_head_of_the_office_once_a_week(self, assigned, agency, office):
        moment = datetime(2026, 12, 22, 1, tzinfo=UTC)
        assert send_digests(on=LATE, at=moment) == 1
        assert send_digests(on=date(2026, 12, 24), at=moment) == 0
        agency.office.head = office
        agency.office.save()
        assert send_digests(on=date(2026, 12, 28), at=moment) == 1
        mails = OutgoingMail.objects.filter(kind="digest").order_by("day")
        assert [(mail.recipient_name, mail.day) for mail in mails] == [
            ("office", date(2026, 12, 21)),
            ("office", date(2026, 12, 28)),
        ]

    def test_it_lists_numbers_days_and_states_only(self, assigned, office, server, clock):
        UserProfile.objects.create(user=office, preferred_language="en")
        clock.at = datetime(2026, 12, 22, 1, tzinfo=UTC)
        send_digests(on=LATE, at=clock.at)
        sending.send_due(now=clock)
        (message,) = [mail for mail in server.delivered if mail.to == [office.email]]
        assert message.subject == "Requests this week: 1 late, 0 due"
        late = f"- {assigned.case.number} · Supply · was due on Monday, 21 December 2026"
        assert late in message.body
        assert reverse(URL) in message.body
        for words in ("Li Ming", "Water quality", "li.ming"):
            assert words not in message.body

    def test_the_command_says_how_many(self, agency, office, capsys):
        call_command("disclosure_send_digest")
        assert "1 digests are in the outbox." in capsys.readouterr().out


class TestPage:
    def test_it_says_what_is_late_with_links(self, client, assigned, office, today):
        client.force_login(office)
        response = client.get(reverse(URL))
        content = response.content.decode()
        assert reverse("disclosure_cases:workspace", args=[assigned.case.pk]) in content
        assert f"{reverse('disclosure_cases:index')}?due=overdue" in content
        assert "disclosure-printed" in content
        assert "no-store" in response["Cache-Control"]
        assert "Li Ming" not in content

    def test_an_empty_one_says_so(self, client, agency, office, today):
        client.force_login(office)
        assert client.get(reverse(URL)).context["digest"].units == []

    def test_whoever_may_see_no_cases_has_none(self, client, assigned):
        client.force_login(create_user("nobody"))
        assert client.get(reverse(URL)).status_code == 302

    def test_reports_link_to_it(self, client, assigned, officer, today):
        client.force_login(officer)
        assert reverse(URL) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_each_part_leads_to_the_same_cases_in_the_list(client, assigned, office, outsider):
    """With the filter of the address, the list shows what the part counts."""
    create_request()
    actions.give_task(
        assigned.case,
        unit=outsider.information_officer_of.get().unit,
        text="t",
        working_days=5,
        by=office,
        reason="r",
        on=assigned.case.received_on,
    )
    assigned.consult()
    client.force_login(office)
    digest = digest_of(office, on=local_today())
    assert {"us", "units", "others"} <= set(parts(digest))
    for part in digest.parts:
        if part.count:
            listed = {case.number for case in client.get(part.url).context["object_list"]}
            assert listed == {row.case.number for row in part.rows}, part.name
