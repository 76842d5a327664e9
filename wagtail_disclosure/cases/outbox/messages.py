"""A mail as it goes out: put together from what is sealed, and kept nowhere."""

from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage

from wagtail_disclosure.cases.letters import delivering, rendering
from wagtail_disclosure.cases.letters.people import applicant_of
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.outbox.composing import compose
from wagtail_disclosure.cases.reminders import mails
from wagtail_disclosure.cases.status.address import status_url

TO_STAFF = {
    OutgoingMail.Kind.REMINDER: mails.reminder,
    OutgoingMail.Kind.DIGEST: mails.digest,
}


@dataclass(frozen=True)
class Built:
    """A message, and the PDF in it where there is one."""

    message: EmailMessage
    pdf: bytes | None = None


def build(mail: OutgoingMail) -> Built:
    """The message of ``mail``, in the language of its case, or of whom it is for.

    Raises ValidationError for an address that is none, such as one with a line break;
    encryption.CannotDecrypt where the key of the case is gone; NobodyThere where its recipient
    has left.
    """
    if mail.kind in TO_STAFF:
        return Built(TO_STAFF[mail.kind](mail))
    if mail.letter is None:
        return Built(_message(mail, to=applicant_of(mail.case).email, template="receipt"))
    text = mail.letter.text
    pdf = delivering.pdf_of(mail.letter)
    is_own = mail.letter.recipient == "applicant"
    context = {"letter": text, "has_file": pdf is not None, "is_own": is_own}
    message = _message(mail, to=text.email, template="letter", context=context)
    if pdf is not None:
        name = rendering.file_name(mail.letter, rendering.PDF)
        message.attach(name, pdf, rendering.PDF.content_type)
    return Built(message, pdf)


def _message(
    mail: OutgoingMail, *, to: str, template: str, context: dict[str, Any] | None = None
) -> EmailMessage:
    case = mail.case
    values = {
        "case": case,
        "agency": case.body.name.in_language(case.language),
        "status_url": status_url(case.language),
        **(context or {}),
    }
    return compose(mail, to=to, template=template, language=case.language, values=values)
