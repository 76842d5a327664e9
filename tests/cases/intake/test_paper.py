"""The receipt and the form as PDF."""

import io
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cases.factories import posted
from wagtail_disclosure.cases.intake import paper, secrets
from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.models import InformationRequest

pytestmark = pytest.mark.skipif(not rendering.PDF.is_available, reason="needs the extra pdf")


def words(response) -> str:
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def sent(client, one_page):
    """The page with the receipt, and the token that the request was sent with."""
    token = secrets.new_token()
    return client.post(one_page.get_url(), posted(submission_token=token)), token


@pytest.fixture
def ticket(sent) -> str:
    """What stands in the page with the receipt."""
    return re.search(r'name="ticket" value="([^"]+)"', sent[0].content.decode())[1]


@pytest.fixture
def fetch(client):
    def post(ticket: str):
        return client.post(reverse("wagtail_disclosure_cases:receipt_pdf"), {"ticket": ticket})

    return post


def test_the_receipt_is_kept_as_pdf_with_number_secret_and_address(sent, ticket, fetch):
    receipt = sent[0].context["receipt"]
    response = fetch(ticket)
    assert response["Content-Type"] == "application/pdf"
    assert receipt.case.number in response["Content-Disposition"]
    assert receipt.case.number in words(response) and receipt.secret in words(response)
    assert "/status/" in words(response)
    assert "Li Ming" not in words(response) and "Water quality" not in words(response)
    # Case 52: the next visitor of a kiosk finds nothing.
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("ticket", ["", "x", "a" * 5000, "\0"])
def test_without_the_ticket_of_a_receipt_there_is_nothing(sent, fetch, ticket):
    assert fetch(ticket).status_code == HTTPStatus.NOT_FOUND


def test_case_52_who_read_the_token_in_the_form_before_gets_no_secret(sent, fetch):
    """On a shared computer: opened by one, filled in by the next."""
    assert fetch(sent[1]).status_code == HTTPStatus.NOT_FOUND


def test_an_unused_token_and_a_get_open_nothing(client, ticket, fetch):
    unused = secrets.receipt_ticket(secrets.new_token())
    assert fetch(unused).status_code == HTTPStatus.NOT_FOUND
    address = reverse("wagtail_disclosure_cases:receipt_pdf")
    assert client.get(address, {"ticket": ticket}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_page_that_was_left_open_for_a_day_gives_no_secret(ticket, fetch):
    for case in InformationRequest.objects.all():
        InformationRequest.objects.filter(pk=case.pk).update(
            submitted_at=case.submitted_at - timedelta(hours=25)
        )
    assert fetch(ticket).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_to_fill_in_by_hand_is_a_pdf_in_its_language(client, request_page, language):
    page = request_page.get_translations(inclusive=True).get(locale__language_code=language)
    address = reverse("wagtail_disclosure_cases:blank_form", args=[page.pk])
    assert "?format=pdf" in client.get(address).content.decode()
    response = client.get(address, {"format": "pdf"})
    assert response["Content-Type"] == "application/pdf"
    for field in page.shown_form().definition.fields[:3]:
        assert "".join(field.label.split()) in "".join(words(response).split())


def test_a_form_is_made_once_until_it_changes(client, request_page):
    """Anybody may fetch it, as often as they like, and making one takes a second."""
    address = reverse("wagtail_disclosure_cases:blank_form", args=[request_page.pk])
    first = client.get(address, {"format": "pdf"}).content
    made = paper._made_once.cache_info().misses
    assert client.get(address, {"format": "pdf"}).content == first
    assert paper._made_once.cache_info().misses == made


def test_without_the_extra_nothing_is_offered(client, one_page, request_page, monkeypatch):
    monkeypatch.setattr(rendering, "_module", lambda name: None)
    token = secrets.new_token()
    page = client.post(one_page.get_url(), posted(submission_token=token)).content.decode()
    assert 'name="ticket"' not in page
    address = reverse("wagtail_disclosure_cases:blank_form", args=[request_page.pk])
    assert "format=pdf" not in client.get(address).content.decode()
    assert client.get(address, {"format": "pdf"}).status_code == HTTPStatus.NOT_FOUND
