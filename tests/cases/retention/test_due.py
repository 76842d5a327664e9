"""Which cases a retention rule reaches, and what holds it up (reliability 81)."""

from datetime import timedelta

import pytest

from tests.cases.factories import Casework, create_request
from tests.cases.retention.conftest import LATER, days_after, send_mails
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import OutgoingMail
from wagtail_disclosure.cases.retention.due import due, rules_in_order
from wagtail_disclosure.core.models import Law


def reached(on):
    return [(found.number, found.rule.stage) for found in due(on=on)]


def test_without_a_rule_nothing_is_ever_destroyed(ended):
    assert reached(LATER) == []


def test_a_rule_reaches_a_case_on_its_day_and_not_before(ended, rule):
    rule("contact", 30)
    assert reached(days_after(ended.case, 29)) == []
    assert reached(days_after(ended.case, 30)) == [(ended.case.number, "contact")]
    (found,) = due(on=LATER)
    assert found.from_day == days_after(ended.case, 30)
    assert str(found).startswith(f"{ended.case.number}: ")


@pytest.mark.parametrize(
    "state", ["submitted", "accepted", "in_progress", "awaiting_correction", "answer_in_review"]
)
def test_what_is_open_is_never_reached(casework, rule, state):
    rule("content")
    casework.reach(state)
    assert reached(LATER) == []


@pytest.mark.parametrize("state", ["abandoned", "withdrawn", "transferred"])
def test_what_ended_in_another_way_is_reached_as_well(casework, rule, state):
    rule("content")
    casework.reach(state)
    send_mails()
    assert (casework.case.number, "content") in reached(LATER)


def test_what_was_joined_with_another_case_waits_for_the_end_of_that(
    casework, rule, office, officer
):
    rule("contact", 30)
    other = Casework(create_request(), office=office, officer=officer)
    casework.join(into=other.case)
    send_mails()
    assert reached(LATER) == []
    ends_on = days_after(casework.case, 100)
    other.withdraw(on=ends_on)
    send_mails()
    assert casework.case.number not in dict(reached(ends_on + timedelta(days=29)))
    assert casework.case.number in dict(reached(ends_on + timedelta(days=30)))


def test_a_case_that_was_reopened_is_not_reached(ended, rule):
    rule("content")
    ended.reopen()
    assert reached(LATER) == []


def test_a_case_under_a_legal_hold_is_not_reached_until_it_is_lifted(ended, rule, office):
    rule("content")
    on = ended.case.closed_on
    actions.hold(ended.case, authority="Court", by=office, reason="Trial", on=on)
    assert reached(LATER) == []
    actions.lift_hold(ended.case, by=office, reason="Trial ended", on=on)
    assert reached(LATER) == [(ended.case.number, "content")]


def test_a_challenge_holds_it_up_and_time_counts_from_its_result(ended, rule, office):
    rule("content", 30)
    ended.register_challenge(on=ended.case.closed_on)
    assert reached(LATER) == []
    result_on = days_after(ended.case, 100)
    challenge = ended.case.challenges.get()
    actions.end_challenge(
        ended.case, challenge=challenge, result="upheld", by=office, reason="Told", on=result_on
    )
    assert reached(result_on + timedelta(days=29)) == []
    (found,) = due(on=result_on + timedelta(days=30))
    assert found.from_day == result_on + timedelta(days=30)


def test_a_mail_that_waits_holds_it_up(ended, rule):
    rule("contact")
    assert reached(LATER) != []
    OutgoingMail.objects.filter(case=ended.case).update(
        state=OutgoingMail.State.WAITING, sent_at=None
    )
    assert reached(LATER) == []


def test_the_rule_of_another_law_reaches_nothing(ended, rule):
    other = Law.objects.exclude(pk=ended.case.law_id).first()
    if other is None:
        other = Law.objects.create(code="other", name={"en": "Another law"}, citation="Act 1")
    rule("content", law=other)
    assert reached(LATER) == []


def test_earlier_stages_come_first_whenever_their_rules_were_made(rule):
    made = [rule("content", 3), rule("contact", 2), rule("identity_document", 1)]
    assert rules_in_order() == made[::-1]


def test_many_cases_are_asked_for_in_portions(ended, rule, monkeypatch, office, officer):
    monkeypatch.setattr("wagtail_disclosure.cases.retention.due.AT_A_TIME", 2)
    rule("content")
    others = [
        Casework(create_request(), office=office, officer=officer).reach("withdrawn").case
        for _ in range(4)
    ]
    send_mails()
    numbers = [number for number, _stage in reached(LATER)]
    assert numbers == [ended.case.number, *(case.number for case in others)]
