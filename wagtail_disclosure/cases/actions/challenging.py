"""Somebody does not accept how a case was handled (OGI Arts. 47, 51)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import (
    change_state,
    lock,
    record,
    save_row,
)
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Case, CaseEvent, Challenge
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.plain_text import clean_line


@transaction.atomic
def register_challenge(
    case: Case,
    *,
    kind: str,
    authority: str,
    reference: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Challenge:
    """Note that a decision, or that there is none in time, is challenged before ``authority``.

    Raises NotAllowed, CaseMovedOn.
    """
    case = lock(case, "register_challenge", by=by, version=version)
    change_state(case, CaseAction.REGISTER_CHALLENGE)
    challenge = Challenge(
        case=case,
        asked_on=on,
        kind=kind,
        authority=clean_line(authority),
        reference=clean_line(reference),
    )
    save_row(challenge, by=by, reason=reason)
    details = {"kind": kind}
    record(case, CaseEvent.Kind.CHALLENGED, by=by, reason=reason, on=on, details=details)
    return challenge


@transaction.atomic
def end_challenge(
    case: Case,
    *,
    challenge: Challenge,
    result: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Case:
    """Record how it ended. Raises NotAllowed, CaseMovedOn, NotPossible."""
    case = lock(case, "register_challenge", by=by, version=version)
    row = case.challenges.select_for_update().get(pk=challenge.pk)
    if row.ended_on is not None:
        raise NotPossible(_("The result is recorded already."))
    if on < row.asked_on:
        raise NotPossible(_("It can't end before it began."))
    row.result, row.ended_on = result, on
    save_row(row, by=by, reason=reason)
    details = {"kind": row.kind, "result": result}
    record(case, CaseEvent.Kind.CHALLENGE_ENDED, by=by, reason=reason, on=on, details=details)
    return case
