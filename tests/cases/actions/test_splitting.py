"""Several matters in one request: cases of their own, as old and due as early."""

from datetime import date

import pytest

from tests.cases.factories import LATER, SUBMITTED_AT, Casework, create_receipt
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.intake.lookup import find_case
from wagtail_disclosure.cases.models import Case, CaseLink


@pytest.fixture
def new(casework):
    casework.accept().assign().split()
    return CaseLink.objects.get().other.concrete()


def test_it_has_a_number_and_the_days_of_the_first(casework, new):
    assert new.number != casework.case.number
    assert (new.received_on, new.due_on) == (casework.case.received_on, casework.case.due_on)
    assert (new.state, new.officer, new.unit) == (
        "in_progress",
        casework.officer,
        casework.case.unit,
    )


def test_it_holds_its_own_matter_and_the_applicant_under_its_own_key(casework, new):
    assert new.casecontent.unseal()["description"] == "The lake"
    assert new.applicantidentity.unseal() == casework.case.applicantidentity.unseal()
    assert bytes(new.key.wrapped) != bytes(casework.case.key.wrapped)
    assert casework.case.casecontent.unseal()["description"] != "The lake"


def test_one_secret_opens_both(agency, office, officer):
    receipt = create_receipt()
    Casework(receipt.case, office=office, officer=officer).accept().assign().split()
    new = Case.objects.exclude(pk=receipt.case.pk).get()
    assert find_case(number=new.number, secret=receipt.secret, at=SUBMITTED_AT) == new


def test_an_extension_is_extended_in_both_and_a_pause_is_not_shared(casework):
    on = date(2026, 11, 30)
    casework.accept().assign().propose_extension(on=on).approve_extension(on=on).consult(on=on)
    casework.split(on=on)
    new = CaseLink.objects.get().other
    assert casework.case.due_on is None
    assert new.due_on == date(2027, 1, 5)


def test_a_day_that_becomes_a_holiday_meanwhile_counts_for_the_new_case(
    casework, agency, django_capture_on_commit_callbacks
):
    """Case 77: whoever approves it passes the new case over, which nobody sees yet."""
    casework.accept().assign()
    with django_capture_on_commit_callbacks(execute=True):
        casework.split()
        agency.calendar.days.create(day=date(2026, 12, 1), kind="closure", name="Flood")
    assert CaseLink.objects.get().other.due_on == LATER


def test_it_is_split_again(casework, new):
    casework.split(description="The canal")
    assert Case.objects.count() == 3


def test_nothing_is_no_matter(casework):
    casework.accept()
    with pytest.raises(NotPossible):
        casework.split(description=" ")
    assert Case.objects.count() == 1
