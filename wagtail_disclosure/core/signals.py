"""What siblings tell each other, with plain data: neither knows who listens."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.dispatch import Signal

from wagtail_disclosure.core.models import StoredFile, Unit


@dataclass(frozen=True)
class ProposedDisclosure:
    """Something that was released to one person and may be open to everybody (OGI Art. 44).

    ``about_page_id`` is the page that the request was about, if it was about one. Nothing in it
    says who asked, or leads to the request.
    """

    title: str
    description: str
    unit: Unit | None
    files: tuple[tuple[str, StoredFile], ...]
    reason: str
    about_page_id: int | None
    by: Any
    on: date


# Sent within the transaction of the proposal, with ``proposed`` (a ProposedDisclosure). A receiver
# writes a draft and returns the key of its page, or raises NoPlaceForDisclosure.
disclosure_proposed = Signal()


class NoPlaceForDisclosure(Exception):
    """There is nowhere to write the draft; the message says what is missing."""
