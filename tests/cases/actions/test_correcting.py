"""Corrections: once, in time, sealed; then the clock begins anew, or the case is abandoned."""

from datetime import date

import pytest

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock import terms
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Correction
from wagtail_disclosure.core.models import Law

ASKED, ANSWERED = date(2026, 11, 26), date(2026, 12, 3)


@pytest.fixture
def waiting(casework):
    return casework.accept().request_correction(on=ASKED)


def test_while_the_applicant_is_waited_for_nothing_is_due(waiting):
    assert waiting.case.due_on is None
    assert waiting.case.state == "awaiting_correction"


def test_the_time_to_answer_begins_anew_with_the_corrected_request(waiting):
    """OGI Art. 30: 20 working days after 3 December 2026 end on 31 December."""
    waiting.record_correction(on=ANSWERED)
    assert waiting.case.due_on == date(2026, 12, 31)
    kinds = list(waiting.case.clockevents.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["start", "pause", "resume", "restart"]


@pytest.mark.parametrize(
    ("effect", "due_on"),
    [("pause", date(2026, 12, 28)), ("none", date(2026, 12, 21))],
)
def test_another_law_only_stops_the_clock_or_not_even_that(casework, effect, due_on):
    Law.objects.update(clarification=effect)
    casework.accept().request_correction(on=ASKED).record_correction(on=ANSWERED)
    assert casework.case.due_on == due_on


def test_it_is_asked_for_once(waiting):
    waiting.record_correction(on=ANSWERED)
    with pytest.raises(NotPossible, match="before|一次"):
        waiting.request_correction(on=ANSWERED)
    assert Correction.objects.count() == 1


def test_it_is_asked_for_within_seven_working_days(casework, english):
    casework.accept()
    with pytest.raises(NotPossible, match="until 2026-12-02"):
        casework.request_correction(on=date(2026, 12, 3))
    casework.request_correction(on=date(2026, 12, 2))
    assert casework.case.state == "awaiting_correction"


def test_question_and_answer_are_sealed(waiting):
    waiting.record_correction(on=ANSWERED, answer="Of the street where Li Ming lives")
    row = Correction.objects.get()
    assert row.question == "Which year?"
    assert row.answer == "Of the street where Li Ming lives"
    assert b"Li Ming" not in bytes(row.sealed_answer)


def test_the_applicant_answers_without_an_account(waiting):
    actions.answer_correction(waiting.case, answer="2025", on=ANSWERED)
    waiting.case.refresh_from_db()
    assert waiting.case.state == "in_progress"
    event = waiting.case.caseevents.last()
    assert (event.kind, event.actor_id, event.actor_name) == ("corrected", None, "applicant")


def test_a_case_is_abandoned_only_after_the_last_day(waiting, english):
    """Ten working days after 26 November 2026 end on 10 December."""
    assert terms.end_of(Correction.objects.get()).due_on == date(2026, 12, 10)
    with pytest.raises(NotPossible, match="2026-12-10"):
        waiting.abandon(on=date(2026, 12, 10))
    waiting.abandon(on=date(2026, 12, 11))
    assert (waiting.case.state, waiting.case.outcome.code) == ("abandoned", "abandoned")
    assert Correction.objects.get().ended_on == date(2026, 12, 11)


def test_an_answer_is_not_older_than_the_question(waiting):
    with pytest.raises(NotPossible):
        waiting.record_correction(on=date(2026, 11, 25))
    assert waiting.case.caseevents.filter(kind="corrected").count() == 0
