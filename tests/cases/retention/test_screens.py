"""The rules in the admin, and what they reach next."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.factories import Casework, create_request
from tests.factories import create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import RetentionRule
from wagtail_disclosure.cases.retention.due import Obstacle

INDEX = "disclosure_retentionrule:index"
UPCOMING = "disclosure_retentionrule:upcoming"


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def next_days(ended, rule, monkeypatch):
    """A rule that reaches the case in ten days."""
    rule("content", 10)
    monkeypatch.setattr(
        "wagtail_disclosure.cases.retention.screens.today", lambda: ended.case.closed_on
    )
    return ended


def test_the_office_writes_a_rule(signed_in, agency, english):
    data = {
        "body": agency.pk,
        "law": agency.law_id,
        "stage": "contact",
        "days": 400,
        "basis": "Archive plan",
    }
    response = signed_in.post(reverse("disclosure_retentionrule:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    assert RetentionRule.objects.get().history.get().history_user_name
    assert "Archive plan" in signed_in.get(reverse(INDEX)).content.decode()


def test_a_stored_rule_says_from_when_on_it_counts(signed_in, rule, english):
    signed_in.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    add, shown = reverse("disclosure_retentionrule:add"), "In force from"
    assert shown not in signed_in.get(add).content.decode()
    made = rule("contact", 400)
    made.days = 30
    made.save()
    edit = reverse("disclosure_retentionrule:edit", args=[made.pk])
    page = signed_in.get(edit).content.decode()
    assert shown in page and "; until then 400 days" in page
    assert 'name="in_force_from"' not in page
    # The day itself follows from the days, and can't be sent along.
    before = made.in_force_from
    data = {"body": made.body_id, "law": made.law_id, "stage": "contact", "days": 30}
    sent = {**data, "basis": "Archive plan", "in_force_from": "2020-01-01"}
    assert signed_in.post(edit, sent).status_code == 302
    made.refresh_from_db()
    assert (made.basis, made.in_force_from) == ("Archive plan", before)


def test_a_rule_that_destroys_more_before_less_is_refused(signed_in, agency, rule, english):
    rule("contact", 400)
    data = {
        "body": agency.pk,
        "law": agency.law_id,
        "stage": "content",
        "days": 399,
        "basis": "Archive plan",
    }
    response = signed_in.post(reverse("disclosure_retentionrule:add"), data)
    assert "days" in response.context["form"].errors
    assert RetentionRule.objects.count() == 1


def test_what_is_destroyed_next_is_listed_with_its_day(signed_in, next_days, english):
    page = signed_in.get(reverse(UPCOMING)).content.decode()
    case = next_days.case
    assert reverse("disclosure_cases:workspace", args=[case.pk]) in page
    day = case.closed_on + timedelta(days=10)
    assert f"{day.day} {day:%B %Y}" in page or day.isoformat() in page


def test_what_is_held_up_is_listed_with_what_holds_it_up(signed_in, next_days, office):
    case = next_days.case
    actions.hold(case, authority="Court", by=office, reason="Trial", on=case.closed_on)
    page = signed_in.get(reverse(UPCOMING)).content.decode()
    assert case.number in page
    assert str(Obstacle.HOLD.label) in page


def test_a_right_on_rules_names_no_case_that_somebody_may_not_see(client, next_days):
    keeper = create_user("keeper")
    names = ("view_retentionrule", "access_admin")
    keeper.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(keeper)
    response = client.get(reverse(UPCOMING))
    assert response.status_code == 200
    assert next_days.case.number not in response.content.decode()


def test_it_costs_the_same_for_more_cases(
    signed_in, next_days, office, officer, django_assert_max_num_queries
):
    signed_in.get(reverse(UPCOMING))
    with CaptureQueriesContext(connection) as of_one:
        signed_in.get(reverse(UPCOMING))
    for _number in range(4):
        Casework(create_request(), office=office, officer=officer).reach("withdrawn")
    with django_assert_max_num_queries(len(of_one)):
        response = signed_in.get(reverse(UPCOMING))
    assert len(response.context["found"]) == 5


@pytest.mark.parametrize("name", [INDEX, UPCOMING, "disclosure_retentionrule:add"])
def test_an_officer_has_nothing_to_do_here(client, officer, name):
    client.force_login(officer)
    assert client.get(reverse(name)).status_code == 302
