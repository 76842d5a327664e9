"""Fees: counted by the rules, one notice a case, nothing counts until it is paid."""

from datetime import date

import pytest

from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import FeeNotice
from wagtail_disclosure.core.models import PauseCause

ON = date(2026, 11, 25)


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


@pytest.mark.parametrize(
    ("basis", "count", "amount"), [("pages", 50, 200), ("cases", 12, 100), ("pages", 201, 2740)]
)
def test_the_rules_say_what_it_costs(begun, basis, count, amount):
    begun.charge(basis=basis, count=count, on=ON)
    assert FeeNotice.objects.get().amount == amount


@pytest.mark.parametrize(("basis", "count"), [("pages", 30), ("cases", 10)])
def test_what_is_free_is_not_charged(begun, basis, count):
    with pytest.raises(NotPossible):
        begun.charge(basis=basis, count=count, on=ON)
    begun.case.refresh_from_db()
    assert begun.case.state == "in_progress"


def test_the_clock_stands_still_until_it_is_paid(begun):
    begun.charge(on=ON)
    assert begun.case.due_on is None
    begun.record_payment(on=date(2026, 12, 2))
    assert (begun.case.state, begun.case.due_on) == ("in_progress", date(2026, 12, 28))
    assert FeeNotice.objects.get().is_paid


def test_there_is_one_notice(begun):
    begun.charge(on=ON).record_payment(on=ON)
    with pytest.raises(NotPossible):
        begun.charge(on=ON)


def test_unpaid_for_twenty_working_days_ends_the_case(begun, english):
    begun.charge(on=ON)
    with pytest.raises(NotPossible, match="2026-12-23"):
        begun.abandon(on=date(2026, 12, 23))
    begun.abandon(on=date(2026, 12, 24))
    assert (begun.case.state, begun.case.outcome.code) == ("abandoned", "fee-unpaid")
    assert not FeeNotice.objects.get().is_paid


def test_a_law_without_fees_has_none(begun):
    PauseCause.objects.filter(code="fee-notice").delete()
    with pytest.raises(NotPossible):
        begun.charge(on=ON)
