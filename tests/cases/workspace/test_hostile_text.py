"""What somebody writes into a request to attack whoever reads it."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.cases.factories import ANSWERS, Casework, create_receipt, posted
from wagtail_disclosure.cases.models import InformationRequest

HOSTILE = "<script>x</script><img src=x onerror=y> {{ 7*7 }} {% x %}"
SEALED = {key: HOSTILE for key, answer in ANSWERS.items() if isinstance(answer, str)}


@pytest.fixture
def receipt(agency):
    kept = {key: ANSWERS[key] for key in ("email", "delivery") if key in ANSWERS}
    return create_receipt(**{**SEALED, **kept})


@pytest.fixture
def case(receipt):
    return receipt.case


def assert_inert(content: str) -> None:
    assert "<script>x" not in content and "<img src=x" not in content


def test_case_63_every_page_of_an_officer_shows_it_as_text(client, show, case, office, officer):
    work = Casework(case, office=office, officer=officer).accept().assign()
    work.draft(text="Dear {{ applicant_name }}, here it is.")
    page = show(officer).content.decode()
    # Otherwise nothing of it was on the page.
    assert "&lt;script&gt;x" in page
    assert_inert(page)
    address = reverse("disclosure_cases:reveal", args=[case.pk])
    revealed = client.post(address, {"purpose": HOSTILE}, follow=True).content.decode()
    assert "&lt;script&gt;x" in revealed
    assert_inert(revealed)
    assert_inert(show(officer).content.decode())
    assert_inert(client.get(reverse("disclosure_cases:index")).content.decode())


def test_case_63_what_an_officer_writes_is_text_on_the_applicants_page(
    client, receipt, office, officer
):
    work = Casework(receipt.case, office=office, officer=officer).accept().assign()
    work.request_correction(reason=HOSTILE, question=HOSTILE)
    data = {"number": receipt.case.number, "secret": receipt.secret}
    page = client.post(reverse("wagtail_disclosure_cases:status"), data).content.decode()
    assert "&lt;script&gt;x" in page
    assert_inert(page)


def test_case_54_ten_thousand_fields_are_refused_before_anything_is_stored(client, one_page):
    address = one_page.get_url()
    many = {f"field-{number}": "x" for number in range(10_000)}
    response = client.post(address, {**posted(), **many})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert not InformationRequest.objects.exists()
