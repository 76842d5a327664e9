"""Mails go out, however long the server is down, and no address is left behind anywhere."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.cases.factories import SUBMITTED_AT, create_receipt, create_request
from tests.cases.letters.factories import write
from tests.cases.outbox.servers import Server
from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.models import CaseEvent, Letter, LetterDelivery, OutgoingMail
from wagtail_disclosure.cases.outbox import sending
from wagtail_disclosure.cases.outbox.backoff import GIVE_UP_AFTER, PAUSES, next_attempt
from wagtail_disclosure.cases.outbox.queueing import SentAlready, queue_letter, try_again
from wagtail_disclosure.core.days import local_date

ADDRESS = "li.ming@example.com"
State = OutgoingMail.State


def states() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("state", flat=True))


def message_of(letter: Letter) -> Any:
    """The message that carried ``letter``; mails of one moment go out in any order."""
    (mail,) = letter.mails.all()
    return next(
        message
        for message in Server.delivered
        if mail.pk.hex in message.extra_headers["Message-ID"]
    )


class TestMails:
    def test_a_submission_is_confirmed_without_its_secret(self, agency, server, clock):
        """Case 50 of reliability.md: neither subject nor body hold the secret."""
        receipt = create_receipt(at=SUBMITTED_AT)
        case = receipt.case
        assert sending.send_due(now=clock).sent == 1

        (message,) = server.delivered
        assert message.to == [ADDRESS]
        assert case.number in message.subject and case.number in message.body
        assert receipt.secret not in message.message().as_string()
        assert "Water quality" not in message.body and "Li Ming" not in message.body
        assert "/status/" in message.body

    def test_without_an_address_nothing_is_queued(self, agency):
        create_request(email="")
        assert not OutgoingMail.objects.exists()

    def test_a_double_click_queues_one_receipt(self, agency):
        """Case 53 of reliability.md, for mails."""
        create_request(token="a" * 43)
        create_request(token="a" * 43)
        assert OutgoingMail.objects.count() == 1
        row = OutgoingMail.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingMail.objects.create(
                case=row.case,
                kind="receipt",
                created_at=SUBMITTED_AT,
                trying_since=SUBMITTED_AT,
                next_attempt_at=SUBMITTED_AT,
            )

    def test_a_letter_is_attached_or_written_out_and_served_that_day(self, queued, server, clock):
        clock.forward(days=1)
        sending.send_due(now=clock)

        letter = Letter.objects.get()
        message = message_of(letter)
        assert "Li Ming" not in message.subject
        if rendering.PDF.is_available:
            (attached,) = message.attachments
            assert attached[0] == f"{letter.number}.pdf" and attached[1].startswith(b"%PDF-")
            assert "the river froze" not in message.body
        else:
            assert "the river froze" in message.body
        delivery = LetterDelivery.objects.get()
        assert (delivery.how, delivery.on) == ("email", local_date(clock()))
        assert delivery.actor_name == "disclosure_send_mail"
        assert CaseEvent.objects.filter(kind=CaseEvent.Kind.LETTER_DELIVERED).count() == 1

    def test_without_the_extra_the_words_are_in_the_mail(self, queued, server, clock, monkeypatch):
        monkeypatch.setattr(rendering, "_module", lambda name: None)
        sending.send_due(now=clock)
        assert "the river froze" in message_of(Letter.objects.get()).body
        assert LetterDelivery.objects.get().file is None

    def test_links_lead_to_the_site_of_the_settings(self, queued, server, clock, settings):
        """Case 65 of reliability.md: mails are made without any request, so no Host counts."""
        settings.ALLOWED_HOSTS = ["evil.example"]
        sending.send_due(now=clock)
        links = [word for message in server.delivered for word in message.body.split()]
        links = [word for word in links if word.startswith("http")]
        assert links and all(link.startswith("http://localhost/") for link in links)

    @pytest.mark.parametrize(
        "address", ["a@example.com\nBcc: all@example.com", "a@example.com\r\nX: y", "nobody"]
    )
    def test_nothing_gets_into_the_headers(self, case, officer, server, clock, address):
        """Case 61 of reliability.md: such an address fails at once and is never tried again."""
        OutgoingMail.objects.all().delete()
        letter = write(
            case,
            by=officer,
            kind="cooperation",
            recipient_name="Bureau\nBcc: all@example.com",
            recipient_email=address,
            question="x",
            reply_by="y",
        )
        queue_letter(letter, at=SUBMITTED_AT)
        sending.send_due(now=clock)

        assert server.delivered == []
        assert OutgoingMail.objects.get().state == State.FAILED

    def test_a_name_with_a_line_break_changes_no_header(self, case, officer, server, clock):
        """Case 61: a name is in no header at all."""
        letter = write(
            case,
            by=officer,
            kind="cooperation",
            recipient_name="Bureau\nBcc: all@example.com",
            recipient_email="bureau@example.com",
            question="x",
            reply_by="y",
        )
        queue_letter(letter, at=SUBMITTED_AT)
        sending.send_due(now=clock)
        message = message_of(letter)
        assert message.recipients() == ["bureau@example.com"]
        assert "Bcc" not in dict(message.message().items())


class TestServerDown:
    def test_after_two_days_every_mail_is_delivered_once(self, case, officer, server, clock):
        """Case 98 of reliability.md."""
        letters = [write(case, by=officer) for _number in range(3)]
        for letter in letters:
            queue_letter(letter, at=SUBMITTED_AT)
        server.down()
        for _minute in range(48 * 12):
            sending.send_due(now=clock)
            clock.forward(minutes=5)
        assert server.delivered == [] and states() == ["waiting"] * 4

        server.up()
        for _hour in range(7):
            sending.send_due(now=clock)
            clock.forward(hours=1)
        assert states() == ["sent"] * 4
        subjects = [message.extra_headers["Message-ID"] for message in server.delivered]
        assert len(subjects) == len(set(subjects)) == 4
        # The deadline of the case has not waited for the mail server.
        case.refresh_from_db()
        assert case.due_on.isoformat() == "2026-12-21"

    def test_a_run_stops_at_once_and_the_next_mails_lose_nothing(self, queued, server, clock):
        server.down()
        tally = sending.send_due(now=clock)
        assert (tally.sent, tally.failed, tally.is_down) == (0, 1, True)
        assert server.asked == 1
        server.up()
        assert sending.send_due(now=clock).sent == 1

    def test_one_refused_address_keeps_no_other_mail_waiting(self, queued, server, clock):
        refused = smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})
        answers = iter([refused, None])
        server.refusal = lambda message: next(answers)
        tally = sending.send_due(now=clock)
        assert (tally.sent, tally.failed, tally.is_down) == (1, 1, False)

    def test_only_the_name_of_an_error_is_kept_or_logged(self, queued, server, clock, caplog):
        """Case 106 of reliability.md, for mails."""
        server.refusal = lambda message: smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"x")})
        sending.send_due(now=clock)

        errors = set(OutgoingMail.objects.values_list("last_error", flat=True))
        assert errors == {"SMTPRecipientsRefused"}
        assert caplog.records and ADDRESS not in caplog.text

    def test_it_waits_longer_each_time_and_gives_up_after_five_days(self):
        at = SUBMITTED_AT
        pauses = [next_attempt(attempts=n, trying_since=at, at=at) - at for n in range(1, 10)]
        assert pauses == [*PAUSES, PAUSES[-1], PAUSES[-1]]
        late = at + GIVE_UP_AFTER - timedelta(hours=1)
        assert next_attempt(attempts=30, trying_since=at, at=late) is None

    def test_after_five_days_it_shows_as_failed(self, queued, server, clock):
        server.down()
        # Nobody sent anything for a week: the five days begin with the first attempt.
        clock.forward(days=7)
        for _mail in range(2):
            sending.send_due(now=clock)
        assert states() == ["waiting", "waiting"]
        clock.forward(days=5)
        for _mail in range(2):
            sending.send_due(now=clock)
        assert states() == ["failed", "failed"]

    def test_somebody_can_let_it_be_tried_again(self, queued, server, clock):
        self.test_after_five_days_it_shows_as_failed(queued, server, clock)
        server.up()
        try_again(queued, at=clock())
        assert sending.send_due(now=clock).sent == 1
        with pytest.raises(SentAlready):
            try_again(queued, at=clock())


class TestCrashes:
    def test_the_mail_in_flight_is_sent_again_with_the_same_id_and_no_other(
        self, queued, server, clock, monkeypatch
    ):
        """Case 98: a process that dies between sending and marking."""

        def die(*args, **values):
            raise KeyboardInterrupt

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(sending, "_mark_sent", die)
            sending.send_due(now=clock)
        sending.send_due(now=clock)
        assert states() == ["sent", "waiting"]

        clock.forward(minutes=11)
        sending.send_due(now=clock)
        ids = [message.extra_headers["Message-ID"] for message in server.delivered]
        assert len(ids) == 3 and len(set(ids)) == 2
        assert states() == ["sent", "sent"]

    def test_while_somebody_sends_it_nobody_else_does(self, queued, server, clock):
        first = sending._claim(at=clock())
        second = sending._claim(at=clock())
        assert first != second
        assert sending._claim(at=clock()) is None

    def test_what_was_sent_but_not_recorded_is_not_sent_again(
        self, queued, server, clock, monkeypatch
    ):
        def fail(*args, **values):
            raise OSError

        monkeypatch.setattr(sending, "_record", fail)
        sending.send_due(now=clock)
        clock.forward(days=1)
        sending.send_due(now=clock)
        assert len(server.delivered) == 2
        assert states() == ["failed", "sent"]

    def test_a_rollback_takes_the_mail_along(self, case, officer):
        letter = write(case, by=officer)
        with pytest.raises(RuntimeError), transaction.atomic():
            queue_letter(letter, at=SUBMITTED_AT)
            raise RuntimeError
        assert not letter.mails.exists()


class TestErased:
    def test_destroying_the_key_stops_the_mails(self, queued, server, clock):
        queued.case.key.delete()
        sending.send_due(now=clock)
        assert server.delivered == [] and states() == ["failed", "failed"]

    def test_the_rows_hold_neither_address_nor_words(self, queued):
        for row in OutgoingMail.objects.values():
            assert not any(
                part in str(value) for value in row.values() for part in (ADDRESS, "Li Ming")
            )


class TestCommand:
    def test_it_says_what_it_did(self, queued, server, capsys, monkeypatch, clock):
        call_command("disclosure_send_mail")
        assert "2 mails sent, 0 not sent." in capsys.readouterr().out

    def test_it_fails_where_the_server_can_not_be_reached(self, queued, server):
        server.down()
        with pytest.raises(CommandError):
            call_command("disclosure_send_mail")
