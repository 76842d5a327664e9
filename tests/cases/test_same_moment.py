"""Several people, or several workers, at the same moment: these tests commit what they do."""

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from tests.cases.factories import DUE, HEAD, LATER, create_receipt, propose
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import CaseEvent, ClockEvent, InformationRequest
from wagtail_disclosure.core.calendars import changing
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
    """Case 68."""
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


def test_a_calendar_that_changes_during_a_submission_counts_for_it(agency):
    """Reliability 77: the due date is counted already, and nobody else can see the case yet."""
    assert create_receipt().case.due_on == DUE
    change, cases = propose(agency), []

    def send() -> None:
        try:
            cases.append(create_receipt().case)
        finally:
            connections.close_all()

    def approve() -> None:
        try:
            changing.approve(change, by=HEAD)
        finally:
            connections.close_all()

    sending, approving = threading.Thread(target=send), threading.Thread(target=approve)
    with transaction.atomic():
        # What a submission takes last of all, so that it waits with its due date in hand.
        NumberSeries.objects.select_for_update().get(scope="receipt-2026")
        sending.start()
        wait_for_a_lock()
        approving.start()
        approving.join()
    sending.join()
    submitted = InformationRequest.objects.get(pk=cases[0].pk)
    assert (submitted.due_on, cases[0].due_on) == (LATER, LATER)
    assert submitted.caseevents.filter(kind=CaseEvent.Kind.DUE_DATE_MOVED).count() == 1


def wait_for_a_lock() -> None:
    """Until another connection waits for what this one holds."""
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise TimeoutError("Nobody waits.")
