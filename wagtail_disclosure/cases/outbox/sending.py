"""Sending what is due, one mail at a time, until it is out or five days are over.

A mail is taken for ten minutes, sent outside of any transaction, and then marked. A process that
dies between sending and marking leaves that one mail to be sent a second time, with the same
Message-ID; all others go out once.
"""

import logging
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from wagtail_disclosure.cases.letters.delivering import record_delivery
from wagtail_disclosure.cases.models.letters import LetterDelivery
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.models.sealed import ApplicantIdentity, CaseKey
from wagtail_disclosure.cases.outbox.backoff import LEASE, next_attempt
from wagtail_disclosure.cases.outbox.messages import Built, build
from wagtail_disclosure.cases.reminders.mails import NobodyThere
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.encryption import CannotDecrypt

logger = logging.getLogger("wagtail_disclosure.cases")

SENDER = Actor.software("disclosure_send_mail")
State = OutgoingMail.State
# No later attempt could help: the address is none, or nobody can read it any more.
HOPELESS = (
    ValidationError,
    BadHeaderError,
    CannotDecrypt,
    CaseKey.DoesNotExist,
    ApplicantIdentity.DoesNotExist,
    NobodyThere,
)
# The server can't be reached at all, so the next mail would wait for it in vain.
SERVER_IS_DOWN = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPServerDisconnected,
)


@dataclass
class Tally:
    """What a run did; ``is_down``: it stopped because the mail server can't be reached."""

    sent: int = 0
    failed: int = 0
    is_down: bool = False


@task()
def send_mail_task() -> None:
    """For a worker, where the site has one."""
    send_due()


def send_due(*, now: Callable[[], datetime] = timezone.now) -> Tally:
    """Send every mail that is due; any number of processes may do so at the same time."""
    tally = Tally()
    while not tally.is_down and (mail := _claim(at=now())) is not None:
        try:
            built = build(mail)
            built.message.send()
        except Exception as error:  # Mail servers fail in every way there is.
            _postpone(mail, error, at=now())
            tally.failed += 1
            tally.is_down = isinstance(error, SERVER_IS_DOWN)
        else:
            _mark_sent(mail, built, at=now())
            tally.sent += 1
    return tally


def _claim(*, at: datetime) -> OutgoingMail | None:
    """The next due mail, kept from other processes for a while; None where nothing is due."""
    while True:
        with transaction.atomic():
            due = OutgoingMail.objects.due(at=at)
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            mail = due.first()
            if mail is None:
                return None
            # Where rows can't be locked, whoever counts up the attempts first has the mail.
            unclaimed = OutgoingMail.objects.filter(
                pk=mail.pk, state=State.WAITING, attempts=mail.attempts
            )
            # The five days begin with the first attempt, however late that is.
            since = mail.trying_since if mail.attempts else at
            if unclaimed.update(
                attempts=mail.attempts + 1, trying_since=since, next_attempt_at=at + LEASE
            ):
                claimed = OutgoingMail.objects.select_related("case__body", "letter__case")
                return claimed.get(pk=mail.pk)


def _postpone(mail: OutgoingMail, error: Exception, *, at: datetime) -> None:
    """Try again later, or say that it failed. Only the name of the error is kept or logged."""
    name = type(error).__name__
    following = next_attempt(attempts=mail.attempts, trying_since=mail.trying_since, at=at)
    if isinstance(error, HOPELESS) or following is None:
        _update(mail, state=State.FAILED, last_error=name)
        logger.error("The mail %s of %s failed: %s", mail.pk, mail.case or mail.kind, name)
        return
    _update(mail, next_attempt_at=following, last_error=name)
    logger.warning("The mail %s of %s has to wait: %s", mail.pk, mail.case or mail.kind, name)


def _mark_sent(mail: OutgoingMail, built: Built, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            _update(mail, state=State.SENT, sent_at=at, last_error="")
            if mail.letter is not None:
                _record(mail.letter, built, on=local_date(at))
    except Exception as error:
        # It is out, so it must not go out again by itself: somebody has to look.
        logger.error("Sent, but not recorded: %s, %s", mail.pk, type(error).__name__)
        _update(mail, state=State.FAILED, last_error=f"Sent, not recorded: {type(error).__name__}")


def _record(letter: Any, built: Built, *, on: Any) -> None:
    record_delivery(
        letter,
        how=LetterDelivery.How.EMAIL,
        # A letter may bear the day on which it was meant to go out.
        on=max(on, letter.on),
        by=SENDER,
        pdf=built.pdf,
    )


def _update(mail: OutgoingMail, **values: Any) -> None:
    """Only while the mail is still ours: its lease may be over, and another one done with it."""
    OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING, attempts=mail.attempts).update(
        **values
    )
