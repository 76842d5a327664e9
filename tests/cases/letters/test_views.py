"""A letter in the admin: for those who may view its case, on the record."""

import pytest
from django.contrib.auth.models import Permission
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.models import CaseEvent, Letter, LetterDelivery
from wagtail_disclosure.core.days import local_date

needs_pdf = pytest.mark.skipif(not rendering.PDF.is_available, reason="without the extra [pdf]")


def url(letter: Letter, name: str = "letter", *args: str) -> str:
    return reverse(f"disclosure_letters:{name}", args=[letter.pk, *args])


@pytest.fixture
def reader(client, casework, officer):
    """The officer in charge of the case, signed in."""
    casework.accept().assign()
    client.force_login(officer)
    return client


def test_who_may_view_the_case_reads_it_on_the_record(reader, letter, officer):
    response = reader.get(url(letter))

    assert "Li Ming" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.LETTER_READ)
    assert (event.actor_id, event.details["number"]) == (officer.pk, letter.number)


@pytest.mark.parametrize(
    ("method", "name", "args"),
    [("get", "letter", []), ("get", "download", ["pdf"]), ("post", "deliver", [])],
)
def test_for_anybody_else_it_does_not_exist(client, reader, letter, outsider, method, name, args):
    """Case 33 of reliability.md, for letters."""
    client.force_login(outsider)
    # Django retries a 404 below the language's prefix, where it is one again.
    foreign, missing = (
        getattr(client, method)(url(which, name, *args), follow=True)
        for which in (letter, Letter())
    )
    assert foreign.status_code == missing.status_code == 404
    assert not CaseEvent.objects.filter(kind=CaseEvent.Kind.LETTER_READ).exists()


@needs_pdf
def test_files_are_downloads_that_nobody_keeps(reader, letter):
    response = reader.get(url(letter, "download", "pdf"))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.LETTER_READ)
    assert event.details["as_what"] == "pdf"


def test_there_are_no_other_formats(reader, letter):
    assert reader.get(url(letter, "download", "exe")).status_code == 404


def test_a_delivery_is_recorded_from_its_page(reader, letter):
    on = local_date(timezone.now())
    refused = reader.post(url(letter, "deliver"), {"how": "post", "on": on, "tracking": ""})
    assert refused.status_code == 422
    assert not LetterDelivery.objects.exists()

    posted = {"how": "post", "on": on, "tracking": "EMS1"}
    response = reader.post(url(letter, "deliver"), posted, follow=True)
    assert LetterDelivery.objects.get().tracking == "EMS1"
    assert "EMS1" in response.content.decode()


def test_readers_of_all_cases_record_nothing(client, reader, letter, outsider):
    outsider.user_permissions.add(Permission.objects.get(codename="view_all_cases"))
    client.force_login(outsider)
    assert client.get(url(letter)).status_code == 200
    assert client.post(url(letter, "deliver"), {}).status_code in (302, 403)
    assert not LetterDelivery.objects.exists()


def test_a_list_of_letters_costs_three_queries(letter, django_assert_num_queries):
    with django_assert_num_queries(3):
        letters = Letter.objects.filter(case=letter.case).with_deliveries()
        shown = render_to_string("wagtail_disclosure_cases/letters/list.html", {"letters": letters})
    assert letter.number in shown
