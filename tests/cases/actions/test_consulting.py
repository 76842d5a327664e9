"""Third parties and other agencies: whose time does not count, and what their silence means."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from wagtail_disclosure.cases.clock import terms
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Consultation
from wagtail_disclosure.core.models import PauseCause

ASKED = date(2026, 11, 25)
# 15 working days after 25 November 2026.
LAST = date(2026, 12, 16)


@pytest.fixture
def asked(casework):
    return casework.accept().assign().consult(on=ASKED)


def test_the_clock_stands_still_until_they_answer(asked):
    """OGI Art. 33: counted are the 24th, and 19 working days from 2 December on."""
    assert asked.case.due_on is None
    asked.end_consultation(on=date(2026, 12, 2))
    assert asked.case.due_on == date(2026, 12, 28)


def test_pauses_that_overlap_count_once(asked):
    """Case 74."""
    asked.consult(kind="joint-maker", on=date(2026, 11, 27))
    first, second = Consultation.objects.order_by("pk")
    asked.end_consultation(consultation=first, on=date(2026, 11, 30))
    assert asked.case.due_on is None
    asked.end_consultation(consultation=second, on=date(2026, 12, 2))
    assert asked.case.due_on == date(2026, 12, 28)


def test_an_answer_that_is_recorded_after_a_later_one_counts_from_its_own_day(asked):
    asked.consult(kind="joint-maker", on=date(2026, 11, 27))
    first, second = Consultation.objects.order_by("pk")
    asked.end_consultation(consultation=second, on=date(2026, 12, 2))
    asked.end_consultation(consultation=first, on=date(2026, 11, 30))
    assert asked.case.due_on == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("kind", "meaning"), [("third-party", "agency_decides"), ("joint-maker", "consent")]
)
def test_silence_means_what_the_law_says_once_the_time_is_over(casework, english, kind, meaning):
    """OGI Arts. 32 and 34: opposite defaults."""
    casework.accept().assign().consult(kind=kind, on=ASKED)
    assert terms.end_of(Consultation.objects.get()).due_on == LAST
    with pytest.raises(NotPossible, match="2026-12-16"):
        casework.end_consultation(response="silent", text="", on=LAST)
    casework.end_consultation(response="silent", text="", on=date(2026, 12, 17))
    row = Consultation.objects.get()
    assert (row.response, row.on_silence) == ("silent", meaning)


def test_under_a_law_without_such_a_pause_the_clock_goes_on(casework):
    PauseCause.objects.all().delete()
    casework.accept().assign().consult(on=ASKED).end_consultation(on=date(2026, 12, 2))
    assert casework.case.due_on == date(2026, 12, 21)


def test_whom_they_asked_and_what_they_said_is_sealed(asked):
    asked.end_consultation(text="Our prices are secret", on=date(2026, 12, 2))
    row = Consultation.objects.get()
    assert (row.party["name"], row.party["information"]) == ("Waterworks Ltd.", "A map")
    assert row.response_text == "Our prices are secret"
    assert b"Waterworks" not in bytes(row.sealed_party)
    assert b"prices" not in bytes(row.sealed_response)


def test_no_answer_is_proposed_while_others_are_asked(asked):
    asked.draft(on=ASKED)
    with pytest.raises(NotPossible):
        asked.propose(on=ASKED)
    asked.case.refresh_from_db()
    assert asked.case.state == "in_progress"


def test_a_response_is_recorded_once(asked):
    asked.end_consultation(on=date(2026, 12, 2))
    with pytest.raises(NotPossible):
        asked.end_consultation(on=date(2026, 12, 3))


def test_nobody_is_waited_for_in_a_case_that_ended(asked):
    asked.withdraw(on=date(2026, 12, 1))
    assert Consultation.objects.get().response == "recalled"


def test_they_are_not_told_who_applied(casework):
    casework.accept().assign()
    with pytest.raises(ValidationError):
        casework.consult(information="The contract that li ming asked for", on=ASKED)
    assert not Consultation.objects.exists()
