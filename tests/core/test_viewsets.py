"""The shared nouns in the Wagtail admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from wagtail_disclosure.core.models import Law, PublicBody, TimeLimit, Unit
from wagtail_disclosure.core.viewsets import AgencyViewSetGroup

pytestmark = pytest.mark.django_db

NAMES = [f"disclosure_{viewset.model._meta.model_name}" for viewset in AgencyViewSetGroup.items]
# Days of a calendar change only by a CalendarChange.
READ_ONLY = ["disclosure_calendarday", "disclosure_recomputation"]


@pytest.fixture
def admin() -> Client:
    user = get_user_model().objects.create_superuser("root", "root@agency.example", "root")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def unit(db) -> Unit:
    body = PublicBody.objects.create(code="T1", name={"en": "Agency"})
    return Unit.objects.create(body=body, code="supply", name={"en": "Water Supply"})


@pytest.mark.parametrize("name", NAMES)
def test_every_noun_is_listed_and_can_be_added(admin: Client, name: str) -> None:
    index = admin.get(reverse(f"{name}:index"))
    assert index.status_code == 200
    labels = {str(column.label) for column in index.context["table"].columns.values()}
    assert "method" not in labels, "Django's name for the display of a choice"
    if name in READ_ONLY:
        with pytest.raises(NoReverseMatch):
            reverse(f"{name}:add")
    else:
        assert admin.get(reverse(f"{name}:add")).status_code == 200


def test_a_name_is_asked_for_in_every_language(admin: Client, unit: Unit) -> None:
    url = reverse("disclosure_unit:edit", args=[unit.pk])
    data = {
        "body": unit.body_id,
        "code": "supply",
        "name_zh_hans": "供水处",
        "name_en": "Supply",
        "head": "",
        "leader": "",
        "phone": "",
    }
    assert b'lang="zh-hans"' in admin.get(url).content
    assert admin.post(url, data).status_code == 302
    unit.refresh_from_db()
    assert unit.name == {"zh-hans": "供水处", "en": "Supply"}


def test_a_change_in_the_admin_names_its_author(admin: Client) -> None:
    law = Law.objects.create(code="test", name={"en": "Test law"})
    data = {
        "law": law.pk,
        "code": "answer",
        "name_zh_hans": "答复",
        "name_en": "Answer",
        "citation": "Art. 33",
        "is_confirmed": "on",
        "amount": "20",
        "unit": "working_days",
        "anchor": "receipt",
        "extension": "20",
    }
    assert admin.post(reverse("disclosure_timelimit:add"), data).status_code == 302
    assert TimeLimit.objects.get().history.get().history_user_name == "root"


def test_the_menu_shows_what_a_person_may_see(admin: Client) -> None:
    assert (
        reverse("disclosure_unit:index") in admin.get(reverse("wagtailadmin_home")).content.decode()
    )
    clerk = get_user_model().objects.create_user("clerk", "clerk@agency.example", "clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(clerk)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("disclosure_unit:index") not in home
    assert client.get(reverse("disclosure_unit:index")).status_code == 302
