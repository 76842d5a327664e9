"""Looking at who applied, on the record."""

from datetime import date
from typing import Any

from django.db import transaction

from wagtail_disclosure.cases.actions.recording import write_event
from wagtail_disclosure.cases.exceptions import NotAllowed
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.cases.permissions import policy


@transaction.atomic
def reveal_applicant(case: Case, *, by: Any, purpose: str, on: date) -> dict[str, Any]:
    """Who applied, by form field; that ``by`` looked, and for what purpose, is on the record.

    Raises NotAllowed.
    """
    if not policy.user_has_permission_for_instance(by, "reveal", case):
        raise NotAllowed("reveal", case)
    write_event(case, CaseEvent.Kind.APPLICANT_REVEALED, by=by, reason=purpose, on=on)
    return case.applicantidentity.unseal()
