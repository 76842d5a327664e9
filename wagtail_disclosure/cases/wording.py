"""The words for states, steps and outcomes, for officers and for applicants."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.rules.case_states import CaseState
from wagtail_disclosure.rules.deadlines import ClockKind

STATE_NAMES = {
    CaseState.SUBMITTED: _("Submitted"),
    CaseState.ACCEPTED: _("Accepted"),
    CaseState.IN_PROGRESS: pgettext_lazy("state of a case", "In progress"),
    CaseState.AWAITING_CORRECTION: _("Waiting for the applicant"),
    CaseState.AWAITING_PAYMENT: _("Waiting for payment"),
    CaseState.ANSWER_IN_REVIEW: _("Answer in review"),
    CaseState.ANSWERED: _("Answered"),
    CaseState.ABANDONED: _("Abandoned"),
    CaseState.WITHDRAWN: _("Withdrawn"),
    CaseState.TRANSFERRED: _("Transferred"),
    CaseState.JOINED: _("Joined with another case"),
}

# What the applicant reads: where the case is, and who does what next.
PUBLIC_STATES = {
    CaseState.SUBMITTED: (
        _("Sent"),
        _("We confirm next that we have received your request. The time to answer starts then."),
    ),
    CaseState.ACCEPTED: (
        _("Received"),
        _("We choose next the unit that will work on your request."),
    ),
    CaseState.IN_PROGRESS: (
        _("Being worked on"),
        _("The unit in charge looks for the information and writes the answer."),
    ),
    CaseState.AWAITING_CORRECTION: (
        _("We wait for you"),
        _("We need something more from you before we can go on. Below you read what."),
    ),
    CaseState.AWAITING_PAYMENT: (
        _("Waiting for payment"),
        _("We go on as soon as the fee is paid."),
    ),
    CaseState.ANSWER_IN_REVIEW: (
        _("Answer being checked"),
        _("A second person checks the answer. Then you can read it here."),
    ),
    CaseState.ANSWERED: (
        _("Answered"),
        _("You can read the answer below and what you can do if you disagree."),
    ),
    CaseState.ABANDONED: (
        _("Ended without an answer"),
        _("What we asked you for did not come in time, so we ended the request. You can ask anew."),
    ),
    CaseState.WITHDRAWN: (
        _("Withdrawn"),
        _("You took the request back. You can ask anew at any time."),
    ),
    CaseState.TRANSFERRED: (
        _("Passed on"),
        _("Another agency is responsible. Below you read which one."),
    ),
    CaseState.JOINED: (
        _("Joined with another request"),
        _("You asked the same before. The answer comes with that request."),
    ),
}

CLOCK_NAMES = {
    ClockKind.START: _("Start"),
    ClockKind.PAUSE: _("Pause"),
    ClockKind.RESUME: _("Resumption"),
    ClockKind.RESTART: _("Restart"),
    ClockKind.EXTEND: _("Extension"),
    ClockKind.TRANSFER: _("Transfer"),
}
