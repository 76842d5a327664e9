"""Looking at a letter, on the record: it says who applied."""

from datetime import date
from typing import Any

from django.db import transaction

from wagtail_disclosure.cases.exceptions import NotAllowed
from wagtail_disclosure.cases.letters import recording
from wagtail_disclosure.cases.letters.rendering import PDF, Format
from wagtail_disclosure.cases.letters.texts import LetterText
from wagtail_disclosure.cases.models import CaseEvent, Letter
from wagtail_disclosure.cases.permissions import policy


@transaction.atomic
def read(letter: Letter, *, by: Any, on: date) -> LetterText:
    """Every word of the letter; that ``by`` read it is in the timeline of its case.

    Raises NotAllowed; encryption.CannotDecrypt where the key of the case is gone.
    """
    _record(letter, by=by, on=on, as_what="page")
    return letter.text


@transaction.atomic
def download(letter: Letter, format_: Format, *, by: Any, on: date) -> bytes:
    """The letter as a file; as PDF exactly what was sent, once it was.

    Raises NotAllowed; rendering.Unavailable; encryption.CannotDecrypt.
    """
    _record(letter, by=by, on=on, as_what=format_.extension)
    sent = letter.deliveries.filter(file__isnull=False).select_related("file").first()
    if sent is not None and format_ is PDF:
        return b"".join(sent.file.chunks())
    return format_.render(letter.text)


def _record(letter: Letter, *, by: Any, on: date, as_what: str) -> None:
    if not policy.has_right(by, "view", letter.case):
        raise NotAllowed("view", letter.case)
    recording.record(letter, CaseEvent.Kind.LETTER_READ, by=by, on=on, as_what=as_what)
