"""Transferred, joined, withdrawn, and opened again: history and clock stay (case 80)."""

from datetime import date

import pytest

from tests.cases.factories import create_officer, create_request, create_unit
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.models import CaseLink, InformationRequest
from wagtail_disclosure.rules.case_states import OPEN_STATES

LATER = date(2026, 12, 7)


def test_a_transfer_names_the_other_agency(casework):
    casework.accept().transfer(on=LATER)
    assert casework.case.closed_on == LATER
    assert casework.case.caseevents.get(kind="transferred").details == {"to": "Bureau of Parks"}
    with pytest.raises(CaseMovedOn):
        casework.transfer(on=LATER)


def test_a_transfer_to_nobody_is_refused(casework):
    with pytest.raises(NotPossible):
        casework.accept().transfer(to=" ", on=LATER)


def test_a_joined_case_points_to_the_one_that_goes_on(casework):
    other = create_request()
    casework.join(into=other)
    link = CaseLink.objects.get()
    assert (link.case, link.other.pk, link.kind) == (casework.case.case_ptr, other.pk, "joined")
    assert other.is_open


def test_a_case_that_was_reopened_is_joined_again_with_the_same_one(casework):
    other = create_request()
    casework.join(into=other).reopen().join(into=other)
    assert casework.case.links.count() == 1


def test_a_case_is_joined_with_the_part_that_was_split_off_from_it(casework):
    casework.accept().split()
    part = casework.case.links.get().other
    casework.join(into=part)
    assert set(casework.case.links.values_list("kind", flat=True)) == {"split", "joined"}


@pytest.mark.parametrize("which", ["itself", "closed", "unseen"])
def test_a_case_is_not_joined_into(casework, which):
    other = casework.case if which == "itself" else create_request()
    by = casework.office
    if which == "closed":
        actions.withdraw(other, by=by, reason="r", on=other.received_on)
    if which == "unseen":
        unit = create_unit("sewage")
        by = create_officer("sewage", unit)
        casework.accept().assign(to=by, unit=unit)
    with pytest.raises(NotPossible):
        casework.join(into=other, by_other=by)
    casework.case.refresh_from_db()
    assert casework.case.is_open


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_the_applicant_takes_a_request_back_at_any_time(casework, state):
    casework.reach(state)
    actions.withdraw_own(casework.case, on=LATER)
    casework.case.refresh_from_db()
    assert (casework.case.state, casework.case.outcome.code) == ("withdrawn", "withdrawn")
    assert casework.case.caseevents.last().actor_name == "applicant"


def test_reopened_the_time_to_answer_begins_anew(casework):
    """20 working days after 7 December 2026 end on 5 January 2027."""
    casework.reach("answered").reopen(on=LATER)
    assert (casework.case.state, casework.case.outcome) == ("in_progress", None)
    assert casework.case.due_on == date(2027, 1, 5)
    assert casework.case.history.count() == 8


def test_a_day_that_becomes_a_holiday_while_it_is_reopened_counts(
    casework, agency, django_capture_on_commit_callbacks
):
    """Case 77: to whoever approves it the case is still ended, and does not move."""
    casework.reach("answered")
    with django_capture_on_commit_callbacks(execute=True):
        casework.reopen(on=LATER)
        agency.calendar.days.create(day=date(2026, 12, 9), kind="closure", name="Flood")
    assert InformationRequest.objects.get().due_on == date(2027, 1, 6)


@pytest.mark.parametrize("state", ["withdrawn", "abandoned"])
def test_what_was_waited_for_is_waited_for_no_more(casework, state):
    casework.reach(state).reopen(on=date(2027, 1, 4))
    assert casework.case.due_on == date(2027, 2, 1)


def test_a_second_answer_can_follow(casework):
    casework.reach("answered").reopen(on=LATER)
    casework.draft(on=LATER).propose(on=LATER).clear(on=LATER).answer(on=LATER)
    assert casework.case.answers.filter(live=True).count() == 2


def test_a_case_is_not_reopened_before_it_was_closed(casework):
    casework.reach("answered")
    with pytest.raises(NotPossible):
        casework.reopen(on=date(2026, 11, 22))
