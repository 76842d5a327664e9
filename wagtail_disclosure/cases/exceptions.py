"""What actions refuse, in words for the person who tried."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.wording import STATE_NAMES
from wagtail_disclosure.rules.case_states import CaseState


class CaseRefused(Exception):
    """An action was refused; the message says why and what to do."""


class NotSentYet(Exception):
    """A request was not sent; the message says why and what to do. What was typed is kept."""


class CaseMovedOn(CaseRefused):
    """Somebody else acted first; nothing was changed."""

    def __init__(self, case: Any) -> None:
        super().__init__(
            _(
                "%(number)s has changed since you opened it: it is now “%(state)s”. Nothing was "
                "saved. Look at the case and decide again."
            )
            % {"number": case.number, "state": STATE_NAMES[CaseState(case.state)]}
        )


class NotPossible(CaseRefused):
    """The case, or a value given with the action, does not allow it."""


class NotAllowed(PermissionDenied):
    """This person may not do this with this case."""

    def __init__(self, action: str, case: Any) -> None:
        self.action = action
        super().__init__(
            _("You may not do this with %(number)s (%(action)s).")
            % {"number": case.number, "action": action}
        )


class FormUsedAlready(CaseRefused):
    """Another request was sent with the token of this form."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A request was sent from this page before. If you want to send this one as well, "
                "check it and press the button again."
            )
        )
