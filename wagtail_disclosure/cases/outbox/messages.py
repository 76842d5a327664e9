"""A mail as it goes out: put together from what is sealed, and kept nowhere."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from wagtail_disclosure.cases.letters import delivering, rendering
from wagtail_disclosure.cases.letters.people import applicant_of
from wagtail_disclosure.cases.models.outbox import OutgoingMail

TEMPLATES = "wagtail_disclosure_cases/mail"


@dataclass(frozen=True)
class Built:
    """A message, and the PDF in it where there is one."""

    message: EmailMessage
    pdf: bytes | None = None


def build(mail: OutgoingMail) -> Built:
    """The message of ``mail``, in the language of its case.

    Raises ValidationError for an address that is none, such as one with a line break;
    encryption.CannotDecrypt where the key of the case is gone.
    """
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


def status_url(language: str) -> str:
    """Where a request can be followed; the host is the site's own, whoever asked by which."""
    with translation.override(language):
        return f"{_root_url()}{reverse('wagtail_disclosure_cases:status')}"


def _message(
    mail: OutgoingMail, *, to: str, template: str, context: dict[str, Any] | None = None
) -> EmailMessage:
    validate_email(to)
    case = mail.case
    values = {
        "case": case,
        "agency": case.body.name.in_language(case.language),
        "status_url": status_url(case.language),
        **(context or {}),
    }
    with translation.override(case.language):
        text = render_to_string(f"{TEMPLATES}/{template}.txt", values)
    subject, _line_end, body = text.strip().partition("\n")
    # The same for each attempt: where one was sent and not marked so, programs can tell.
    message_id = f"<{mail.pk.hex}@{urlsplit(_root_url()).hostname or 'localhost'}>"
    return EmailMessage(
        subject.strip(),
        f"{body.strip()}\n",
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )


def _root_url() -> str:
    return Site.objects.get(is_default_site=True).root_url
