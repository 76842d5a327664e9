"""Reliability 83: table three equals a recount, adds up, and a past year stays what it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.annual_report.lives import Lives, by_hand
from tests.cases.factories import Casework, create_request
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.annual_report import counting
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.rules.annual_report import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    HANDLED,
    NEW,
    TABLE_THREE,
    TOTAL,
    cross_foots,
)

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
YEARS = (2024, 2025, 2026)


def request_on(*, on: date, kind: str = "person") -> Any:
    at = datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC)
    return create_request(at=at, applicant_kind=kind)


@pytest.fixture
def received(office, officer):
    """A case received on a day, ready to be worked on."""

    def received(on: date, **values: Any) -> Casework:
        return Casework(request_on(on=on, **values), office=office, officer=officer).accept(on=on)

    return received


def answered(work: Casework, *, on: date, code: str = "granted") -> Casework:
    outcome = Outcome.objects.get(law=work.case.law, code=code)
    work.assign(on=on).draft(outcome=outcome, on=on).propose(on=on).clear(on=on)
    return work.answer(on=on)


def rows(agency, year: int) -> dict[str, int]:
    """The numbers of the column for all, those that are not 0."""
    cells = counting.count(agency, year)
    return {row: number for (row, column), number in cells.items() if column == TOTAL}


@pytest.mark.parametrize("seed", range(4))
def test_random_lives_are_counted_as_by_hand_and_last_years_table_stays(
    seed, agency, office, officer
):
    """Case 83: equals a recount, cross-foots in every column, and is reproducible."""
    lives = Lives(seed, office=office, officer=officer, request=request_on)
    lives.live(25, first=FIRST, last=date(2026, 6, 30))

    for year in YEARS:
        assert counting.count(agency, year) == by_hand(year)
        assert cross_foots(TABLE_THREE, counting.count(agency, year)) == ()
    before = counting.count(agency, 2024), counting.count(agency, 2025)

    lives.reopen_some(on=date(2026, 7, 1))
    lives.close_open_ones(on=date(2026, 8, 1))
    lives.live(5, first=date(2026, 8, 1), last=LAST)

    assert (counting.count(agency, 2024), counting.count(agency, 2025)) == before
    assert counting.count(agency, 2026) == by_hand(2026)
    assert cross_foots(TABLE_THREE, counting.count(agency, 2026)) == ()


@pytest.mark.parametrize("seed", range(2))
def test_what_is_carried_forward_is_what_the_next_year_carries_over(seed, agency, office, officer):
    lives = Lives(seed + 100, office=office, officer=officer, request=request_on)
    lives.live(20, first=FIRST, last=LAST)

    for year in YEARS[:-1]:
        then, next_year = counting.count(agency, year), counting.count(agency, year + 1)
        for column in ("person", "business", "other", TOTAL):
            assert then[CARRIED_FORWARD, column] == next_year[CARRIED_OVER, column]


def test_every_number_is_that_of_the_cases_behind_it(agency, office, officer):
    lives = Lives(7, office=office, officer=officer, request=request_on)
    lives.live(20, first=FIRST, last=LAST)

    for year in YEARS:
        cells = counting.count(agency, year)
        for row, column in TABLE_THREE.cells():
            cases = counting.cases_in(agency, year, row=row, column=column)
            assert cases.count() == cells[row, column]


def test_a_case_opened_again_in_a_later_year_is_not_counted_twice(agency, received):
    work = answered(received(date(2025, 3, 3)), on=date(2025, 3, 20))
    work.reopen(on=date(2026, 2, 2))

    assert rows(agency, 2025) == {NEW: 1, "3-1": 1, HANDLED: 1}
    assert rows(agency, 2026) == {}
    answered(work, on=date(2026, 3, 3), code="not-held")
    assert rows(agency, 2026) == {}


def test_a_case_opened_again_in_the_same_year_counts_as_it_ended_last(agency, received):
    work = answered(received(date(2025, 3, 3)), on=date(2025, 3, 20))
    work.reopen(on=date(2025, 6, 2))
    assert rows(agency, 2025) == {NEW: 1, CARRIED_FORWARD: 1}

    answered(work, on=date(2026, 3, 3), code="not-held")

    assert rows(agency, 2025) == {NEW: 1, CARRIED_FORWARD: 1}
    assert rows(agency, 2026) == {CARRIED_OVER: 1, "3-4-1": 1, HANDLED: 1}


def test_the_last_day_of_a_year_belongs_to_it(agency, received):
    work = received(date(2025, 12, 31))
    work.withdraw(on=date(2025, 12, 31))
    received(date(2026, 1, 1))

    assert rows(agency, 2025) == {NEW: 1, "3-6-3": 1, HANDLED: 1}
    assert rows(agency, 2026) == {NEW: 1, CARRIED_FORWARD: 1}


def test_what_waits_for_its_receipt_is_not_received_yet(agency, office, officer):
    work = Casework(request_on(on=date(2025, 12, 30)), office=office, officer=officer)
    assert rows(agency, 2025) == {}

    work.accept(on=date(2026, 1, 5))

    assert rows(agency, 2025) == {}
    assert rows(agency, 2026) == {NEW: 1, CARRIED_FORWARD: 1}


def test_what_ends_before_receipt_is_confirmed_counts_on_the_day_it_ended(agency, office, officer):
    work = Casework(request_on(on=date(2025, 12, 30)), office=office, officer=officer)
    work.withdraw(on=date(2026, 1, 5))

    assert rows(agency, 2025) == {}
    assert rows(agency, 2026) == {NEW: 1, "3-6-3": 1, HANDLED: 1}


def test_a_part_counts_from_the_day_on_which_it_was_split_off(agency, received):
    work = received(date(2025, 12, 1), kind="business")
    before = counting.count(agency, 2025)

    work.split(on=date(2026, 1, 8))

    assert counting.count(agency, 2025) == before
    assert rows(agency, 2026) == {CARRIED_OVER: 1, NEW: 1, CARRIED_FORWARD: 2}
    assert counting.count(agency, 2026)[NEW, "business"] == 1


def test_a_joined_case_has_a_row_of_its_own(agency, received):
    received(date(2025, 3, 3)).join(into=received(date(2025, 3, 4)).case, on=date(2025, 3, 5))

    assert rows(agency, 2025) == {NEW: 2, "3-6-3": 1, HANDLED: 1, CARRIED_FORWARD: 1}


def test_passed_on_and_given_up_cases_count_in_the_rows_of_their_outcomes(agency, received):
    received(date(2025, 3, 3)).transfer(on=date(2025, 3, 4))
    work = received(date(2025, 3, 3)).request_correction(on=date(2025, 3, 3))
    work.abandon(on=date(2025, 6, 3))

    assert rows(agency, 2025) == {NEW: 2, "3-4-1": 1, "3-6-1": 1, HANDLED: 2}


def test_an_outcome_without_a_row_keeps_the_table_from_adding_up(agency, received):
    answered(received(date(2025, 3, 3)), on=date(2025, 3, 20))
    Outcome.objects.filter(code="granted").update(report_row="")

    assert cross_foots(TABLE_THREE, counting.count(agency, 2025)) != ()
    found = counting.cases_in(agency, 2025, row=counting.NO_ROW, column=TOTAL)
    assert list(found) == list(Case.objects.all())


def test_an_applicant_of_unknown_kind_keeps_the_table_from_adding_up(agency, received):
    work = received(date(2025, 3, 3), kind="something of an agency's own form")
    assert work.case.applicant_kind == ""
    assert cross_foots(TABLE_THREE, counting.count(agency, 2025)) != ()
    found = counting.cases_in(agency, 2025, row=TOTAL, column=counting.NO_COLUMN)
    assert list(found) == list(Case.objects.all())

    actions.classify_applicant(
        work.case, kind="research", by=work.office, reason="letterhead", on=date(2025, 3, 9)
    )

    assert cross_foots(TABLE_THREE, counting.count(agency, 2025)) == ()
    assert counting.count(agency, 2025)[NEW, "research"] == 1


def test_a_part_keeps_the_kind_of_its_applicant(received):
    work = received(date(2025, 3, 3), kind="legal_service").split(on=date(2025, 3, 4))

    assert work.case.links.get().other.applicant_kind == "legal_service"


@pytest.mark.parametrize(("row", "column"), [("3-9", TOTAL), (NEW, "nobody"), ("", "")])
def test_behind_what_is_no_cell_is_nothing(agency, received, row, column):
    received(date(2025, 3, 3))

    assert not counting.cases_in(agency, 2025, row=row, column=column).exists()


def test_however_many_cases_there_are_two_queries_count_them(agency, office, officer):
    lives = Lives(3, office=office, officer=officer, request=request_on)
    for _turn in range(2):
        lives.live(5, first=FIRST, last=LAST)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            counting.count(agency, 2026)
        assert len(queries) == 2
