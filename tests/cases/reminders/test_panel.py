"""The dashboard: what is late and due this week, for whoever may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.factories import Casework, create_request
from tests.factories import create_user
from wagtail_disclosure.cases import providers
from wagtail_disclosure.cases.models import Reminder
from wagtail_disclosure.cases.reminders import panel
from wagtail_disclosure.cases.reminders.digest import digest_of

LATE = date(2026, 12, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for module in (panel, providers):
        monkeypatch.setattr(module, "today", lambda: LATE)


@pytest.fixture
def assigned(casework) -> Casework:
    return casework.accept().assign()


def shown_to(rf, user):
    request = rf.get("/")
    request.user = user
    return panel.RequestsPanel().get_context_data({"request": request})


def test_it_names_what_is_late_with_one_verb(rf, assigned, office):
    (row,) = shown_to(rf, office)["rows"]
    assert (row.case.number, row.is_late, str(row.verb)) == (
        assigned.case.number,
        True,
        str(panel.VERBS["in_progress"]),
    )


def test_a_worker_that_does_not_run_hides_nothing(rf, assigned, office):
    """Case 79: what is late is counted when somebody looks."""
    assert not Reminder.objects.exists()
    assert [part.count for part in digest_of(office, on=LATE).parts[:1]] == [1]
    assert {count["name"]: count["number"] for count in shown_to(rf, office)["counts"]}["late"] == 1


def test_the_soonest_come_first_and_only_a_few(rf, assigned, office, monkeypatch):
    monkeypatch.setattr(panel, "MOST", 2)
    for _number in range(2):
        create_request()
    context = shown_to(rf, office)
    assert [row.case.number for row in context["rows"]][0] == assigned.case.number
    assert len(context["rows"]) == 2
    assert {count["name"]: count["number"] for count in context["counts"]} == {
        "late": 3,
        "due": 0,
        "unconfirmed": 2,
        "unassigned": 0,
    }


def test_each_count_leads_to_the_list_of_what_it_counts(client, rf, assigned, office):
    create_request()
    client.force_login(office)
    for count in shown_to(rf, office)["counts"]:
        if count["name"] in ("unconfirmed", "unassigned"):
            listed = client.get(count["url"]).context["object_list"]
            assert len(listed) == count["number"]


def test_everybody_sees_what_they_may_see(rf, assigned, officer, outsider):
    assert len(shown_to(rf, officer)["rows"]) == 1
    assert not shown_to(rf, outsider)["rows"]
    assert {count["number"] for count in shown_to(rf, outsider)["counts"]} == {0}


def test_whoever_may_see_no_cases_has_no_panel(rf, assigned, officer):
    request = rf.get("/")
    request.user = create_user("nobody")
    panels: list = []
    panel.add_panel(request, panels)
    assert panels == []


def test_it_takes_two_queries_and_the_dashboard_no_more_for_more_cases(
    client, rf, assigned, office, officer, django_assert_num_queries
):
    assigned.consult()
    shown_to(rf, officer)
    with django_assert_num_queries(2):
        shown_to(rf, officer)
    client.force_login(officer)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("wagtailadmin_home")).status_code == 200
        return len(captured)

    count()
    few = count()
    for _number in range(3):
        Casework(create_request(), office=office, officer=officer).accept().assign().consult()
    assert count() == few
