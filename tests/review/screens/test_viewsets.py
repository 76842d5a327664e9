import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from wagtail_disclosure.review import actions
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(people, grant) -> Client:
    user = grant(people.officer, "access_admin", "view_clearance")
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def test_clearances_are_listed(notice, reader: Client) -> None:
    content = reader.get(reverse("disclosure_clearance:index")).content.decode()
    assert "Draft notice" in content
    assert "drafter" in content


@pytest.mark.parametrize(
    "query", ["decision=cleared", "kind=legacy", "language_code=en", "q=leader"]
)
def test_clearances_can_be_filtered(notice, reader: Client, query: str) -> None:
    url = reverse("disclosure_clearance:index")
    assert reader.get(f"{url}?{query}").status_code == 200


def test_clearances_are_found_by_what_they_are_about(notice, reader: Client) -> None:
    url = reverse("disclosure_clearance:index")
    inspect = reverse("disclosure_clearance:inspect", args=[notice.clearance_id])
    assert inspect in reader.get(f"{url}?q=draft+notice").content.decode()
    assert inspect not in reader.get(f"{url}?q=other+notice").content.decode()


def test_a_clearance_shows_what_was_cleared_and_by_whom(notice, reader: Client) -> None:
    url = reverse("disclosure_clearance:inspect", args=[notice.clearance_id])
    content = reader.get(url).content.decode()
    assert "Marker" in content
    assert notice.clearance.fingerprint in content


def test_a_clearance_of_a_type_that_is_gone_is_still_readable(notice, reader: Client) -> None:
    step = {
        "role": "office",
        "decided_by_name": "Lin",
        "decided_at": "2026-01-02T03:04:05+00:00",
    }
    Clearance(
        object_type="gone.notice",
        object_id="1",
        language_code="en",
        fingerprint="0" * 64,
        content={"type": "gone.notice", "language": "en", "fields": {"words": "Old"}},
        decision=Clearance.Decision.CLEARED,
        kind=Clearance.Kind.REVIEW,
        steps=[step],
        proposed_by_name="A",
        decided_by_name="B",
    ).save()
    url = reverse("disclosure_clearance:inspect", args=[Clearance.objects.first().pk])
    content = reader.get(url).content.decode()
    assert "Old" in content
    assert "Lin" in content
    # Shanghai is eight hours ahead.
    assert "11:04" in content


def test_what_is_public_can_be_withdrawn_from_its_clearance(notice, reader: Client, people) -> None:
    url = reverse("disclosure_clearance:inspect", args=[notice.clearance_id])
    withdraw = reverse(
        "disclosure_review:withdraw", args=["noticeboard", "noticepage", str(notice.pk)]
    )
    assert withdraw not in reader.get(url).content.decode()
    people.officer.user_permissions.add(Permission.objects.get(codename="withdraw"))
    assert withdraw in reader.get(url).content.decode()
    actions.withdraw(notice, by=get_user_model().objects.get(pk=people.officer.pk), reason="Wrong")
    assert withdraw not in reader.get(url).content.decode()


def test_clearances_are_for_people_with_the_right_to_see_them(notice, people, grant) -> None:
    client = Client()
    client.force_login(grant(people.outsider, "access_admin"))
    assert client.get(reverse("disclosure_clearance:index")).status_code == 302
    url = reverse("disclosure_clearance:inspect", args=[notice.clearance_id])
    assert client.get(url).status_code == 302
