"""What the review refuses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _


class ClearanceRequired(PermissionDenied):
    """Content would become public that nobody cleared in exactly this form.

    Its message says what is missing and who can clear it. It is put together when somebody reads
    it, in that person's language.
    """

    def __init__(self, subject: Any):
        self.subject = subject
        super().__init__(_message_about(subject))


class AddressRefused(ClearanceRequired):
    """The address of something public would contain the name of a page that nobody cleared."""

    def __init__(self, subject: Any, message: str):
        super().__init__(subject)
        self.args = (message,)


class DecisionRefused(PermissionDenied):
    """This person may not take this decision; the message says why."""


class HasToWait(DecisionRefused):
    """It can't be public before something else is; once that is, nothing is in its way."""


def _explain(subject: Any) -> str:
    # Of a page that was loaded as a plain one only its own type knows who reviews it.
    explain = getattr(getattr(subject, "specific", subject), "explain_refusal", None)
    # After an error inside a transaction the database answers no more questions.
    if explain is not None and not transaction.get_connection().needs_rollback:
        return explain()
    return _("“%(subject)s” is not public yet: this content has not passed the secrecy review.") % {
        "subject": subject
    }


_message_about = lazy(_explain, str)
