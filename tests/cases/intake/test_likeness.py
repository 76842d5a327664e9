"""Requests of one applicant find each other, and those that repeat another."""

import pytest
from django.urls import reverse

from tests.cases.factories import Casework, create_request
from wagtail_disclosure.cases.intake.likeness import alike
from wagtail_disclosure.cases.models import Case, RequestDigest

OTHER = {"id_document": {"kind": "passport", "number": "E87654321"}}


def found(case, visible=None) -> list[tuple[str, bool]]:
    visible = Case.objects.all() if visible is None else visible
    return [(one.case.number, one.is_repeated) for one in alike(case, visible)]


def test_the_same_words_of_the_same_applicant_are_a_repeated_request(case):
    again = create_request(description="water  QUALITY, 2025!")
    first = create_request(description="Water quality 2025")
    assert found(first) == [(again.number, True), (case.number, False)]


def test_a_number_counts_however_it_was_typed_and_a_name_alone_does_not(case):
    same = create_request(id_document={"kind": "passport", "number": "e 1234-5678"})
    create_request(**OTHER)
    assert found(case) == [(same.number, True)]


def test_without_a_document_the_address_of_mails_tells(agency):
    first = create_request(id_document=None)
    same = create_request(id_document=None, email="LI.MING@example.com", applicant_name="Li")
    create_request(id_document=None, email="other@example.com")
    assert found(first) == [(same.number, True)]


def test_who_can_not_be_told_from_others_is_like_nobody(agency):
    first = create_request(id_document=None, email="")
    create_request(id_document=None, email="")
    assert found(first) == []


@pytest.mark.parametrize("number", ["无", "—", "none", "N/A 1"])
def test_people_who_write_that_they_have_no_number_are_not_one_person(agency, number):
    document = {"kind": "other", "number": number}
    first = create_request(id_document=document)
    create_request(id_document=document, email="other@example.com")
    same = create_request(id_document=document)
    assert found(first) == [(same.number, True)]


def test_addresses_of_the_same_letters_are_not_the_same(agency):
    first = create_request(id_document=None, email="a@bc.example")
    create_request(id_document=None, email="ab@c.example")
    assert found(first) == []


def test_after_a_rotation_of_keys_older_requests_are_still_found(case, settings):
    older = settings.WAGTAIL_DISCLOSURE["ENCRYPTION_KEYS"]
    newer = "bmV3ZXIta2V5LW5ld2VyLWtleS1uZXdlci1rZXktISE="
    settings.WAGTAIL_DISCLOSURE = {
        **settings.WAGTAIL_DISCLOSURE,
        "ENCRYPTION_KEYS": [newer, *older],
    }
    same = create_request()
    assert RequestDigest.objects.values("key_id").distinct().count() == 2
    assert found(same) == [(case.number, True)]
    assert found(case) == [(same.number, True)]


def test_nothing_can_be_read_or_tried_out_of_what_is_stored(case):
    row = RequestDigest.objects.get()
    assert len(row.applicant) == len(row.wording) == 64
    assert row.applicant != row.wording


def test_the_workspace_names_only_what_its_reader_may_open(client, case, office, officer):
    mine = Casework(case, office=office, officer=officer).accept().assign().case
    elsewhere = create_request()
    client.force_login(officer)
    address = reverse("disclosure_cases:workspace", args=[mine.pk])
    assert elsewhere.number not in client.get(address).content.decode()
    client.force_login(office)
    page = client.get(address).content.decode()
    assert elsewhere.number in page
    assert reverse("disclosure_cases:workspace", args=[elsewhere.pk]) in page


@pytest.mark.parametrize("count", [1, 4])
def test_it_takes_the_same_queries_for_many(case, count, django_assert_num_queries):
    for _request in range(count):
        create_request()
    fresh = Case.objects.select_related("key", "applicantidentity__case__key").get(pk=case.pk)
    list(alike(fresh, Case.objects.all()))
    with django_assert_num_queries(1):
        assert len(list(alike(fresh, Case.objects.all()))) == count


def test_what_is_split_off_is_of_the_same_applicant(casework):
    work = casework.accept()
    new = work.split()
    numbers = [number for number, _is_repeated in found(Case.objects.get(pk=work.case.pk))]
    assert len(numbers) == 1 and new is not None
