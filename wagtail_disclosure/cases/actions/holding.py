"""Keeping a case whatever its age, and letting its time run again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock, save_row, write_event
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.models import Case, CaseEvent, LegalHold
from wagtail_disclosure.rules.plain_text import clean_line


@transaction.atomic
def hold(
    case: Case, *, authority: str, by: Any, reason: str, on: date, version: int | None = None
) -> LegalHold:
    """Let no retention rule reach ``case``, as ``authority`` asks.

    Raises NotAllowed, CaseMovedOn, NotPossible where its content is destroyed already.
    """
    case = lock(case, "hold", by=by, version=version)
    if case.legalholds.filter(lifted_on__isnull=True).exists():
        raise CaseMovedOn(case)
    if case.key.is_destroyed:
        raise NotPossible(_("What was written and sent is destroyed already."))
    placed = LegalHold(case_id=case.pk, authority=clean_line(authority), placed_on=on)
    save_row(placed, by=by, reason=reason)
    write_event(case, CaseEvent.Kind.HELD, by=by, reason=reason, on=on)
    return placed


@transaction.atomic
def lift_hold(
    case: Case, *, by: Any, reason: str, on: date, version: int | None = None
) -> LegalHold:
    """Let the retention rules reach ``case`` again. Raises NotAllowed, CaseMovedOn, NotPossible."""
    case = lock(case, "lift_hold", by=by, version=version)
    placed = case.legalholds.filter(lifted_on__isnull=True).first()
    if placed is None:
        raise CaseMovedOn(case)
    if on < placed.placed_on:
        raise NotPossible(_("It can't end before it began."))
    placed.lifted_on = on
    save_row(placed, by=by, reason=reason)
    write_event(case, CaseEvent.Kind.HOLD_LIFTED, by=by, reason=reason, on=on)
    return placed
