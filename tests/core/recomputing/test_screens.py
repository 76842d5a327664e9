"""Editing what due dates follow from; tests/cases/test_due_dates.py has what it moves."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import create_user
from wagtail_disclosure.core.models import Law, Recomputation, WorkCalendar

pytestmark = pytest.mark.django_db


def signed_in(*codenames: str, **values) -> Client:
    user = create_user("office", **values)
    wanted = ["access_admin", *codenames]
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def work():
    law = Law.objects.create(code="law", name={"en": "Law"})
    return Recomputation.objects.create(
        law=law,
        time_limit="answer",
        reason="Time limit changed: Answer",
        started_by_id=1,
        started_by_name="Head",
        problems=[{"label": "R7", "code": "no_time_limit", "values": {}}],
        total=1,
        seen=1,
        failed=1,
    )


def address(name: str, work: Recomputation) -> str:
    return reverse(f"disclosure_recomputation:{name}", args=[work.pk])


def test_it_says_how_far_it_is_and_what_could_not_be_computed(work):
    client = signed_in("view_recomputation", "change_recomputation")
    text = client.get(address("inspect", work)).content.decode()
    assert "1 of 1 open cases recomputed, 0 moved." in text
    assert "R7: Its law has no time limit for the answer." in text
    client.post(address("go_on", work))
    work.refresh_from_db()
    assert work.is_finished
    assert ">Go on<" not in client.get(address("inspect", work)).content.decode()
    listing = client.get(reverse("disclosure_recomputation:index")).content.decode()
    assert address("inspect", work) in listing


def test_only_those_with_the_right_go_on_and_only_by_post(work):
    reader = signed_in("view_recomputation")
    assert ">Go on<" not in reader.get(address("inspect", work)).content.decode()
    assert reader.post(address("go_on", work)).status_code in (302, 403)
    assert reader.get(address("go_on", work)).status_code in (302, 403, 405)
    work.refresh_from_db()
    assert not work.is_finished


@pytest.fixture
def calendar():
    return WorkCalendar.objects.create(
        code="x",
        name={"en": "X"},
        first_day=date(2004, 1, 1),
        official_through=date(2026, 12, 31),
    )


@pytest.mark.postgresql
def test_whoever_saves_the_same_row_waits_so_no_edit_is_compared_with_a_stale_one(calendar):
    admin = signed_in(is_superuser=True)
    url = reverse("disclosure_workcalendar:edit", args=[calendar.pk])
    data = {"code": "x", "name_zh_hans": "X", "name_en": "X", "first_day": "2004-01-01"}
    with CaptureQueriesContext(connection) as captured:
        assert admin.post(url, data).status_code == 302
    assert [q for q in captured.captured_queries if q["sql"].endswith("FOR NO KEY UPDATE")]


def test_a_calendar_edit_that_concerns_nothing_begins_nothing(calendar):
    admin = signed_in(is_superuser=True)
    url = reverse("disclosure_workcalendar:edit", args=[calendar.pk])
    assert "counts with this" not in admin.get(url).content.decode()
    data = {"code": "x", "name_zh_hans": "X", "name_en": "X", "first_day": "2005-01-01"}
    assert admin.post(url, data).status_code == 302
    calendar.refresh_from_db()
    assert calendar.first_day == date(2005, 1, 1)
    assert not Recomputation.objects.exists()
