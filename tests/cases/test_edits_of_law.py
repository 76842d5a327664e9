"""Due dates follow when a law, or what an agency counts with, is edited."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.cases.factories import DUE, HEAD, LATER, create_request
from tests.factories import create_user
from wagtail_disclosure.cases.models import Case, CaseEvent, InformationRequest
from wagtail_disclosure.core.calendars import previewing
from wagtail_disclosure.core.models import Recomputation, TimeLimit, WorkCalendar
from wagtail_disclosure.core.recomputing import problems
from wagtail_disclosure.core.recomputing.following import basis_of, follow


@pytest.fixture
def admin(agency):
    user = create_user("root", is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def test_a_changed_time_limit_moves_open_cases_with_their_record(limit, casework, edit):
    casework.accept()
    (work,) = edit(limit, amount=21)
    work.refresh_from_db()
    assert (work.is_finished, work.total, work.moved) == (True, 1, 1)
    assert Case.objects.get().due_on == LATER
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.DUE_DATE_MOVED)
    assert (event.actor_name, event.details["law"]) == ("Head", limit.law.code)
    row = InformationRequest.history.first()
    assert (row.due_on, row.history_user_name) == (LATER, "Head")
    assert row.history_change_reason == event.reason == work.reason


def test_the_first_case_of_all_follows_an_edit_that_could_not_see_it(
    limit, django_capture_on_commit_callbacks
):
    """Case 77: one is stored before the other, and neither sees the other meanwhile."""
    before = basis_of(limit)
    with django_capture_on_commit_callbacks(execute=True):
        limit.amount = 21
        limit.save()
        assert follow(limit, before, by=HEAD) == []
        case = create_request()
        # As it was counted before that edit could be seen.
        InformationRequest.objects.filter(pk=case.pk).update(due_on=DUE)
    case.refresh_from_db()
    assert case.due_on == LATER


def test_a_time_limit_that_open_cases_count_with_is_not_deleted(limit, casework, admin):
    response = admin.post(reverse("disclosure_timelimit:delete", args=[limit.pk]))
    assert response.status_code == 409
    assert "1 open cases" in response.content.decode()
    assert TimeLimit.objects.filter(pk=limit.pk).exists()


def test_a_changed_time_limit_moves_no_closed_case(limit, casework, edit):
    casework.accept().assign().draft().propose().clear().answer()
    before = Case.objects.values().get()
    assert edit(limit, amount=21) == []
    assert Case.objects.values().get() == before


@pytest.mark.parametrize("values", [{"name": {"en": "Other"}}, {"extension_condition": {}}])
def test_an_edit_that_no_due_date_follows_recomputes_nothing(limit, casework, edit, values):
    casework.accept()
    assert edit(limit, **values) == []


def test_another_limit_of_the_law_recomputes_nothing(agency, casework, edit):
    casework.accept()
    other = TimeLimit.objects.filter(law=agency.law).exclude(code="answer").first()
    assert edit(other, amount=other.amount + 1) == []


def test_a_limit_that_is_gone_is_told_of_each_case_and_none_moves(limit, casework, edit):
    casework.accept()
    (work,) = edit(limit, code="reply")
    work.refresh_from_db()
    assert (work.failed, work.moved) == (1, 0)
    assert work.problems[0]["code"] == problems.NO_TIME_LIMIT
    assert Case.objects.get().due_on == DUE


def test_the_editor_says_how_many_cases_count_with_a_limit_and_what_becomes_of_them(
    limit, casework, admin, django_capture_on_commit_callbacks
):
    casework.accept()
    url = reverse("disclosure_timelimit:edit", args=[limit.pk])
    assert "1 open case counts with this." in admin.get(url).content.decode()
    data = {
        "law": limit.law_id,
        "code": limit.code,
        "name_zh_hans": "答复",
        "name_en": "Answer",
        "citation": limit.citation,
        "amount": "21",
        "unit": limit.unit,
        "anchor": limit.anchor,
        "extension": limit.extension,
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(url, data).status_code == 302
    work = Recomputation.objects.get()
    text = admin.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 open case counts with this. Its due date is computed anew." in text
    assert reverse("disclosure_recomputation:inspect", args=[work.pk]) in text
    assert Case.objects.get().due_on == LATER
    assert InformationRequest.history.first().history_user_name == work.started_by_name == "root"


def test_an_agency_that_takes_another_calendar_has_its_cases_counted_with_it(
    agency, casework, edit
):
    casework.accept()
    other = WorkCalendar.objects.create(
        code="other",
        name={"en": "Other"},
        first_day=date(2004, 1, 1),
        official_through=date(2027, 12, 31),
    )
    other.days.create(day=date(2026, 12, 1), kind="closure", name="Flood")
    edit(agency, calendar=other)
    assert Case.objects.get().due_on == LATER


def test_a_time_limit_that_changed_makes_a_preview_outdated(change, casework, limit, edit):
    casework.accept()
    previewing.preview(change)
    change.refresh_from_db()
    edit(limit, amount=30)
    assert previewing.known_preview(change).is_outdated


def test_setting_up_again_moves_cases_whose_calendar_grew(
    agency, casework, django_capture_on_commit_callbacks
):
    casework.accept()
    # As if the library had not known these days when the agency was set up.
    agency.calendar.days.filter(day__year=2027).delete()
    Case.objects.update(due_on=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("disclosure_setup", verbosity=0)
    assert Recomputation.objects.get().calendar == agency.calendar
    assert Case.objects.get().due_on == DUE
