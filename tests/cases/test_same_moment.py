"""Several people, or several workers, at the same moment: these tests commit what they do."""

import threading

import pytest
from django.core.management import call_command
from django.db import connections

from tests.cases.factories import create_receipt
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import ClockEvent, InformationRequest
from wagtail_disclosure.core.models import NumberSeries, PublicBody

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def agency(transactional_db: None) -> PublicBody:
    """Committed: the other threads are to see it."""
    call_command("disclosure_setup", verbosity=0)
    return PublicBody.objects.own()


def test_a_double_click_on_two_workers_is_one_case(agency):
    token = secrets.new_token()
    receipts = []

    def click() -> None:
        try:
            receipts.append(create_receipt(token=token))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _click in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(receipt.case.number, receipt.secret) for receipt in receipts}) == 1
    assert len(receipts) == 6
    assert InformationRequest.objects.count() == 1
    # The losers gave their numbers back.
    assert NumberSeries.objects.get(scope="receipt-2026").last == 1


def test_two_people_deciding_at_the_same_moment_have_one_winner(case, office):
    outcomes = []

    def decide(number: int) -> None:
        try:
            actions.accept(case, by=office, reason=f"{number}", on=case.received_on, version=1)
            outcomes.append("won")
        except CaseMovedOn:
            outcomes.append("lost")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost"] * 5 + ["won"]
    assert ClockEvent.objects.filter(case=case).count() == 1
    assert case.history.count() == 2
