"""Casework: what each action does, who may do it when, and what it leaves behind."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.cases.factories import create_officer, create_unit
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Answer, CaseEvent, ClockEvent
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.audit import AppendOnlyError
from wagtail_disclosure.core.models import Outcome, TimeLimit
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance

ON = date(2026, 11, 24)


def test_the_way_from_request_to_answer(casework, office, officer):
    case = casework.case
    casework.accept().assign().draft().propose().clear().answer(on=date(2026, 12, 1))
    assert case.state == "answered"
    assert case.closed_on == date(2026, 12, 1)
    answer = case.answers.get()
    assert answer.is_disclosed
    assert (answer.clearance.proposed_by_id, answer.clearance.decided_by_id) == (
        officer.pk,
        office.pk,
    )


def test_every_action_leaves_a_history_row_with_actor_and_reason(casework, office, officer):
    casework.accept().assign().draft().propose().clear().answer()
    rows = [
        (row.history_user_id, row.history_user_name, row.history_change_reason, row.state)
        for row in casework.case.history.order_by("history_id")
    ]
    assert rows == [
        (None, "applicant", "submitted by the applicant", "submitted"),
        (office.pk, "office", "Because of accept", "accepted"),
        (office.pk, "office", "Because of assign", "in_progress"),
        (officer.pk, "officer", "Because of draft_answer", "in_progress"),
        (officer.pk, "officer", "Because of send_answer_to_review", "answer_in_review"),
        (office.pk, "office", "Because of clear_answer", "answer_in_review"),
        (officer.pk, "officer", "Because of answer", "answered"),
    ]


def test_every_action_leaves_an_event(casework):
    casework.accept().assign().draft().propose().clear().answer()
    events = casework.case.caseevents.exclude(kind="letter_written")
    kinds = [event.kind for event in events]
    assert kinds == [
        "submitted",
        "accepted",
        "assigned",
        "answer_drafted",
        "answer_proposed",
        "answer_cleared",
        "answered",
    ]


def test_confirming_on_a_later_day_starts_the_clock_that_day(casework):
    casework.accept(on=date(2026, 11, 25))
    case = casework.case
    assert case.received_on == date(2026, 11, 25)
    assert case.due_on == date(2026, 12, 23)
    assert not case.is_provisional
    event = ClockEvent.objects.get(case=case)
    assert (event.kind, event.on, event.actor_name) == ("start", case.received_on, "office")


def test_a_due_date_in_a_year_without_an_official_notice_stays_provisional(casework):
    casework.accept(on=date(2026, 12, 14))
    assert casework.case.due_on == date(2027, 1, 12)
    assert casework.case.is_provisional


def test_a_request_is_not_received_before_it_was_sent(casework):
    with pytest.raises(NotPossible):
        casework.accept(on=date(2026, 11, 20))


def test_receipt_is_not_confirmed_without_a_time_limit_and_says_so(casework, english):
    TimeLimit.objects.all().delete()
    with pytest.raises(NotPossible, match="has no time limit for the answer"):
        casework.accept()
    assert not ClockEvent.objects.exists()


def test_two_decisions_at_once_have_one_winner_and_a_clear_message(casework, case, office, english):
    stale = case.version
    actions.accept(case, by=office, reason="first", on=case.received_on, version=stale)
    with pytest.raises(CaseMovedOn, match="is now “Accepted”"):
        actions.accept(case, by=office, reason="second", on=case.received_on, version=stale)
    assert CaseEvent.objects.filter(case=case, kind="accepted").count() == 1


def test_a_reassignment_from_a_stale_page_is_refused_although_the_state_allows_it(
    casework, case, office, officer, unit
):
    casework.accept().assign()
    stale = case.version
    other = create_officer("other", unit)
    actions.assign(case, to=other, by=office, reason="r", on=ON, version=stale)
    with pytest.raises(CaseMovedOn):
        actions.assign(case, to=officer, by=office, reason="r", on=ON, version=stale)
    case.refresh_from_db()
    assert case.officer == other


def test_assigning_keeps_the_name_for_when_the_account_is_gone(casework, officer):
    casework.accept().assign()
    assert casework.case.officer_name == "officer"
    assert casework.case.unit.code == "supply"


def test_only_an_information_officer_can_be_in_charge(casework, case, office, officer):
    casework.accept()
    with pytest.raises(NotPossible):
        actions.assign(case, to=officer, unit=create_unit("other"), by=office, reason="r", on=ON)


def test_an_officer_of_another_unit_can_do_nothing(casework, case, outsider):
    casework.accept().assign()
    with pytest.raises(NotAllowed):
        actions.assign(case, to=outsider, by=outsider, reason="r", on=ON)


def test_an_officer_without_the_right_clears_nothing(casework, case, unit):
    casework.accept().assign().draft().propose()
    with pytest.raises(PermissionDenied):
        actions.clear_answer(case, by=create_officer("peer", unit), reason="r", on=ON)


def test_nobody_clears_what_they_wrote(casework, case, office, english):
    casework.accept().assign().draft(by_other=office).propose()
    with pytest.raises(NotPossible, match="did not write it"):
        casework.clear()
    assert not Clearance.objects.filter(object_type=Answer._meta.label_lower).exists()


def test_nobody_clears_what_they_wrote_an_earlier_version_of(casework, office):
    casework.accept().assign().draft(by_other=office).draft(text="Written anew.").propose()
    with pytest.raises(NotPossible):
        casework.clear()


def test_a_superuser_clears_no_answer_of_their_own(casework, django_user_model):
    root = django_user_model.objects.create_superuser("root", password="root")
    casework.accept().assign().draft(by_other=root).propose()
    with pytest.raises(NotPossible):
        casework.clear(by_other=root)


def test_an_answer_that_nobody_cleared_is_not_delivered(casework, case):
    casework.accept().assign().draft().propose()
    with pytest.raises(ClearanceRequired):
        casework.answer()
    case.refresh_from_db()
    assert case.state == "answer_in_review"
    assert not Answer.objects.disclosed().exists()


def test_an_answer_changed_after_its_clearance_is_not_delivered(casework):
    casework.accept().assign().draft().propose().clear()
    Answer.objects.update(text="Something that nobody read.")
    with pytest.raises(ClearanceRequired):
        casework.answer()


def test_a_returned_answer_needs_a_clearance_of_its_own_even_if_unchanged(casework, office):
    casework.accept().assign().draft().propose().clear()
    actions.return_answer(casework.case, by=office, reason="Wait", on=ON)
    casework.case.refresh_from_db()
    casework.propose()
    with pytest.raises(ClearanceRequired):
        casework.answer()
    casework.clear().answer()
    assert casework.case.state == "answered"


def test_the_database_itself_lets_no_uncleared_answer_be_delivered(casework):
    casework.accept().assign().draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(live=True, state="delivered", delivered_on=ON)


def test_without_a_draft_there_is_nothing_to_review(casework):
    casework.accept().assign()
    with pytest.raises(NotPossible):
        casework.propose()


@pytest.mark.parametrize("text", ["Dear Li Ming, no.", "dear LI MING", "Your passport e12345678"])
def test_an_answer_that_spells_out_who_applied_is_refused(casework, text):
    casework.accept().assign()
    with pytest.raises(ValidationError):
        casework.draft(text=text)


def test_an_unknown_merge_field_is_refused_with_those_that_there_are(casework, english):
    casework.accept().assign()
    with pytest.raises(ValidationError, match="applicant_name"):
        casework.draft(text="Dear {{ nickname }}")


def test_an_outcome_of_another_law_is_refused(casework, agency):
    agency.law.pk, agency.law.code = None, "other"
    agency.law.save()
    foreign = Outcome.objects.create(law=agency.law, code="x", name={"en": "X"}, citation="1")
    casework.accept().assign()
    with pytest.raises(NotPossible):
        casework.draft(outcome=foreign)


def test_events_are_never_changed_or_deleted(casework):
    event = casework.accept().case.caseevents.first()
    event.reason = "another"
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        ClockEvent.objects.all().delete()


def test_revealing_the_applicant_is_on_the_record_with_its_purpose(casework, case, officer):
    casework.accept().assign()
    revealed = actions.reveal_applicant(case, by=officer, purpose="To call back", on=ON)
    assert revealed["applicant_name"] == "Li Ming"
    event = case.caseevents.last()
    assert (event.kind, event.actor_id, event.reason) == (
        "applicant_revealed",
        officer.pk,
        "To call back",
    )


def test_revealing_needs_a_right_of_its_own(casework, case, officer):
    casework.accept().assign()
    group = officer.groups.get(name=groups.OFFICERS)
    group.permissions.remove(group.permissions.get(codename="reveal_applicant"))
    with pytest.raises(NotAllowed):
        actions.reveal_applicant(
            case, by=type(officer).objects.get(pk=officer.pk), purpose="Curious", on=ON
        )
