"""Papers in the admin: one's own, the next step of each, and the same 404 for all others."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cases.registration.desks import create_clerk, create_registered, create_window
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import CustodyEvent
from wagtail_disclosure.cases.registration import custody

LIST = reverse("disclosure_register:papers")


@pytest.fixture
def papers(window, clerk):
    return create_registered(
        window, clerk, at=timezone.now(), arrived_on=today(), paper_count=1
    ).case


def url_of(case) -> str:
    return reverse("disclosure_register:papers_of", args=[case.pk])


def test_a_clerk_hands_over_and_the_unit_acknowledges(client, papers, clerk, officer, unit):
    client.force_login(clerk)
    content = client.get(LIST).content.decode()
    assert papers.number in content and "Water quality" not in content
    form = client.get(url_of(papers)).context["form"]
    # The disclosure office comes first.
    assert form.fields["to"].choices[0][0] == f"unit-{papers.body.office_id}"
    day = today().isoformat()
    sent = {"to": f"unit-{unit.pk}", "on": day, "note": "By courier"}
    assert client.post(url_of(papers), sent).status_code == HTTPStatus.FOUND
    client.force_login(officer)
    assert "By courier" in client.get(url_of(papers)).content.decode()
    client.post(url_of(papers), {"on": day, "note": ""})
    assert [event.kind for event in papers.custodyevents.all()] == ["taken", "sent", "received"]
    assert client.get(LIST).context["rows"] == []


def test_a_day_to_come_is_refused(client, papers, clerk, unit):
    client.force_login(clerk)
    response = client.post(url_of(papers), {"to": f"unit-{unit.pk}", "on": "2999-01-01"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert CustodyEvent.objects.count() == 1


def test_other_papers_look_like_none(client, papers, outsider):
    for user in (create_clerk("other", create_window()), outsider):
        client.force_login(user)
        assert papers.number not in client.get(LIST).content.decode()
        for method in (client.get, client.post):
            assert method(url_of(papers), follow=True).status_code == HTTPStatus.NOT_FOUND


def test_who_handles_no_papers_has_no_list(client, agency, django_user_model):
    user = create_clerk("nobody")
    client.force_login(user)
    assert client.get(LIST).status_code == HTTPStatus.FOUND
    assert LIST not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_office_sees_all_and_who_is_late(client, papers, clerk, office, english, monkeypatch):
    later = today().replace(year=today().year + 1)
    monkeypatch.setattr("wagtail_disclosure.cases.registration.custody_views.today", lambda: later)
    client.force_login(office)
    response = client.get(LIST)
    assert [row.event.case.number for row in response.context["rows"]] == [papers.number]
    assert response.context["late"] == 1


def test_the_list_asks_as_much_of_the_database_for_many_as_for_one(
    client, window, clerk, office, django_assert_num_queries
):
    for _ in range(3):
        create_registered(window, clerk, at=timezone.now(), arrived_on=today(), paper_count=1)
    rows = custody.waiting_for(office)
    with django_assert_num_queries(1 + 1):
        assert len(custody.waiting_papers(rows, on=today())) == 3
