"""The outbox in the admin: for the disclosure office."""

import pytest
from django.urls import reverse

from tests.cases.letters.factories import write
from wagtail_disclosure.cases.models import OutgoingMail

INDEX = "disclosure_outgoingmail:index"


@pytest.fixture
def failed(queued) -> OutgoingMail:
    queued.state, queued.last_error = OutgoingMail.State.FAILED, "SMTPDataError"
    queued.save()
    return queued


def test_the_office_sees_what_failed_and_tries_it_again(client, office, failed):
    client.force_login(office)
    shown = client.get(reverse(INDEX), {"state": "failed"}).content.decode()
    assert "SMTPDataError" in shown and failed.case.number in shown
    assert "li.ming@example.com" not in shown

    again = reverse("disclosure_outgoingmail:try_again", args=[failed.pk])
    assert again in shown
    client.post(again)
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)


def test_trying_again_is_never_a_get(client, office, failed):
    client.force_login(office)
    again = reverse("disclosure_outgoingmail:try_again", args=[failed.pk])
    assert client.get(again).status_code == 405


def test_officers_have_no_outbox(client, officer, failed):
    client.force_login(officer)
    assert client.get(reverse(INDEX)).status_code == 302
    again = reverse("disclosure_outgoingmail:try_again", args=[failed.pk])
    assert client.post(again).status_code in (302, 403)
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_a_letter_is_mailed_from_its_page(client, casework, officer):
    casework.accept().assign()
    letter = write(casework.case, by=officer)
    client.force_login(officer)
    response = client.post(reverse("disclosure_letters:mail", args=[letter.pk]), follow=True)
    assert response.status_code == 200
    assert letter.mails.get().state == "waiting"
    client.post(reverse("disclosure_letters:mail", args=[letter.pk]))
    assert letter.mails.count() == 1
