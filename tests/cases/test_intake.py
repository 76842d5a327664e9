"""Submitting: one case, sealed content, a receipt that can be given out twice."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.cases.factories import ANSWERS, SUBMITTED_AT, create_receipt
from wagtail_disclosure.cases.exceptions import FormUsedAlready
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import (
    ApplicantIdentity,
    Case,
    CaseContent,
    CaseEvent,
    InformationRequest,
)
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.models import NumberSeries, TimeLimit
from wagtail_disclosure.rules.references import receipt_key


def test_a_submission_becomes_a_case_with_number_secret_and_due_date(agency):
    receipt = create_receipt()
    case = InformationRequest.objects.get()
    assert re.fullmatch(r"R2026-000001-[0-9A-Z]", receipt.case.number)
    assert re.fullmatch(r"(\w{4}-){3}\w", receipt.secret)
    assert case.state == "submitted"
    assert case.received_on == date(2026, 11, 23)
    assert case.due_on == date(2026, 12, 21)
    assert case.window.channel == "web"
    assert [event.kind for event in case.caseevents.all()] == [CaseEvent.Kind.SUBMITTED]
    assert case.history.get().history_user_name == "applicant"


def test_the_due_date_is_provisional_until_receipt_is_confirmed(agency):
    assert create_receipt().case.is_provisional


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 15, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_the_day_of_submission_is_that_of_the_agency_not_of_utc(agency, moment, day):
    """Case 76."""
    assert create_receipt(at=moment).case.received_on == day


def test_a_day_that_becomes_a_holiday_during_submission_is_counted_as_one(
    agency, django_capture_on_commit_callbacks
):
    """Case 77."""
    # As if somebody else had approved it after the days were counted.
    with django_capture_on_commit_callbacks(execute=True):
        case = create_receipt().case
        agency.calendar.days.create(day=date(2026, 12, 1), kind="closure", name="Flood")
    assert case.due_on == InformationRequest.objects.get().due_on == date(2026, 12, 22)
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.DUE_DATE_MOVED)
    assert (event.details["from"], event.details["to"]) == ("2026-12-21", "2026-12-22")
    assert (event.actor_id, event.actor_name) == (None, "wagtail-disclosure")


def test_a_request_is_received_where_the_law_lost_its_time_limit(agency, caplog):
    TimeLimit.objects.all().delete()
    case = create_receipt().case
    assert (case.due_on, case.is_provisional) == (None, True)
    assert InformationRequest.objects.get().number == case.number
    assert "has no due date" in caplog.text


def test_who_asks_and_what_is_asked_are_sealed_apart(agency):
    case = create_receipt().case
    identity = ApplicantIdentity.objects.get(case=case)
    content = CaseContent.objects.get(case=case)
    assert set(identity.unseal()) == {"applicant_name", "id_document", "email"}
    assert content.unseal()["description"] == ANSWERS["description"]
    assert b"Li Ming" not in bytes(identity.ciphertext)


def test_ciphertext_moved_to_another_case_can_not_be_read(agency):
    first, second = create_receipt().case, create_receipt().case
    stolen = CaseContent.objects.get(case=first).ciphertext
    CaseContent.objects.filter(case=second).update(ciphertext=stolen)
    with pytest.raises(CannotDecrypt):
        CaseContent.objects.get(case=second).unseal()


def test_without_its_key_a_case_can_not_be_read(agency):
    case = create_receipt().case
    case.key.wrapped = bytes(len(case.key.wrapped))
    case.key.save()
    with pytest.raises(CannotDecrypt):
        CaseContent.objects.get(case=case).unseal()


def test_the_secret_is_stored_as_a_digest_only(agency):
    receipt = create_receipt()
    stored = [str(value) for value in Case.objects.values_list().get()]
    assert not any(receipt.secret in value for value in stored)
    assert secrets.matches(
        receipt.secret, digest=receipt.case.secret_digest, key_id=receipt.case.secret_key_id
    )


def test_the_same_submission_twice_is_one_case_with_the_same_receipt(agency):
    token = secrets.new_token()
    first, second = create_receipt(token=token), create_receipt(token=token)
    assert (first.case.number, first.secret) == (second.case.number, second.secret)
    assert InformationRequest.objects.count() == 1
    assert NumberSeries.objects.get(scope="receipt-2026").last == 1


def test_a_retry_after_the_master_key_was_rotated_gives_the_same_secret(agency, settings):
    token = secrets.new_token()
    first = create_receipt(token=token)
    keys = ["bmV3LW1hc3Rlci1rZXktZm9yLXRlc3RzLTMyLWJ5dGU=", *first_keys(settings)]
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENCRYPTION_KEYS": keys}
    assert create_receipt(token=token).secret == first.secret


def first_keys(settings) -> list[str]:
    return settings.WAGTAIL_DISCLOSURE["ENCRYPTION_KEYS"]


def test_another_text_with_the_same_token_gets_nobody_elses_receipt(agency):
    """Case 53."""
    token = secrets.new_token()
    create_receipt(token=token)
    with pytest.raises(FormUsedAlready):
        create_receipt(token=token, description="Something else")
    assert InformationRequest.objects.count() == 1


def test_numbers_start_anew_each_year_and_keep_their_check_character(agency):
    create_receipt()
    later = create_receipt(at=datetime(2027, 3, 1, 2, tzinfo=UTC)).case
    assert later.number.startswith("R2027-000001-")
    assert receipt_key(later.number.lower().replace("-", " ")) == later.number_key


def test_equal_forms_are_frozen_once(agency):
    first, second = create_receipt().case, create_receipt().case
    assert first.form_definition_id == second.form_definition_id


def test_submitted_at_is_kept_to_the_moment(agency):
    assert create_receipt().case.submitted_at == SUBMITTED_AT
