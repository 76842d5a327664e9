"""Registering: received by the law of the channel, once, and backdated only on the record."""

from datetime import UTC, date, datetime

import pytest

from tests.cases.factories import ANSWERS, SUBMITTED_AT
from tests.cases.registration.desks import (
    FRIDAY,
    TODAY,
    create_clerk,
    create_registered,
    create_window,
)
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import FormUsedAlready, NotAllowed
from wagtail_disclosure.cases.intake.secrets import new_token
from wagtail_disclosure.cases.models import (
    ApplicantIdentity,
    CaseEvent,
    InformationRequest,
    Registration,
)
from wagtail_disclosure.cases.registration.registering import (
    NotYourWindow,
    ReasonMissing,
    TooLate,
)
from wagtail_disclosure.core.models import ReceiptRule, TimeLimit
from wagtail_disclosure.rules.receipt import NotAsked, NotYet


def kinds(case) -> list[str]:
    return [event.kind for event in case.caseevents.all()]


def test_what_is_handed_in_is_received_at_once(window, clerk):
    receipt = create_registered(window, clerk, is_oral=True, paper_count=2)
    case = InformationRequest.objects.get()
    assert (case.state, case.received_on, case.is_provisional) == ("accepted", TODAY, False)
    assert (case.due_on, case.window) == (date(2026, 12, 21), window)
    assert [(event.kind, event.on) for event in case.clockevents.all()] == [("start", TODAY)]
    assert case.clockevents.get().source.endswith("Art. 31(1)")
    assert kinds(case) == ["submitted", "accepted"]
    assert {event.actor_name for event in case.caseevents.all()} == {"Clerk"}
    assert case.history.get().history_user_name == "Clerk"
    registration = Registration.objects.get()
    assert (registration.is_oral, registration.paper_count) == (True, 2)
    assert (registration.registered_at, registration.registered_by_name) == (SUBMITTED_AT, "Clerk")
    assert len(receipt.secret.replace("-", "")) == 13


def test_what_is_said_is_sealed_like_what_is_sent(window, clerk):
    case = create_registered(window, clerk).case
    assert ApplicantIdentity.objects.get(case=case).unseal()["applicant_name"] == "Li Ming"
    assert case.casecontent.unseal()["description"] == ANSWERS["description"]


def test_a_letter_that_was_signed_for_is_received_that_day(post, office):
    case = create_registered(post, office, arrived_on=TODAY, signed_on=TODAY).case
    assert (case.state, case.received_on) == ("accepted", TODAY)
    assert case.clockevents.get().source.endswith("Art. 31(2)")


def test_a_plain_letter_waits_for_confirmation(post, office):
    case = create_registered(post, office, arrived_on=FRIDAY).case
    assert (case.state, case.submitted_on, case.received_on) == ("submitted", FRIDAY, FRIDAY)
    assert case.is_provisional
    assert not case.clockevents.exists()
    assert kinds(case) == ["submitted"]
    actions.accept(case, by=office, reason="Called the applicant", on=TODAY)
    case.refresh_from_db()
    assert (case.state, case.received_on) == ("accepted", TODAY)


def test_a_mail_that_was_confirmed_is_received_on_that_day(agency, office):
    mail = create_window("mail", "email")
    case = create_registered(mail, office, arrived_on=FRIDAY, confirmed_on=TODAY).case
    assert (case.state, case.received_on, case.submitted_on) == ("accepted", TODAY, FRIDAY)


def test_where_the_law_says_nothing_handing_in_is_receipt(window, clerk):
    ReceiptRule.objects.all().delete()
    assert create_registered(window, clerk).case.state == "accepted"


def test_a_double_click_gives_one_case_and_the_same_receipt(window, clerk):
    """Case 53."""
    token = new_token()
    first = create_registered(window, clerk, token=token)
    second = create_registered(window, clerk, token=token)
    assert (first.case.pk, first.secret) == (second.case.pk, second.secret)
    case = InformationRequest.objects.get()
    assert (Registration.objects.count(), case.clockevents.count()) == (1, 1)


@pytest.mark.parametrize("other", [{"is_oral": True}, {"answers": {"description": "Another"}}])
def test_the_same_page_registers_nothing_else(window, clerk, other):
    token = new_token()
    create_registered(window, clerk, token=token)
    with pytest.raises(FormUsedAlready):
        create_registered(window, clerk, token=token, **other)
    assert InformationRequest.objects.count() == 1


def test_a_day_before_today_is_a_decision_on_the_record(window, clerk):
    """Case 75."""
    with pytest.raises(ReasonMissing):
        create_registered(window, clerk, arrived_on=FRIDAY)
    case = create_registered(window, clerk, arrived_on=FRIDAY, reason="The line was down").case
    assert (case.received_on, case.due_on) == (FRIDAY, date(2026, 12, 18))
    event = case.caseevents.get(kind=CaseEvent.Kind.RECEIPT_BACKDATED)
    assert (event.actor_name, event.reason) == ("Clerk", "The line was down")
    assert event.details == {"received": "2026-11-20", "registered": "2026-11-23"}


def test_today_is_no_decision(window, clerk):
    assert "receipt_backdated" not in kinds(create_registered(window, clerk).case)


def test_a_request_of_weeks_ago_is_registered_by_the_office_only(window, clerk, office):
    """Case 75: the seven working days of Art. 30 are over on 12 November and not on the 13th."""
    late = {"reason": "Found in a drawer"}
    create_registered(window, clerk, arrived_on=date(2026, 11, 12), **late)
    with pytest.raises(TooLate):
        create_registered(window, clerk, arrived_on=date(2026, 11, 11), **late)
    case = create_registered(window, office, arrived_on=date(2026, 11, 11), **late).case
    assert "receipt_backdated" in kinds(case)


def test_without_a_term_for_corrections_a_clerk_backdates_nothing(window, clerk):
    TimeLimit.objects.filter(code="correction-notice").delete()
    with pytest.raises(TooLate):
        create_registered(window, clerk, arrived_on=FRIDAY, reason="The line was down")


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 16, 0, 0, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_today_is_that_of_the_agency_wherever_the_worker_is(window, clerk, settings, moment, today):
    """Case 76: one second before midnight, and midnight, of a worker that lives in UTC."""
    settings.TIME_ZONE = "UTC"
    settings.WAGTAIL_DISCLOSURE = {
        **settings.WAGTAIL_DISCLOSURE,
        "TIME_ZONE": "Asia/Shanghai",
    }
    case = create_registered(window, clerk, at=moment, arrived_on=today).case
    assert (case.received_on, case.submitted_on, case.submitted_at) == (today, today, moment)
    assert "receipt_backdated" not in kinds(case)
    with pytest.raises(NotYet):
        create_registered(window, clerk, at=moment, arrived_on=date(2026, 11, 25))


def test_nobody_confirms_what_was_handed_in(window, clerk):
    with pytest.raises(NotAsked):
        create_registered(window, clerk, confirmed_on=TODAY)


def test_a_clerk_registers_at_their_own_window_only(window, clerk, post):
    with pytest.raises(NotYourWindow):
        create_registered(post, clerk)
    with pytest.raises(NotYourWindow):
        create_registered(window, create_clerk("other", post))
    window.is_active = False
    window.save()
    with pytest.raises(NotYourWindow):
        create_registered(window, clerk)


def test_the_office_registers_at_every_window_and_an_officer_of_a_unit_at_none(
    window, office, officer
):
    create_registered(window, office)
    with pytest.raises(NotYourWindow):
        create_registered(window, officer)


def test_a_clerk_decides_nothing(window, clerk, officer):
    case = create_registered(window, clerk).case
    with pytest.raises(NotAllowed):
        actions.assign(case, to=officer, by=clerk, reason="Mine", on=TODAY)
    with pytest.raises(NotAllowed):
        actions.reveal_applicant(case, by=clerk, purpose="Curious", on=TODAY)
