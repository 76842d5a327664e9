"""Letters that somebody decides to write: reasons asked for, and who objected told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.cases.factories import Casework
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import CaseEvent, Consultation, Letter, OutgoingMail

ON = date(2026, 12, 2)
TOLD = {"information": "The map of 2025", "reasons": "The public needs to know.", "reason": "r"}


@pytest.fixture
def objected(casework) -> Casework:
    return casework.accept().assign().consult().end_consultation(response="objects", on=ON)


def inform(work, **values):
    about = {"consultation": Consultation.objects.get(), "by": work.officer, "on": ON, **TOLD}
    return actions.inform_objector(work.case, **{**about, **values})


def test_who_objected_is_told_what_is_disclosed_and_why_and_not_to_whom(objected):
    """OGI Art. 32: in writing, the content and the reasons."""
    letter = inform(objected)
    assert (letter.kind, letter.recipient) == ("disclosure_notice", "third_party")
    assert "The map of 2025" in letter.text.body and "needs to know" in letter.text.body
    assert letter.text.addressee == "Waterworks Ltd."
    assert "Li Ming" not in letter.text.body
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.LETTER_WRITTEN, details__letter=letter.pk.hex)
    assert (event.reason, event.actor_name) == ("r", "officer")


@pytest.mark.parametrize("field", ["information", "reasons"])
def test_words_that_say_who_applied_are_refused(objected, field):
    letters = Letter.objects.count()
    with pytest.raises(ValidationError):
        inform(objected, **{field: "As Li Ming wanted"})
    assert Letter.objects.count() == letters


@pytest.mark.parametrize("response", ["agrees", "silent"])
def test_who_did_not_object_is_not_told(casework, response):
    work = casework.accept().assign().consult()
    work.end_consultation(response=response, on=date(2026, 12, 31))
    with pytest.raises(NotPossible):
        inform(work)


def test_another_unit_tells_nobody(objected, outsider):
    with pytest.raises(NotAllowed):
        inform(objected, by=outsider)


def test_reasons_are_asked_for_and_the_clock_goes_on(casework):
    """OGI Art. 35."""
    work = casework.accept().assign()
    due, mails = work.case.due_on, OutgoingMail.objects.count()
    letter = actions.ask_reasons(
        work.case, reply_by=date(2026, 12, 9), by=work.officer, reason="40 requests", on=ON
    )
    assert letter.kind == "ask_reasons" and "2026年12月9日" in letter.text.body
    assert OutgoingMail.objects.count() == mails + 1
    work.case.refresh_from_db()
    assert work.case.due_on == due


def test_a_reply_is_not_asked_for_on_the_same_day(casework):
    work = casework.accept().assign()
    with pytest.raises(NotPossible):
        actions.ask_reasons(work.case, reply_by=ON, by=work.officer, reason="r", on=ON)


def test_of_a_case_that_ended_no_reasons_are_asked(casework):
    work = casework.accept().withdraw()
    with pytest.raises(CaseMovedOn):
        actions.ask_reasons(
            work.case, reply_by=date(2026, 12, 9), by=work.office, reason="r", on=ON
        )


def test_the_workspace_offers_them_where_they_fit(client, objected):
    client.force_login(objected.officer)
    address = reverse("disclosure_cases:workspace", args=[objected.case.pk])
    page = client.get(address).content.decode()
    for step in ("inform-objector", "ask-reasons"):
        assert reverse("disclosure_cases:step", args=[objected.case.pk, step]) in page
