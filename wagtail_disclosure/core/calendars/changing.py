"""Correcting a calendar: propose it, look at what it moves, approve it; due dates follow."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.calendars import previewing
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.core.models import CalendarChange, CalendarDay, WorkCalendar
from wagtail_disclosure.core.recomputing import running
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import CalendarError, ReasonCode

KINDS = {
    ReasonCode.HOLIDAY: CalendarDay.Kind.HOLIDAY,
    ReasonCode.MAKE_UP_DAY: CalendarDay.Kind.WORKING_DAY,
    ReasonCode.CLOSURE: CalendarDay.Kind.CLOSURE,
}


class ChangeMovedOn(ValidationError):
    """Somebody else approved or withdrew the change in the meantime."""

    def __init__(self, change: CalendarChange):
        super().__init__(
            _("“%(change)s” is no longer waiting: %(state)s.")
            % {"change": change, "state": change.get_state_display()}
        )


@transaction.atomic
def propose(
    calendar: WorkCalendar,
    days: Sequence[DayChange],
    *,
    source: str,
    by: Actor,
    official_through: date | None = None,
) -> CalendarChange:
    """Ask for ``days`` of ``calendar`` to be changed; nothing moves yet.

    Days that are like that already are left out. Raises ValidationError where nothing is left, or
    naming the day that can't be changed like that.
    """
    change = CalendarChange(
        calendar=calendar,
        source=source,
        official_through=_later(calendar, official_through),
        proposed_by_id=by.id,
        proposed_by_name=by.name,
    )
    change.days = change.as_rows([one for one in days if not _is_so(calendar, one)])
    if not change.days and change.official_through is None:
        raise ValidationError(_("The calendar says all of this already."))
    change.full_clean()
    _check(change)
    change.save()
    transaction.on_commit(partial(previewing.preview_task.enqueue, change.pk))
    return change


@transaction.atomic
def approve(change: CalendarChange, *, by: Actor) -> CalendarChange:
    """Put the change into force; a task recomputes the due dates.

    Raises ChangeMovedOn; ValidationError naming a day that can't be changed like that any more.
    """
    change = _locked(change)
    # As it is now: another change may have been approved since this one was proposed.
    calendar = WorkCalendar.objects.select_for_update().get(pk=change.calendar_id)
    change.calendar = calendar
    _check(change)
    for one in change.day_changes:
        _write(calendar, one, source=change.source, by=by)
    if official_through := _later(calendar, change.official_through):
        calendar.official_through = official_through
        attribute(calendar, by=by, reason=change.source)
        calendar.save()
    change.state = CalendarChange.State.APPROVED
    _decided(change, by=by)
    running.begin(change)
    return change


@transaction.atomic
def withdraw(change: CalendarChange, *, by: Actor) -> CalendarChange:
    """Give the change up. Raises ChangeMovedOn."""
    change = _locked(change)
    change.state = CalendarChange.State.WITHDRAWN
    _decided(change, by=by)
    change.save()
    return change


def _locked(change: CalendarChange) -> CalendarChange:
    locked = CalendarChange.objects.select_for_update().get(pk=change.pk)
    if locked.state != CalendarChange.State.PROPOSED:
        raise ChangeMovedOn(locked)
    return locked


def _decided(change: CalendarChange, *, by: Actor) -> None:
    change.decided_at = timezone.now()
    change.decided_by_id, change.decided_by_name = by.id, by.name


def _check(change: CalendarChange) -> None:
    try:
        change.as_rules()
    except CalendarError as error:
        raise ValidationError(in_words(error)) from error


def _later(calendar: WorkCalendar, official_through: date | None) -> date | None:
    is_later = official_through is not None and official_through > calendar.official_through
    return official_through if is_later else None


def _is_so(calendar: WorkCalendar, one: DayChange) -> bool:
    known = calendar.days.filter(day=one.day).first()
    if known is None:
        return one.kind is None
    return one.kind is not None and (known.kind, known.name) == (KINDS[one.kind], one.name)


def _write(calendar: WorkCalendar, one: DayChange, *, source: str, by: Actor) -> None:
    row: Any = calendar.days.filter(day=one.day).first()
    if one.kind is None:
        if row is not None:
            attribute(row, by=by, reason=source)
            row.delete()
        return
    row = row or CalendarDay(calendar=calendar, day=one.day)
    row.kind, row.name, row.source = KINDS[one.kind], one.name, source
    row.approved_by = by.name
    attribute(row, by=by, reason=source)
    row.save()
