"""Placing and lifting a legal hold."""

import pytest

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import CaseEvent


def place(case, by, **values):
    values = {"authority": "Court", "reason": "Trial", "on": case.received_on, **values}
    return actions.hold(case, by=by, **values)


def test_a_hold_is_on_the_record_with_who_asked_for_it(casework, office):
    held = place(casework.case, office)
    assert held.history.get().history_user_name == str(office)
    assert held.history.get().history_change_reason == "Trial"
    assert casework.case.caseevents.filter(kind=CaseEvent.Kind.HELD).count() == 1


def test_one_hold_at_a_time(casework, office):
    place(casework.case, office)
    with pytest.raises(CaseMovedOn):
        place(casework.case, office)


def test_after_one_was_lifted_another_can_be_placed(casework, office):
    place(casework.case, office)
    actions.lift_hold(casework.case, by=office, reason="Over", on=casework.case.received_on)
    place(casework.case, office)
    assert casework.case.legalholds.count() == 2


def test_what_is_not_held_can_not_be_lifted(casework, office):
    with pytest.raises(CaseMovedOn):
        actions.lift_hold(casework.case, by=office, reason="Over", on=casework.case.received_on)


def test_it_is_not_lifted_before_it_was_placed(casework, office):
    place(casework.case, office, on=casework.case.received_on.replace(day=28))
    with pytest.raises(NotPossible):
        actions.lift_hold(casework.case, by=office, reason="Over", on=casework.case.received_on)


def test_whoever_works_on_a_case_may_hold_it_and_only_the_office_lifts_it(
    casework, officer, office
):
    casework.accept().assign()
    place(casework.case, officer)
    with pytest.raises(NotAllowed):
        actions.lift_hold(casework.case, by=officer, reason="Over", on=casework.case.received_on)
    actions.lift_hold(casework.case, by=office, reason="Over", on=casework.case.received_on)


def test_an_outsider_may_neither(casework, outsider):
    with pytest.raises(NotAllowed):
        place(casework.case, outsider)
