"""Table four: reconsideration and litigation, by the year of the result."""

from datetime import date

import pytest

from tests.cases.factories import Casework
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.annual_report import challenges
from wagtail_disclosure.cases.models import Challenge
from wagtail_disclosure.rules.annual_report import CHALLENGES, TABLE_FOUR, cross_foots


@pytest.fixture
def challenged(casework):
    """The case with a challenge from one day, and its result on another."""
    casework.accept()

    def challenged(kind: str, on: date, *, result: str = "", ended_on: date | None = None):
        casework.register_challenge(kind=kind, on=on)
        if result:
            about = {"by": casework.office, "reason": "judgment", "on": ended_on}
            challenge = Challenge.objects.order_by("pk").last()
            actions.end_challenge(casework.case, challenge=challenge, result=result, **about)
        return casework

    return challenged


def numbers(agency, year: int) -> dict[str, int]:
    return {column: number for (_row, column), number in challenges.count(agency, year).items()}


def test_a_result_counts_in_its_year_and_before_it_is_pending(agency, challenged):
    """Case 83: also table four of a past year stays what it was."""
    challenged("reconsideration", date(2026, 12, 1))
    assert numbers(agency, 2026) == {"reconsideration-pending": 1, "reconsideration-total": 1}

    case = challenged("litigation", date(2026, 12, 2), result="upheld", ended_on=date(2027, 2, 1))

    assert numbers(agency, 2026) == {
        "reconsideration-pending": 1,
        "reconsideration-total": 1,
        "litigation-pending": 1,
        "litigation-total": 1,
    }
    assert numbers(agency, 2027)["litigation-upheld"] == 1
    assert "litigation-total" not in numbers(agency, 2028)
    found = challenges.cases_in(agency, 2027, row=CHALLENGES, column="litigation-upheld")
    assert [each.pk for each in found] == [case.case.pk]


def test_the_groups_add_up(agency, challenged):
    challenged("reconsideration", date(2026, 12, 1), result="other", ended_on=date(2026, 12, 9))
    day, decided_on = date(2026, 12, 10), date(2026, 12, 20)
    challenged("litigation-after", day, result="corrected", ended_on=decided_on)
    challenged("litigation-after", date(2026, 12, 11))

    assert cross_foots(TABLE_FOUR, challenges.count(agency, 2026)) == ()
    assert numbers(agency, 2026)["litigation-after-total"] == 2


def test_what_is_no_reconsideration_and_no_litigation_is_no_part_of_it(agency, challenged):
    challenged("complaint", date(2026, 12, 1))

    assert numbers(agency, 2026) == {}


def test_behind_what_is_no_cell_is_nothing(agency, challenged):
    work: Casework = challenged("litigation", date(2026, 12, 1))

    for row, column in [("", "litigation-total"), (CHALLENGES, "litigation"), (CHALLENGES, "x")]:
        assert not challenges.cases_in(agency, 2026, row=row, column=column).exists()
    found = challenges.cases_in(agency, 2026, row=CHALLENGES, column="litigation-total")
    assert found.get().pk == work.case.pk
