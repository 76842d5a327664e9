"""What an applicant says about how a request was handled."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock_for_applicant, record
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.models import Case, CaseEvent, Satisfaction
from wagtail_disclosure.rules.case_states import CaseState


@transaction.atomic
def say_satisfaction(case: Case, *, grade: str, remark: str = "", on: date) -> Satisfaction:
    """Keep what the applicant, who showed the secret, says; once, and once there is an answer.

    The timeline says that it was said, and not what. Raises CaseMovedOn, NotPossible.
    """
    case = lock_for_applicant(case)
    if case.state != CaseState.ANSWERED:
        raise CaseMovedOn(case)
    if Satisfaction.objects.filter(case_id=case.pk).exists():
        raise NotPossible(_("You told us already. Thank you."))
    said = Satisfaction.write(case, grade=Satisfaction.Grade(grade), remark=remark, on=on)
    record(case, CaseEvent.Kind.SATISFACTION_SAID, by=APPLICANT, reason="", on=on)
    return said
