"""The words for states, steps and outcomes, for officers and for applicants."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.rules.case_states import CaseState
from wagtail_disclosure.rules.deadlines import ClockKind

STATE_NAMES = {
    CaseState.SUBMITTED: _("Submitted"),
    CaseState.ACCEPTED: _("Accepted"),
    CaseState.IN_PROGRESS: pgettext_lazy("state of a case", "In progress"),
    CaseState.ANSWER_IN_REVIEW: _("Answer in review"),
    CaseState.ANSWERED: _("Answered"),
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
    CaseState.ANSWER_IN_REVIEW: (
        _("Answer being checked"),
        _("A second person checks the answer. Then you can read it here."),
    ),
    CaseState.ANSWERED: (
        _("Answered"),
        _("You can read the answer below and what you can do if you disagree."),
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
