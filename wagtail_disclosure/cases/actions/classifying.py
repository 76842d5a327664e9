"""Who asks, as the annual report counts it: recorded where the form did not ask, or corrected."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock, record
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.rules.annual_report import ApplicantKind


@transaction.atomic
def classify_applicant(
    case: Case, *, kind: str, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Record what kind of applicant asked: a code, never a name.

    Raises NotAllowed, CaseMovedOn, NotPossible for something that is no kind.
    """
    case = lock(case, "classify_applicant", by=by, version=version)
    if kind not in list(ApplicantKind):
        raise NotPossible(_("The annual report has no such kind of applicant."))
    case.applicant_kind = ApplicantKind(kind).value
    details = {"applicant_kind": case.applicant_kind}
    event = CaseEvent.Kind.APPLICANT_CLASSIFIED
    record(case, event, by=by, reason=reason, on=on, details=details)
    return case
