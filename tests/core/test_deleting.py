"""What other rows need is not deleted, and the person is told how many need it."""

import html

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import create_user
from wagtail_disclosure.core.deleting import holders_of
from wagtail_disclosure.core.models import IntakeWindow, PublicBody, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return PublicBody.objects.create(code="A", name={"en": "Agency"})


@pytest.fixture
def unit(body):
    return Unit.objects.create(body=body, code="supply", name={"en": "Supply"})


@pytest.fixture
def admin(client):
    user = create_user("admin", is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def test_a_body_with_units_and_windows_is_kept_and_says_how_many(admin, body, unit):
    for code in ("web", "counter"):
        IntakeWindow.objects.create(body=body, code=code, name={"en": code}, channel=code)
    address = reverse("disclosure_publicbody:delete", args=[body.pk])
    for response in (admin.get(address), admin.post(address)):
        page = " ".join(html.unescape(response.content.decode()).split())
        assert "“Agency” can't be deleted" in page
        assert "1 units" in page
        assert "2 intake windows" in page
    assert response.status_code == 409
    assert PublicBody.objects.filter(pk=body.pk).exists()


def test_what_nothing_needs_is_asked_about_and_deleted(admin, unit):
    address = reverse("disclosure_unit:delete", args=[unit.pk])
    assert admin.get(address).status_code == 200
    assert admin.post(address).status_code == 302
    assert not Unit.objects.exists()


def test_nothing_holds_a_new_unit(unit):
    assert holders_of(unit) == []
