"""Putting a mail into the outbox, in the transaction of what it tells of."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.backends.immediate import ImmediateBackend

from wagtail_disclosure.cases.exceptions import CaseRefused, NotPossible
from wagtail_disclosure.cases.letters.people import applicant_of
from wagtail_disclosure.cases.models.letters import Letter
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.outbox.sending import send_mail_task
from wagtail_disclosure.core.audit import Actor


class SentAlready(CaseRefused):
    """Somebody asked to try a mail again that is sent."""

    def __init__(self) -> None:
        super().__init__(_("This mail is sent."))


def queue_receipt(case: Any, *, at: datetime) -> OutgoingMail | None:
    """Have the applicant told that the request came in; None where there is no e-mail address.

    The mail holds the number and never the secret.
    """
    if not applicant_of(case).email:
        return None
    return _queue(case, kind=OutgoingMail.Kind.RECEIPT, letter=None, at=at)


def queue_letter(letter: Letter, *, at: datetime) -> OutgoingMail:
    """Have the letter mailed; its delivery is recorded once the mail is sent.

    Whoever calls this has checked the permission. Raises NotPossible where no address is known.
    """
    if not letter.text.email:
        raise NotPossible(_("No e-mail address is known for this letter. Send it by post."))
    waiting = letter.mails.filter(state=OutgoingMail.State.WAITING).first()
    return waiting or queue_new_letter(letter, at=at)


def queue_new_letter(letter: Letter, *, at: datetime) -> OutgoingMail:
    """The same for a letter with an address that was written a moment ago: no mail waits yet."""
    return _queue(letter.case, kind=OutgoingMail.Kind.LETTER, letter=letter, at=at)


def queue_for_person(user: Any, *, kind: str, day: date, at: datetime) -> OutgoingMail | None:
    """Have somebody of the agency mailed about ``day``; None where there is such a mail already.

    What it says is put together when it is sent. Call it in the transaction of what it tells of.
    """
    mail, is_new = OutgoingMail.objects.get_or_create(
        recipient_id=user.pk,
        kind=kind,
        day=day,
        defaults={
            "recipient_name": Actor.of(user).name,
            "created_at": at,
            "trying_since": at,
            "next_attempt_at": at,
        },
    )
    if not is_new:
        return None
    send_soon()
    return mail


@transaction.atomic
def try_again(mail: OutgoingMail, *, at: datetime) -> None:
    """Let a mail that waits or failed be tried now, and for five days from now.

    Raises SentAlready.
    """
    locked = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if locked.state == OutgoingMail.State.SENT:
        raise SentAlready
    locked.state = OutgoingMail.State.WAITING
    locked.attempts = 0
    locked.trying_since = locked.next_attempt_at = at
    locked.save()
    send_soon()


def send_soon() -> None:
    """Wake a worker after the commit, where the site has one; else the next run of the command.

    Never in the request: a mail server that hangs would keep a citizen from the receipt.
    """
    backend = send_mail_task.get_backend()
    if not isinstance(backend, ImmediateBackend):
        transaction.on_commit(send_mail_task.enqueue, robust=True)


def _queue(case: Any, *, kind: str, letter: Letter | None, at: datetime) -> OutgoingMail:
    mail = OutgoingMail.objects.create(
        case_id=case.pk,
        kind=kind,
        letter=letter,
        created_at=at,
        trying_since=at,
        next_attempt_at=at,
    )
    send_soon()
    return mail
