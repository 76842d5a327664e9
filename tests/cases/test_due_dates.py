"""What a change of the calendar does to open cases, and that it can be interrupted."""

from datetime import date

import pytest
from django.utils import translation

from tests.cases.factories import DUE, FLOOD, HEAD, LATER, create_request, propose
from wagtail_disclosure.cases.clock import recomputing as due_dates
from wagtail_disclosure.cases.models import Case, CaseEvent, InformationRequest
from wagtail_disclosure.core.calendars import changing, previewing
from wagtail_disclosure.core.models import CalendarChange
from wagtail_disclosure.core.recomputing import problems, running
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import ReasonCode


@pytest.fixture
def approve(django_capture_on_commit_callbacks):
    def approve(change):
        with django_capture_on_commit_callbacks(execute=True):
            changing.approve(change, by=HEAD)
        change.refresh_from_db()

    return approve


def test_the_preview_shows_which_open_cases_move_from_when_to_when(change, casework):
    create_request()
    casework.accept()
    moves = list(previewing.moved(change))
    assert [(one.due_on, one.recomputed_on) for one in moves] == [(DUE, LATER)] * 2
    assert [one.is_provisional for one in moves] == [False, True]
    assert moves[0].label == casework.case.number
    assert str(casework.case.pk) in moves[0].url
    assert set(Case.objects.values_list("due_on", flat=True)) == {DUE}


def test_a_day_that_was_off_anyway_moves_nothing(agency, casework):
    casework.accept()
    sunday = DayChange(date(2026, 12, 6), ReasonCode.CLOSURE, "Flood")
    assert list(previewing.moved(propose(agency, sunday))) == []


def test_approval_moves_each_with_a_row_of_history_and_an_event(change, casework, approve):
    """Case 77."""
    casework.accept()
    histories = InformationRequest.history.count()
    approve(change)
    case = InformationRequest.objects.get()
    assert case.due_on == LATER
    assert [row["source"] for row in case.due_explanation if row["reason"] == "closure"] == [
        "Flood"
    ]
    row = InformationRequest.history.first()
    assert InformationRequest.history.count() == histories + 1
    assert (row.due_on, row.history_user_name, row.history_change_reason, row.history_type) == (
        LATER,
        "Head",
        "Notice 12",
        "~",
    )
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.DUE_DATE_MOVED)
    assert (event.actor_name, event.reason) == ("Head", "Notice 12")
    assert event.details == {"from": "2026-12-21", "to": "2026-12-22", "calendar": "cn"}
    assert (change.state, change.total, change.seen, change.moved) == ("finished", 1, 1, 1)


def test_what_does_not_move_gets_no_event_but_the_new_explanation(agency, casework, approve):
    casework.accept()
    approve(propose(agency, DayChange(date(2026, 12, 6), ReasonCode.CLOSURE, "Flood")))
    case = Case.objects.get()
    assert case.due_on == DUE
    assert "Flood" in {row["source"] for row in case.due_explanation}
    assert not CaseEvent.objects.filter(kind=CaseEvent.Kind.DUE_DATE_MOVED).exists()


def test_a_closed_case_never_moves(change, casework, approve):
    casework.accept().assign().draft().propose().clear().answer()
    before = Case.objects.values().get()
    assert list(previewing.moved(change)) == []
    approve(change)
    assert Case.objects.values().get() == before


def test_a_notice_that_makes_a_year_official_makes_due_dates_so(agency, casework, approve):
    casework.accept()
    Case.objects.update(is_provisional=True)
    (move,) = previewing.moved(propose(agency, official_through=date(2027, 12, 31)))
    assert not move.is_provisional
    approve(CalendarChange.objects.get())
    assert not Case.objects.get().is_provisional


def test_another_calendar_moves_nothing(agency, casework):
    other = agency.calendar
    other.pk, other.code = None, "other"
    other.save()
    change = changing.propose(other, [FLOOD], source="Notice 12", by=HEAD)
    assert list(previewing.moved(change)) == []


def test_it_goes_on_where_it_was_interrupted_and_moves_nothing_twice(
    change, casework, approve, monkeypatch
):
    for _number in range(4):
        create_request()
    monkeypatch.setattr(due_dates, "AT_ONCE", 2)
    record, calls = due_dates._record, []

    def interrupted(moved, concerned, **values):
        calls.append(len(moved))
        if len(calls) == 2:
            raise InterruptedError
        record(moved, concerned, **values)

    monkeypatch.setattr(due_dates, "_record", interrupted)
    with pytest.raises(InterruptedError):
        changing.approve(change, by=HEAD)
        running.recompute(change)
    change.refresh_from_db()
    assert (change.state, change.total, change.seen) == ("approved", 5, 2)
    running.recompute(change)
    change.refresh_from_db()
    assert (change.state, change.seen, change.moved) == ("finished", 5, 5)
    moved = CaseEvent.objects.filter(kind=CaseEvent.Kind.DUE_DATE_MOVED)
    assert len(set(moved.values_list("case_id", flat=True))) == moved.count() == 5
    assert set(Case.objects.values_list("due_on", flat=True)) == {LATER}


def test_a_clock_that_can_not_be_read_stays_as_it_is_and_is_named(change, casework, approve):
    casework.accept()
    other = create_request()
    # The agency shortened the extension that it allows after using it.
    casework.case.clockevents.create(
        kind="extend", on=date(2026, 12, 2), amount=30, actor_name="Officer"
    )
    approve(change)
    assert change.state == "finished"
    assert change.failed == 1
    (stored,) = change.problems
    assert (stored["label"], stored["code"]) == (casework.case.number, "extension_too_long")
    with translation.override("en"):
        assert problems.in_words(stored) == (
            f"{casework.case.number}: It was extended by 30; the law allows 20 "
            "(Working days, 第三十三条 / Art. 33)."
        )
    assert Case.objects.get(pk=casework.case.pk).due_on == DUE
    assert Case.objects.get(pk=other.pk).due_on == LATER


def test_its_queries_do_not_grow_with_the_cases(change, django_assert_num_queries):
    for _number in range(3):
        create_request()
    provider = due_dates.CaseDueDates()
    with django_assert_num_queries(9):
        done = provider.recompute(change.concerned, after=0, by=HEAD, reason="Notice 12")
    assert (done.seen, done.moved) == (3, 0)


def test_a_preview_is_kept_until_cases_or_calendar_move_on(change, casework):
    casework.accept()
    previewing.preview(change)
    change.refresh_from_db()
    known = previewing.known_preview(change)
    assert (known.number, known.is_outdated) == (1, False)
    (move,) = known.moves
    assert (move.due_on, move.recomputed_on, move.label) == (DUE, LATER, casework.case.number)
    create_request()
    assert previewing.known_preview(change).is_outdated
    previewing.preview(change)
    change.refresh_from_db()
    assert previewing.known_preview(change).number == 2


def test_a_preview_that_is_known_is_not_counted_twice(change, casework):
    casework.accept()
    previewing.preview(change)
    counted_at = CalendarChange.objects.get().previewed_at
    previewing.preview(CalendarChange.objects.get())
    assert CalendarChange.objects.get().previewed_at == counted_at


def test_a_preview_that_comes_late_leaves_the_decision_alone(change, casework, approve):
    casework.accept()
    slow = CalendarChange.objects.get()
    approve(change)
    previewing.preview(slow)
    change.refresh_from_db()
    assert (change.state, change.preview) == ("finished", None)
