"""What ``disclosure_verify`` finds of cases, and what ``--fix`` does about it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cases.factories import DUE, create_request
from tests.review.verification.telling import mend, problems, verify
from wagtail_disclosure.cases.models import Case, CaseEvent, ClockEvent
from wagtail_disclosure.cases.verification import verify_due_dates, verify_moments
from wagtail_disclosure.core.bulk_rows import insert_rows
from wagtail_disclosure.rules.case_states import CaseState

EVENT = ("case", "kind", "on", "actor_id", "actor_name", "reason", "details", "recorded_at")


@pytest.fixture
def edited(casework) -> Case:
    """A case whose due date was written past the software."""
    case = casework.accept().case
    Case.objects.filter(pk=case.pk).update(due_on=date(2027, 3, 1))
    return case


def test_cases_that_are_as_they_should_be_are_no_problem(casework):
    casework.accept().assign()
    create_request()
    assert [*verify_due_dates(), *verify_moments()] == []


def test_case_72_a_due_date_that_was_edited_is_told_with_the_day_that_its_clock_gives(edited):
    (problem,) = verify_due_dates()
    assert (problem.code, problem.object_id) == ("due_date", str(edited.pk))
    assert "2027" in problem.message and "2026" in problem.message
    assert edited.number not in problem.message
    assert "due_date" in {problem.code for problem in problems()}


def test_case_72_fixing_counts_it_anew_on_the_record(edited):
    rows = edited.concrete().history.count()
    mend()
    edited.refresh_from_db()
    assert edited.due_on == DUE
    event = edited.caseevents.get(kind=CaseEvent.Kind.DUE_DATE_MOVED)
    assert (event.actor_name, event.details["from"]) == ("disclosure_verify", "2027-03-01")
    assert edited.concrete().history.count() == rows + 1
    assert list(verify_due_dates()) == []


def test_a_clock_that_can_not_be_read_is_told_and_not_guessed(casework):
    case = casework.accept().case
    ClockEvent.objects.create(case=case, kind="resume", on=case.received_on, cause="nothing")
    (problem,) = verify_due_dates()
    assert (problem.code, problem.object_id, bool(problem.remedy)) == (
        "case_clock",
        str(case.pk),
        False,
    )


def test_a_closed_case_is_not_counted_anew(edited):
    Case.objects.filter(pk=edited.pk).update(
        state=CaseState.WITHDRAWN, closed_on=edited.received_on
    )
    assert list(verify_due_dates()) == []


@pytest.mark.parametrize(("jump", "is_told"), [(timedelta(days=1), True), (timedelta(0), False)])
def test_case_78_records_that_go_back_in_time_are_told(casework, jump, is_told):
    """As a server leaves them whose clock was a day ahead and then set right."""
    case = casework.case
    later = timezone.now() + jump
    told = (CaseEvent.Kind.SUBMITTED, case.received_on, None, "office", "", {})
    moments = [later, timezone.now() - timedelta(minutes=4)]
    insert_rows(CaseEvent, EVENT, [(case.pk, *told, at) for at in moments])
    newest = CaseEvent.objects.latest("pk")
    found = list(verify_moments())
    assert [problem.object_id for problem in found] == ([str(newest.pk)] if is_told else [])
    assert all(problem.code == "time" for problem in found)


def test_it_takes_the_same_queries_for_one_case_as_for_many(casework, django_assert_num_queries):
    casework.accept()
    list(verify_due_dates())
    queries = 6
    with django_assert_num_queries(queries):
        list(verify_due_dates())
    for _case in range(4):
        create_request()
    with django_assert_num_queries(queries):
        list(verify_due_dates())


def test_the_command_says_that_all_is_well(casework):
    casework.accept()
    assert verify()
