"""Intake windows: what of their rows everybody may read, and nothing else."""

from dataclasses import fields

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from wagtail_disclosure.core.models import Channel, IntakeWindow, PublicBody, PublicWindow

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> PublicBody:
    return PublicBody.objects.create(code="01000000X", name={"en": "Water Authority"})


def create_window(agency: PublicBody, code: str, **values) -> IntakeWindow:
    values = {"channel": "counter", "name": {"zh-hans": "受理处", "en": "Counter"}, **values}
    return IntakeWindow.objects.create(body=agency, code=code, **values)


def test_every_field_is_either_public_or_private():
    own = {field.name for field in IntakeWindow._meta.concrete_fields} - {"id"}
    public, private = set(IntakeWindow.public_fields), set(IntakeWindow.private_fields)
    assert public | private == own
    assert public & private == set()
    assert {field.name for field in fields(PublicWindow)} == public


def test_visitors_are_told_of_the_partner_but_not_of_the_internal_note(agency):
    partner = PublicBody.objects.create(code="P", name={"en": "City Archives"})
    create_window(agency, "archive", operator=partner, internal_note="Ask for Mr. Li")
    [shown] = agency.windows.public_rows()
    with translation.override("en"):
        assert str(shown.operator) == "City Archives"
    assert "Mr. Li" not in repr(shown)


def test_only_active_windows_are_told_of_and_those_of_the_agency_first(agency):
    create_window(agency, "a-library", channel=Channel.LIBRARY)
    create_window(agency, "b-closed", is_active=False)
    create_window(agency, "c-counter")
    create_window(agency, "d-web", channel=Channel.WEB)
    shown = [window.channel for window in agency.windows.public_rows()]
    assert shown == ["web", "counter", "library"]


def test_the_footer_names_what_one_visits_or_calls_and_no_partner(agency, client, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": "01000000X"}
    partner = PublicBody.objects.create(code="P", name={"en": "City Archives"})
    create_window(agency, "counter", hours={"en": "9 to 5"})
    create_window(agency, "post", channel=Channel.POST, name={"en": "By letter"})
    create_window(agency, "archive", operator=partner, name={"en": "Reading room"})
    page = client.get("/en/deadlines/").content.decode()
    assert "Counter · 9 to 5" in page
    assert "By letter" not in page
    assert "Reading room" not in page


def test_an_edit_in_the_admin_is_kept_with_its_author(agency, client):
    window = create_window(agency, "counter")
    root = get_user_model().objects.create_superuser("root", "root@agency.example", "root")
    client.force_login(root)
    url = reverse("disclosure_intakewindow:edit", args=[window.pk])
    data = {
        "body": agency.pk,
        "operator": "",
        "code": "counter",
        "name_zh_hans": "受理处",
        "name_en": "Counter",
        "channel": "library",
        "fax": "000-5550103",
        "email": "ask@agency.example",
        "accessibility_en": "Ramp",
        "internal_note": "",
        "is_active": "on",
        "clerks-TOTAL_FORMS": "1",
        "clerks-INITIAL_FORMS": "0",
        "clerks-0-user": root.pk,
    }
    assert client.post(url, data).status_code == 302
    window.refresh_from_db()
    assert (window.channel, window.fax) == ("library", "000-5550103")
    assert window.accessibility == {"en": "Ramp"}
    assert window.history.first().history_user_name == "root"
    assert [clerk.user for clerk in window.clerks.all()] == [root]
