"""What all mails have in common: subject and text from a template, and who they say they are."""

from typing import Any
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation

from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.core.own_address import own_address

TEMPLATES = "wagtail_disclosure_cases/mail"


def compose(
    mail: OutgoingMail, *, to: str, template: str, language: str, values: dict[str, Any]
) -> EmailMessage:
    """The message; the first line of the template is the subject.

    Raises ValidationError for an address that is none, such as one with a line break.
    """
    validate_email(to)
    with translation.override(language):
        text = render_to_string(f"{TEMPLATES}/{template}.txt", values)
    subject, _line_end, body = text.strip().partition("\n")
    # The same for each attempt: where one was sent and not marked so, programs can tell.
    message_id = f"<{mail.pk.hex}@{urlsplit(own_address()).hostname or 'localhost'}>"
    return EmailMessage(
        subject.strip(),
        f"{body.strip()}\n",
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
