"""How often something may be tried within an hour."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from wagtail_disclosure.cases.models import AddressTries, LookupTries

BEGUN_AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def tries_of_three(settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "LOOKUP_TRIES_PER_HOUR": 3}


def take_at(moment: datetime, number: str = "R20260000011") -> bool:
    return LookupTries.take(number, at=moment)


def test_as_many_are_left_as_the_hour_has_and_each_number_has_its_own(db, tries_of_three):
    assert [take_at(BEGUN_AT) for _try in range(5)] == [True, True, True, False, False]
    assert take_at(BEGUN_AT, "R20260000028")


def test_the_hour_counts_from_the_first_try_and_the_next_one_begins_anew(db, tries_of_three):
    later = BEGUN_AT + timedelta(minutes=59)
    assert [take_at(BEGUN_AT), *(take_at(later) for _try in range(3))] == [True, True, True, False]
    over = BEGUN_AT + timedelta(hours=1)
    assert [take_at(over) for _try in range(4)] == [True, True, True, False]
    assert LookupTries.objects.get().first_at == over


def test_what_is_left_of_hours_before_goes_with_the_first_try_of_an_hour(db, tries_of_three):
    take_at(BEGUN_AT)
    take_at(BEGUN_AT + timedelta(minutes=30), "R20260000028")
    take_at(BEGUN_AT + timedelta(minutes=70), "R20260000035")
    assert LookupTries.objects.count() == 2


def test_a_try_that_was_right_is_given_back(db, tries_of_three):
    for _try in range(9):
        assert take_at(BEGUN_AT)
        LookupTries.give_back("R20260000011")


def test_no_try_at_all_is_none(db, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "LOOKUP_TRIES_PER_HOUR": 0}
    assert not take_at(BEGUN_AT)


def test_a_further_try_takes_one_statement(db):
    assert AddressTries.take("submit:203.0.113.7", at=BEGUN_AT)
    with CaptureQueriesContext(connection) as captured:
        assert AddressTries.take("submit:203.0.113.7", at=BEGUN_AT)
    assert len(captured) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_row_that_somebody_else_has_in_hand_is_not_waited_for():
    """Two who each waited for the other's row would wait for ever."""
    for number in ("one", "other"):
        take_at(BEGUN_AT, number)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            digest = LookupTries._digest("other")
            LookupTries.objects.select_for_update().get(number_digest=digest)
            held.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(30)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            assert take_at(BEGUN_AT + timedelta(hours=2), "one")
    finally:
        done.set()
        other.join()
    assert LookupTries.objects.count() == 2
