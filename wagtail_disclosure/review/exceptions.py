"""What the review refuses."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class ClearanceRequired(PermissionDenied):
    """Content would become public that nobody cleared in exactly this form."""

    def __init__(self, subject: object):
        self.subject = subject
        super().__init__(
            _("“%(subject)s” is not public yet: this content has not passed the secrecy review.")
            % {"subject": subject}
        )


class DecisionRefused(PermissionDenied):
    """This person may not take this decision; the message says why."""
