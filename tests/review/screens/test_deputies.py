"""Naming deputies in the admin: one's own, or for the office everybody's."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from wagtail_disclosure.core.days import today
from wagtail_disclosure.review.models import Delegation

pytestmark = pytest.mark.django_db

INDEX = "disclosure_delegation:index"
ADD = "disclosure_delegation:add"
EVERYBODY = [f"{action}_delegation" for action in ("view", "add", "change", "delete")]


@pytest.fixture
def sign_in(grant, unit):
    def sign_in(user, *codenames: str) -> Client:
        client = Client()
        client.force_login(grant(user, "access_admin", *codenames))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        return client

    return sign_in


def values(deputy, **others) -> dict:
    return {
        "deputy": deputy.pk,
        "first_day": "2026-12-01",
        "last_day": "2026-12-10",
        "reason": "Leave",
        **others,
    }


def delegate(principal, deputy, first: date, last: date) -> Delegation:
    return Delegation.objects.create(
        principal=principal, deputy=deputy, first_day=first, last_day=last
    )


@pytest.mark.parametrize("name", ["head", "officer", "leader", "keeper"])
def test_people_with_a_role_name_their_own(people, sign_in, name: str) -> None:
    user = getattr(people, name)
    response = sign_in(user).post(reverse(ADD), values(people.outsider))
    assert response.status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.principal, delegation.deputy) == (user, people.outsider)
    assert delegation.history.get().history_user_name == user.username


def test_nobody_names_one_for_others(people, sign_in) -> None:
    client = sign_in(people.head)
    client.post(reverse(ADD), values(people.outsider, principal=people.leader.pk))
    assert Delegation.objects.get().principal == people.head


def test_people_without_a_role_name_none(people, sign_in) -> None:
    client = sign_in(people.outsider)
    client.post(reverse(ADD), values(people.head))
    assert client.get(reverse(INDEX)).status_code == 302
    assert not Delegation.objects.exists()


def test_the_office_names_them_for_everybody(people, sign_in) -> None:
    client = sign_in(people.officer, *EVERYBODY)
    client.post(reverse(ADD), values(people.outsider, principal=people.leader.pk))
    assert Delegation.objects.get().principal == people.leader


def test_people_see_and_change_their_own_only(people, sign_in) -> None:
    own = delegate(people.head, people.outsider, today(), today())
    other = delegate(people.leader, people.colleague, today(), today())
    client = sign_in(people.head)
    content = client.get(reverse(INDEX)).content.decode()
    assert "outsider" in content
    assert "colleague" not in content
    for action in ("edit", "delete", "history", "usage"):
        url = f"disclosure_delegation:{action}"
        assert client.get(reverse(url, args=[own.pk])).status_code == 200
        assert client.get(reverse(url, args=[other.pk])).status_code == 302
        assert client.post(reverse(url, args=[other.pk]), values(people.head)).status_code == 302
    other.refresh_from_db()
    assert other.deputy == people.colleague


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2026-11-20", "2026-11-30", False),
        ("2026-11-20", "2026-12-01", True),
        ("2026-12-03", "2026-12-04", True),
        ("2026-12-10", "2026-12-20", True),
        ("2026-12-11", "2026-12-20", False),
    ],
)
def test_two_deputies_at_once_are_refused(
    people, sign_in, first: str, last: str, overlaps: bool
) -> None:
    delegate(people.head, people.colleague, date(2026, 12, 1), date(2026, 12, 10))
    client = sign_in(people.head)
    response = client.post(
        reverse(ADD), values(people.outsider, first_day=first, last_day=last), follow=True
    )
    assert (b"colleague is the deputy already from" in response.content) == overlaps
    assert Delegation.objects.count() == (1 if overlaps else 2)


def test_nobody_is_their_own_deputy(people, sign_in) -> None:
    response = sign_in(people.head).post(reverse(ADD), values(people.head))
    assert b"nobody is their own deputy" in response.content


def test_a_period_ends_after_it_begins(people, sign_in) -> None:
    data = values(people.outsider, last_day="2026-11-30")
    assert b"before the first" in sign_in(people.head).post(reverse(ADD), data).content


def test_a_period_can_be_cut_short(people, sign_in) -> None:
    own = delegate(people.head, people.outsider, today(), today() + timedelta(days=9))
    url = reverse("disclosure_delegation:edit", args=[own.pk])
    data = values(people.outsider, first_day=str(today()), last_day=str(today()))
    assert sign_in(people.head).post(url, data).status_code == 302
    own.refresh_from_db()
    assert own.last_day == today()
