"""Serving a letter: how, on which day, and what was sent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cases.letters.factories import write
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.letters.delivering import record_delivery
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import CaseEvent, CaseFile, LetterDelivery


def test_by_post_the_day_of_posting_counts(letter, officer):
    posted_on = letter.on + timedelta(1)
    record_delivery(letter, how="post", on=posted_on, by=officer, tracking=" EMS1 ")

    assert letter.served_on == posted_on
    delivery = LetterDelivery.objects.get()
    assert (delivery.tracking, delivery.actor_id) == ("EMS1", officer.pk)
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.LETTER_DELIVERED)
    assert (event.on, event.details["how"]) == (posted_on, "post")


def test_by_post_without_a_tracking_number_nothing_is_proved(letter, officer):
    with pytest.raises(NotPossible):
        record_delivery(letter, how="post", on=letter.on, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterDelivery.objects.create(letter=letter, how="post", on=letter.on)


def test_a_letter_is_served_on_the_first_of_its_deliveries(letter, officer):
    assert letter.served_on is None
    for how, days in (("collected", 3), ("online", 1), ("email", 2)):
        record_delivery(letter, how=how, on=letter.on + timedelta(days), by=officer)
    assert letter.served_on == letter.on + timedelta(1)


def test_it_is_not_served_before_it_was_written(letter, officer):
    with pytest.raises(NotPossible):
        record_delivery(letter, how="online", on=letter.on - timedelta(1), by=officer)


def test_a_sheet_for_the_file_is_not_delivered(case, officer):
    sheet = write(case, by=officer, kind=LetterKind.REGISTRATION)
    with pytest.raises(NotPossible):
        record_delivery(sheet, how="online", on=sheet.on, by=officer)


@pytest.mark.skipif(not rendering.PDF.is_available, reason="without the extra [pdf]")
def test_what_was_sent_is_kept_once_and_encrypted(letter, officer):
    first = record_delivery(letter, how="online", on=letter.on, by=officer)
    second = record_delivery(letter, how="collected", on=letter.on, by=officer)

    kept = CaseFile.objects.get()
    assert first.file == second.file == kept
    assert (kept.role, kept.name) == ("letter", f"{letter.number}.pdf")
    assert b"".join(kept.chunks()).startswith(b"%PDF-")
    with kept.file.open("rb") as sealed:
        assert not sealed.read().startswith(b"%PDF-")
