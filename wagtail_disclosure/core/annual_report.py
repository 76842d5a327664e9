"""The words of the annual report's tables: what its form calls rows and columns."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.rules.annual_report import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    CHALLENGES,
    HANDLED,
    NEW,
    ORGANIZATIONS,
    TOTAL,
    ApplicantKind,
    ChallengeGroup,
    ChallengeResult,
    challenge_column,
)

APPLICANT_NAMES = {
    ApplicantKind.PERSON: _("Natural person"),
    ApplicantKind.BUSINESS: _("Business"),
    ApplicantKind.RESEARCH: _("Research institution"),
    ApplicantKind.PUBLIC_INTEREST: _("Public interest organization"),
    ApplicantKind.LEGAL_SERVICE: _("Legal service provider"),
    ApplicantKind.OTHER: pgettext_lazy("kind of applicant", "Other"),
}
GROUP_NAMES = {
    ChallengeGroup.RECONSIDERATION: _("Administrative reconsideration"),
    ChallengeGroup.LITIGATION: _("Litigation: without reconsideration"),
    ChallengeGroup.LITIGATION_AFTER: _("Litigation: after reconsideration"),
}
RESULT_NAMES = {
    ChallengeResult.UPHELD: _("Upheld"),
    ChallengeResult.CORRECTED: _("Corrected"),
    ChallengeResult.OTHER: _("Other result"),
    ChallengeResult.PENDING: _("Not decided yet"),
}
TOTAL_NAME = pgettext_lazy("annual report", "Total")
TABLE_NAMES = {
    "3": _("III. Requests received and handled"),
    "4": _("IV. Administrative reconsideration and litigation"),
}
# By the numbers of the form, which are part of its lines.
ROW_NAMES: dict[str, dict[str, Any]] = {
    "3": {
        NEW: _("1. Newly received this year"),
        CARRIED_OVER: _("2. Carried over from last year"),
        "3": _("3. Handled this year"),
        "3-1": _("(1) Disclosed"),
        "3-2": _("(2) Disclosed in part (counted here only)"),
        "3-3": _("(3) Refused"),
        "3-3-1": _("1. State secret"),
        "3-3-2": _("2. Prohibited by other laws or regulations"),
        "3-3-3": _("3. Danger to national, public or economic security or social stability"),
        "3-3-4": _("4. Lawful rights of third parties"),
        "3-3-5": _("5. Three kinds of internal affairs"),
        "3-3-6": _("6. Four kinds of information from the making of decisions"),
        "3-3-7": _("7. Files of administrative enforcement"),
        "3-3-8": _("8. Matters of administrative inquiry"),
        "3-4": _("(4) Not available"),
        "3-4-1": _("1. Not held by this agency"),
        "3-4-2": _("2. Would have to be made first"),
        "3-4-3": _("3. Still unclear after correction"),
        "3-5": _("(5) Not processed"),
        "3-5-1": _("1. Petitions, reports and complaints"),
        "3-5-2": _("2. Repeated requests"),
        "3-5-3": _("3. Published works"),
        "3-5-4": _("4. Excessive requests without good reason"),
        "3-5-5": _("5. Confirmation or new copies of information obtained before"),
        "3-6": _("(6) Ended otherwise"),
        "3-6-1": _("1. Not corrected in time without good reason"),
        "3-6-2": _("2. Fee not paid in time"),
        "3-6-3": _("3. Other"),
        HANDLED: _("(7) Total"),
        CARRIED_FORWARD: _("4. Carried forward to next year"),
    },
    "4": {CHALLENGES: _("Number of cases")},
}
COLUMN_NAMES: dict[str, dict[str, Any]] = {
    "3": {
        **{kind.value: name for kind, name in APPLICANT_NAMES.items()},
        ORGANIZATIONS: _("Legal persons and other organizations"),
        TOTAL: TOTAL_NAME,
    },
    "4": {
        **{group.value: name for group, name in GROUP_NAMES.items()},
        **{
            challenge_column(group, result): name
            for group in ChallengeGroup
            for result, name in RESULT_NAMES.items()
        },
        **{challenge_column(group, TOTAL): TOTAL_NAME for group in ChallengeGroup},
    },
}
