"""Thirty-two people at the same moment (reliability 68, 71); `make bench-cases` has thousands."""

import pytest
from django.core.management import call_command

from tests.cases.contests import CONTESTS, THREADS, YEAR, at_once, decide_at_once, take_at_once
from tests.cases.factories import create_receipt
from wagtail_disclosure.cases.models import InformationRequest
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import NumberSeries, PublicBody
from wagtail_disclosure.rules.references import format_receipt

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
DECISIONS = 60
NUMBERS = 500


@pytest.fixture
def agency(transactional_db: None) -> PublicBody:
    """Committed: the other threads are to see it."""
    call_command("disclosure_setup", verbosity=0)
    return PublicBody.objects.own()


def numbers_until(last: int) -> list[str]:
    """All numbers of a year, from the first one."""
    about = {"year": YEAR, "orgcode": PublicBody.objects.own().code}
    template = conf.receipt_number_template()
    return [format_receipt(template, serial=serial, **about) for serial in range(1, last + 1)]


def test_contrary_decisions_at_the_same_moment_have_one_winner_each(agency, office, officer):
    """Reliability 68: the others are told that the case moved on, and nothing of theirs is kept."""
    decided = decide_at_once(DECISIONS, office=office, officer=officer)
    assert [problem for each in decided for problem in each.problems()] == []
    assert len(decided) == DECISIONS
    # Otherwise nobody contested anything.
    assert {each.winners[0] for each in decided} > {contest.ways[0] for contest in CONTESTS[2:]}


def test_numbers_are_unique_and_have_no_gaps_under_32_workers(agency):
    """Reliability 71: also where every ninth transaction fails and gives its number back."""
    assert sorted(take_at_once(NUMBERS)) == numbers_until(NUMBERS)
    assert NumberSeries.objects.get(scope="receipt-2026").last == NUMBERS


def test_requests_of_32_visitors_at_the_same_moment_are_numbered_without_gaps(agency):
    """Reliability 71, with everything that a submission writes besides."""
    numbers: list[str] = []

    def send(_thread: int) -> None:
        numbers.append(create_receipt().case.number)

    at_once(send)
    assert sorted(numbers) == numbers_until(THREADS)
    assert InformationRequest.objects.count() == THREADS
