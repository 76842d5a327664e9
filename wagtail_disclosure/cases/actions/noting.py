"""What people working on a case write down or ask of each other."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock, record, save_row, write_event
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.models import Case, CaseEvent, CaseNote, UnitTask
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.rules.plain_text import clean_text


@transaction.atomic
def note(case: Case, *, text: str, by: Any, on: date) -> CaseNote:
    """Write a note, sealed with the key of the case. Raises NotAllowed."""
    if not policy.user_has_permission_for_instance(by, "note", case):
        raise NotAllowed("note", case)
    written = CaseNote.write(case, clean_text(text), by=Actor.of(by))
    write_event(case, CaseEvent.Kind.NOTED, by=by, reason="", on=on)
    return written


@transaction.atomic
def give_task(
    case: Case,
    *,
    unit: Unit,
    text: str,
    working_days: int,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> UnitTask:
    """Ask another unit of the agency to do something within so many working days.

    Raises NotAllowed, CaseMovedOn, NotPossible; ValidationError for text that says who applied.
    """
    case = lock(case, "give_task", by=by, version=version)
    if not case.is_open:
        raise CaseMovedOn(case)
    if unit.body_id != case.body_id:
        raise NotPossible(_("“%(unit)s” is no unit of this agency.") % {"unit": unit})
    text = clean_text(text)
    # Its people need not see the case, and the text is kept in the clear.
    merge_fields.refuse_identity(text, merge_fields.values_for(case))
    task = UnitTask(case=case, asked_on=on, working_days=working_days, unit=unit, text=text)
    save_row(task, by=by, reason=reason)
    details = {"unit": unit.code, "working_days": working_days}
    record(case, CaseEvent.Kind.TASK_GIVEN, by=by, reason=reason, on=on, details=details)
    return task


@transaction.atomic
def finish_task(task: UnitTask, *, result: str, by: Any, on: date) -> UnitTask:
    """Say that a task is done, and with which result; people of its unit and the case's may.

    Raises NotAllowed, NotPossible; ValidationError for a result that says who applied.
    """
    case = task.case
    if not policy.may_finish(by, task):
        raise NotAllowed("finish_task", case)
    row = UnitTask.objects.select_for_update().select_related("case").get(pk=task.pk)
    if row.ended_on is not None:
        raise NotPossible(_("This task is done already."))
    if on < row.asked_on:
        raise NotPossible(_("It can't end before it began."))
    result = clean_text(result)
    merge_fields.refuse_identity(result, merge_fields.values_for(case))
    row.result, row.ended_on = result, on
    save_row(row, by=by, reason="")
    write_event(case, CaseEvent.Kind.TASK_DONE, by=by, reason="", on=on)
    return row


@transaction.atomic
def restrict(
    case: Case,
    *,
    is_restricted: bool,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Case:
    """Let only its officer and the disclosure office see a case, or its unit again as well.

    Raises NotAllowed, CaseMovedOn.
    """
    case = lock(case, "restrict", by=by, version=version)
    if case.is_restricted == is_restricted:
        raise CaseMovedOn(case)
    case.is_restricted = is_restricted
    kind = CaseEvent.Kind.RESTRICTED if is_restricted else CaseEvent.Kind.UNRESTRICTED
    record(case, kind, by=by, reason=reason, on=on)
    return case
