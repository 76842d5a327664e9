"""What an action tells people in writing: its letter, and the mail that takes it there."""

from datetime import date
from typing import Any

from django.utils import timezone

from wagtail_disclosure.cases.letters import issuing
from wagtail_disclosure.cases.letters.kinds import LetterKind, kind_for
from wagtail_disclosure.cases.models import Answer, Letter
from wagtail_disclosure.cases.outbox.queueing import queue_new_letter

DELIVERY_KEY = "delivery"
BY_MAIL = "email"


def tell(
    case: Any, kind: LetterKind, *, by: Any, on: date, reason: str = "", **values: Any
) -> Letter:
    """Write the letter of ``kind`` in the transaction of its action, and mail it where that goes.

    Who gave no address for mails gets it by post. Raises NotPossible where no template is
    published or a value is missing.
    """
    letter = issuing.write(case, kind=kind, by=by, on=on, values=values, reason=reason)
    if letter.text.email:
        queue_new_letter(letter, at=timezone.now())
    return letter


def tell_answer(case: Any, answer: Answer, *, by: Any, on: date) -> Letter:
    """Write the letter with a delivered answer; it is mailed to those who want it that way."""
    letter = issuing.write(case, kind=kind_for(answer.outcome), by=by, on=on)
    wanted = case.casecontent.unseal().get(DELIVERY_KEY, BY_MAIL)
    if letter.text.email and wanted == BY_MAIL:
        queue_new_letter(letter, at=timezone.now())
    return letter
