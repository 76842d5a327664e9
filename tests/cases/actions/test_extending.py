"""Extensions (case 73): once, by two people, not too long, not too late."""

from datetime import date

import pytest

from tests.cases.factories import create_officer
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import TimeLimit

ON = date(2026, 12, 10)


@pytest.fixture
def proposed(casework):
    return casework.accept().assign().propose_extension(on=ON)


def test_it_moves_the_due_date_by_as_much_once_it_is_approved(proposed):
    assert proposed.case.due_on == date(2026, 12, 21)
    proposed.approve_extension(on=ON)
    assert proposed.case.due_on == date(2027, 1, 5)
    event = proposed.case.clockevents.last()
    assert (event.kind, event.amount, event.source) == ("extend", 10, "第三十三条 / Art. 33")


def test_who_proposes_does_not_approve(casework, office):
    casework.accept().assign().propose_extension(on=ON, by_other=office)
    with pytest.raises(NotPossible):
        casework.approve_extension(on=ON)
    casework.approve_extension(
        on=ON, by_other=create_officer("chief", casework.case.body.office, group=groups.OFFICE)
    )
    assert casework.case.clockevents.last().kind == "extend"


def test_an_officer_without_that_right_does_not_approve(proposed, officer):
    with pytest.raises(NotAllowed):
        proposed.approve_extension(on=ON, by_other=officer)


def test_there_is_no_second_one(proposed):
    proposed.approve_extension(on=ON)
    with pytest.raises(NotPossible):
        proposed.propose_extension(on=ON)


def test_one_that_was_refused_can_be_proposed_again(proposed):
    proposed._do("refuse_extension", by=proposed.office, on=ON)
    assert proposed.case.due_on == date(2026, 12, 21)
    proposed.propose_extension(on=ON, amount=5).approve_extension(on=ON)
    assert proposed.case.clockevents.last().amount == 5


@pytest.mark.parametrize("amount", [0, 21, 1000])
def test_it_is_no_longer_than_the_law_allows(casework, amount):
    casework.accept().assign()
    with pytest.raises(NotPossible):
        casework.propose_extension(on=ON, amount=amount)
    assert not casework.case.extensions.exists()


def test_what_is_over_is_not_extended(casework, english):
    casework.accept().assign().propose_extension(on=date(2026, 12, 21))
    with pytest.raises(NotPossible, match="2026-12-21"):
        casework.approve_extension(on=date(2026, 12, 22))
    casework.case.refresh_from_db()
    assert casework.case.extensions.get().state == "proposed"
    assert casework.case.due_on == date(2026, 12, 21)


def test_a_law_that_allows_none_has_none(casework):
    TimeLimit.objects.update(extension=0)
    casework.accept().assign()
    with pytest.raises(NotPossible):
        casework.propose_extension(on=ON)


def test_while_others_are_asked_there_is_nothing_to_extend(casework):
    casework.accept().assign().consult(on=ON)
    with pytest.raises(NotPossible):
        casework.propose_extension(on=ON)
